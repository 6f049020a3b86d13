import { resolve } from 'node:path';
import { SqliteSession } from './session.js';

const IDLE_KEPT = 8;
const idleByFile = new Map<string, SqliteSession[]>();

/**
 * Gives a session on a file, a waiting one if there is one. Sequelize opens a connection for each transaction; this
 * keeps the file open and its statements prepared in between.
 */
export function leaseSession(file: string, readOnly: boolean): SqliteSession {
  const waiting = readOnly ? undefined : idleByFile.get(resolve(file))?.pop();
  return waiting ?? new SqliteSession(file, readOnly);
}

/** Takes a session back. One that is in the middle of a transaction is closed, which rolls it back. */
export function returnSession(session: SqliteSession): void {
  const idle = idleByFile.get(resolve(session.file)) ?? [];
  if (session.readOnly || session.inTransaction || idle.length >= IDLE_KEPT) return session.close();
  idle.push(session);
  idleByFile.set(resolve(session.file), idle);
}

/** Closes the sessions that wait on a file, so that the file may be removed. */
export function closeIdleSessions(file: string): void {
  for (const session of idleByFile.get(resolve(file)) ?? []) session.close();
  idleByFile.delete(resolve(file));
}
