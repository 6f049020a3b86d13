import { setTimeout as delay } from 'node:timers/promises';
import { ReplicationBeat } from '../../models/replication-beat.js';
import { insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { UniqueConstraintError, type Transaction } from 'sequelize';
import type { System } from '../context.js';
import type { Logger } from '../logger.js';
import type { ReplicaSet } from './replica-set.js';

const BEAT_MS = 1_000;
const PLACE = 0;

/** Writes the present moment down on the primary. Whatever replica has it, has everything that was committed before. */
export async function beat({ database, clock }: System): Promise<void> {
  const beatAt = clock.now();
  await inTransaction(database, async (transaction) => {
    if ((await updateRows(ReplicationBeat, { beatAt }, { place: PLACE }, transaction)) === 0)
      await firstBeat(beatAt, transaction);
  });
}

async function firstBeat(beatAt: string, transaction: Transaction): Promise<void> {
  try {
    await insertRow(ReplicationBeat, { place: PLACE, beatAt }, transaction);
  } catch (error) {
    // Another instance was faster: its beat is as good.
    if (!(error instanceof UniqueConstraintError)) throw error;
  }
}

/** Beats and looks at the replicas each second, in every instance that has some, and says when one goes or comes back. */
export function startReplicaWatch(
  system: System,
  replicas: ReplicaSet,
  { logger, ready }: { readonly logger: Logger; readonly ready: () => boolean },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const known = new Map<string, boolean>();
  const tell = (): void => {
    for (const { name, usable, behindSeconds } of replicas.states()) {
      if (known.get(name) === usable) continue;
      known.set(name, usable);
      if (usable) logger.info({ replica: name }, 'replica in use');
      else logger.warn({ replica: name, behindSeconds }, 'replica left out');
    }
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        if (ready()) await beat(system);
      } catch (error) {
        logger.error({ err: error }, 'the primary takes no beat');
      }
      if (ready()) {
        await replicas.look(system.clock.now());
        tell();
      }
      await delay(BEAT_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
