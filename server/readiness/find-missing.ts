import { setTimeout as delay } from 'node:timers/promises';
import { pendingMigrations } from '../../models/migrate.js';
import type { System } from '../context.js';

/** What the program cannot serve without. */
export type Prerequisite = 'database' | 'migrations';

const PATIENCE_MS = 2_000;

/** What keeps the system from serving: a database that does not answer in two seconds, or migrations not applied. */
export async function findMissing({ database }: System): Promise<Prerequisite[]> {
  const stopWaiting = new AbortController();
  try {
    const pending = await Promise.race([
      pendingMigrations(database),
      delay(PATIENCE_MS, undefined, { ref: false, signal: stopWaiting.signal }),
    ]);
    if (pending === undefined) return ['database'];
    return pending.length > 0 ? ['migrations'] : [];
  } catch {
    return ['database'];
  } finally {
    stopWaiting.abort();
  }
}
