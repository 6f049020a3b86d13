import { Cron } from 'croner';
import { Job } from '../../models/job.js';
import { findRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import type { System } from '../context.js';
import { enqueueJob } from './enqueue-job.js';
import type { JobKind } from './job-kind.js';

/**
 * Enqueues each kind that has a timetable for its last due time. However often and in however many instances it is called,
 * each due time is one job.
 */
export async function enqueueByTimetable(system: System, kinds: readonly JobKind[]): Promise<void> {
  const now = system.clock.now();
  for (const { name, timetable } of kinds) {
    if (timetable === undefined) continue;
    const [due] = new Cron(timetable, { timezone: 'Asia/Shanghai' }).previousRuns(1, now);
    if (due === undefined) continue;
    const runKey = due.toISOString();
    if (await findRow(Job, { where: { name, runKey } })) continue;
    await inTransaction(system.database, (transaction) =>
      enqueueJob({ transaction, now }, { name, runKey, payload: { dueAt: runKey } }),
    );
  }
}
