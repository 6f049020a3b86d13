import { Gauge, Registry } from 'prom-client';
import type { System } from '../server/context.js';
import { findBacklog, type Backlog } from '../server/readiness/find-backlog.js';

/** Figures that are looked up when somebody asks for them. */
export interface BacklogMetrics {
  readonly registry: Registry;
  /** Looks them up; a database that does not answer is a figure, too. */
  refresh(): Promise<void>;
}

type Figures = Omit<Backlog, 'connections'>;

const FIGURES: Readonly<Record<keyof Figures, { readonly name: string; readonly help: string }>> = {
  jobsLagSeconds: { name: 'suidai_jobs_lag_seconds', help: 'How long the oldest due job has waited.' },
  failedJobs: { name: 'suidai_jobs_failed', help: 'Jobs that were given up.' },
  outboxAgeSeconds: {
    name: 'suidai_outbox_age_seconds',
    help: 'Age of the oldest message not yet handed over or delivered.',
  },
  deadLetters: { name: 'suidai_dead_letters', help: 'Messages that could not be delivered.' },
  dailyCloseBehindDays: {
    name: 'suidai_daily_close_behind_days',
    help: 'Business days that are over and not closed.',
  },
  guaranteeStops: { name: 'suidai_guarantee_stops', help: 'Stops of new guarantees in force.' },
};

/** Gauges of what is behind in the background, and of the database's connections. */
export function createBacklogMetrics(system: System): BacklogMetrics {
  const registry = new Registry();
  const registers = [registry];
  const gauges = Object.entries(FIGURES).map(
    ([figure, { name, help }]) => [figure as keyof Figures, new Gauge({ name, help, registers })] as const,
  );
  const up = new Gauge({
    name: 'suidai_database_up',
    help: '1 while the database answers, 0 when not.',
    registers,
  });
  const connections = new Gauge({
    name: 'suidai_database_connections',
    help: 'Connections of the pool by state; waiting counts requests that wait for one.',
    labelNames: ['state'] as const,
    registers,
  });
  return {
    registry,
    async refresh() {
      registry.resetMetrics();
      const backlog = await findBacklog(system).catch(() => undefined);
      up.set(backlog === undefined ? 0 : 1);
      for (const [figure, gauge] of gauges) gauge.set(backlog?.[figure] ?? Number.NaN);
      for (const [state, count] of Object.entries(backlog?.connections ?? {}))
        connections.set({ state }, count);
    },
  };
}
