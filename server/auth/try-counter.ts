import { UniqueConstraintError } from 'sequelize';
import type { Database } from '../../models/database.js';
import { RateLimit } from '../../models/rate-limit.js';
import { deleteRows, findRow, insertRow, lockRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addSeconds } from '../clock.js';

/** How often something was tried in its window, and when the window ends. */
export interface Tally {
  readonly points: number;
  readonly expiresAt: string;
}

/** A window of `seconds`; one that slides begins anew with every try. */
export interface Window {
  readonly seconds: number;
  readonly slides?: boolean;
}

/**
 * Counts what must not be tried too often, in the database, so that all instances count together and a restart forgets nothing.
 * Counts are no facts: they are neither audited nor part of a command, and stay although a request is refused.
 */
export interface TryCounter {
  /** Counts one try and returns how many there were with it. */
  count(limiterKey: string, now: string, window: Window): Promise<Tally>;
  find(limiterKey: string, now: string): Promise<Tally | null>;
}

const SWEEP_SECONDS = 60;

export function createTryCounter(database: Database): TryCounter {
  let nextSweepAt = '';

  /** Windows that are over are removed now and then, so that the table stays small. */
  const sweep = async (now: string): Promise<void> => {
    if (now < nextSweepAt) return;
    nextSweepAt = addSeconds(now, SWEEP_SECONDS);
    await inTransaction(database, (transaction) =>
      deleteRows(RateLimit, { expiresAt: { '<=': now } }, transaction),
    );
  };

  const addOne = (limiterKey: string, now: string, { seconds, slides }: Window): Promise<Tally> =>
    inTransaction(database, async (transaction) => {
      const begun = { points: 1, expiresAt: addSeconds(now, seconds) };
      const row = await lockRow(RateLimit, { limiterKey }, transaction);
      if (!row) {
        await insertRow(RateLimit, { limiterKey, ...begun }, transaction);
        return begun;
      }
      const open = row.expiresAt > now;
      const tally = open
        ? { points: row.points + 1, expiresAt: slides ? begun.expiresAt : row.expiresAt }
        : begun;
      await updateRows(RateLimit, tally, { limiterKey }, transaction);
      return tally;
    });

  return {
    async count(limiterKey, now, window) {
      await sweep(now);
      try {
        return await addOne(limiterKey, now, window);
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error;
        // Two began the window at the same moment; the row is there now.
        return addOne(limiterKey, now, window);
      }
    },
    async find(limiterKey, now) {
      return findRow(RateLimit, { where: { limiterKey, expiresAt: { '>': now } } });
    },
  };
}
