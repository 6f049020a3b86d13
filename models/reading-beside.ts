import type { Sequelize, Transaction } from 'sequelize';
import { poolFigures, type Database } from './database.js';

/** Databases beside whose transactions somebody reads. */
const taken = new WeakSet<Sequelize>();

/**
 * Runs `work` with a connection to read on beside the transaction that it is going to begin, so that a server reads while it stores. It
 * sees what is committed, as every statement of a transaction does (READ COMMITTED), but nothing that the other transaction writes: it is for
 * what that one leaves alone, or keeps from others by a lock.
 *
 * Null, and everything is read inside the transaction, on the embedded database, where another of this process reads beside its own, and where connections are
 * few. It is taken before any lock: nobody who holds a lock waits for a connection.
 */
export async function readingBeside<T>(
  database: Database,
  work: (reading: Transaction | null) => Promise<T>,
): Promise<T> {
  const { sequelize } = database;
  if (taken.has(sequelize) || !hasRoom(database)) return await work(null);
  taken.add(sequelize);
  const reading = await sequelize.transaction().catch(() => null);
  try {
    return await work(reading);
  } finally {
    // It has nothing to commit; a connection that is lost gives its place in the pool back by itself.
    await reading?.rollback().catch(() => {});
    taken.delete(sequelize);
  }
}

/** Whether there are connections to a server, and nobody waits for one. */
function hasRoom(database: Database): boolean {
  return poolFigures(database)?.waiting === 0;
}
