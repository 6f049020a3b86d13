import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReplicaSet } from '../server/replicas/replica-set.js';

/** How far each replica is behind, whether reads go there, and where reads that may lag were served. */
export function countReplicas(registry: Registry, replicas: ReplicaSet): void {
  const registers = [registry];
  const labelNames = ['replica'] as const;
  void new Gauge({
    name: 'suidai_replica_usable',
    help: '1 while reads that may lag go to the replica, 0 while it is left out.',
    labelNames,
    registers,
    collect() {
      for (const { name, usable } of replicas.states()) this.set({ replica: name }, usable ? 1 : 0);
    },
  });
  void new Gauge({
    name: 'suidai_replica_behind_seconds',
    help: 'How far the replica is behind the primary; NaN while it does not answer.',
    labelNames,
    registers,
    collect() {
      for (const { name, behindSeconds } of replicas.states())
        this.set({ replica: name }, behindSeconds ?? Number.NaN);
    },
  });
  void new Counter({
    name: 'suidai_lagging_reads_total',
    help: 'Requests that may be answered with figures some seconds old, by where they were read.',
    labelNames: ['served_by'] as const,
    registers,
    collect() {
      this.reset();
      this.inc({ served_by: 'replica' }, replicas.reads.replica);
      this.inc({ served_by: 'primary' }, replicas.reads.primary);
    },
  });
}
