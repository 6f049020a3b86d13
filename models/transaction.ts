import { setTimeout as delay } from 'node:timers/promises';
import { Transaction } from 'sequelize';
import { DomainError } from '../server/core/errors.js';
import type { Database } from './database.js';
import { WaitedTooLong } from './fair-queue.js';
import { faultKind } from './faults.js';
import { onPrimary } from './reading-place.js';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 5;
/** How long a writer waits for its turn on SQLite; as long as MySQL waits for a lock. */
const TURN_LIMIT_MS = 10_000;

/** After so long nothing is tried again: whoever waits for the answer can decide better than we. */
const PATIENCE_MS = 10_000;

/** A fault while committing. It is apart from a fault of the work, because the commit may have happened. */
class CommitFault extends Error {}

/**
 * Runs `work` in one transaction and commits it. On a deadlock, a lock that could not be had or a connection lost before
 * the commit, nothing was stored and the whole of `work` runs again, five times at most and not after ten seconds: it must
 * not act on anything but this transaction. Transactions do not nest; on SQLite the writers take turns, and one inside another is an `Error`.
 *
 * READ COMMITTED on MySQL, IMMEDIATE on SQLite. Throws whatever `work` throws, and `DomainError` `unavailable` with a
 * `reason`: `contention`, `no-connection`, `no-room` (the disk is full), or `unknown-outcome` when the connection broke during the commit: then the
 * caller must look whether the facts are there (by idempotency key) and never simply run the work again.
 */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (database.engine === 'mysql') return await attemptOnce(database, work);
      return await database.writers.run(() => attemptOnce(database, work), TURN_LIMIT_MS);
    } catch (error) {
      const isLast = attempt >= ATTEMPTS || performance.now() - startedAt > PATIENCE_MS;
      const reason = reasonToStop(error, isLast);
      if (reason === 'not-ours') throw error;
      if (reason !== undefined) throw unavailable(reason, error);
    }
    await delay(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
  }
}

async function attemptOnce<T>(
  { sequelize }: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const transaction = await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE });
  let result: T;
  try {
    result = await onPrimary(() => work(transaction));
  } catch (error) {
    await rollBack(transaction);
    throw error;
  }
  try {
    await transaction.commit();
  } catch (error) {
    throw new CommitFault('commit', { cause: error });
  }
  return result;
}

/** Sequelize destroys the connection when a rollback fails, and the server then rolls back by itself. */
async function rollBack(transaction: Transaction): Promise<void> {
  const { finished } = transaction as unknown as { finished?: string };
  if (finished !== undefined) return;
  try {
    await transaction.rollback();
  } catch {
    // The fault that led here is the one to report.
  }
}

/** Why to give up: a `reason` for `unavailable`, `not-ours` for a fault of the work, undefined to run again. */
function reasonToStop(error: unknown, isLast: boolean): string | undefined {
  if (error instanceof CommitFault) {
    // Only a conflict says for certain that nothing was committed (Galera reports it at the commit).
    if (faultKind(error.cause) !== 'conflict') return 'unknown-outcome';
    return isLast ? 'contention' : undefined;
  }
  if (error instanceof WaitedTooLong) return 'contention';
  const kind = faultKind(error);
  if (kind === 'other') return 'not-ours';
  if (kind === 'no-connection') return 'no-connection';
  if (kind === 'full') return 'no-room';
  if (!isLast) return undefined;
  return kind === 'conflict' ? 'contention' : 'no-connection';
}

function unavailable(reason: string, cause: unknown): DomainError {
  const error = new DomainError('unavailable', { reason });
  error.cause = cause;
  return error;
}
