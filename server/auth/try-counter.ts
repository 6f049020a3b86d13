import { UniqueConstraintError, type Transaction } from 'sequelize';
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
  /** The same as part of what a transaction does. */
  countWithin(transaction: Transaction, limiterKey: string, now: string, window: Window): Promise<Tally>;
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

  return {
    async count(limiterKey, now, window) {
      await sweep(now);
      return inTransaction(database, (transaction) => addOne(transaction, limiterKey, now, window));
    },
    countWithin: addOne,
    async find(limiterKey, now) {
      return findRow(RateLimit, { where: { limiterKey, expiresAt: { '>': now } } });
    },
  };
}

async function addOne(
  transaction: Transaction,
  limiterKey: string,
  now: string,
  { seconds, slides }: Window,
): Promise<Tally> {
  const begun = { points: 1, expiresAt: addSeconds(now, seconds) };
  const row =
    (await lockRow(RateLimit, { limiterKey }, transaction)) ??
    (await beginWindow(transaction, limiterKey, begun));
  if (!row) return begun;
  const more = { points: row.points + 1, expiresAt: slides ? begun.expiresAt : row.expiresAt };
  const tally = row.expiresAt > now ? more : begun;
  await updateRows(RateLimit, tally, { limiterKey }, transaction);
  return tally;
}

/** Stores the first try, unless another instance did at this moment: then gives its row. */
async function beginWindow(
  transaction: Transaction,
  limiterKey: string,
  begun: Tally,
): Promise<Tally | null> {
  try {
    await insertRow(RateLimit, { limiterKey, ...begun }, transaction);
    return null;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    return lockRow(RateLimit, { limiterKey }, transaction);
  }
}
