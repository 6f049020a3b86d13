import { runCommand, type UnitOfWork } from '../command.js';
import { findBrokenPromises } from '../collection/find-broken-promises.js';
import { findDueClaims } from '../compensation/find-due-claims.js';
import { systemContext, type System } from '../context.js';
import type { JobKind } from '../jobs/job-kind.js';
import { queueNotices, type QueuedNotice } from '../messages/queue-notices.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { findDuePayments } from './find-due-payments.js';
import { findOverdueLoans } from './find-overdue-loans.js';
import { findRunningClocks } from './find-running-clocks.js';

/** Finds what is to be told today; it may name again what was told before. */
type Reminder = (system: System) => Promise<QueuedNotice[]>;

const REMINDERS: readonly Reminder[] = [
  findDuePayments,
  findOverdueLoans,
  findBrokenPromises,
  findDueClaims,
  findRunningClocks,
];

const NOTICES_AT_ONCE = 500;

/** Every morning, after the close of the night: payments about to fall due, overdue days, broken promises, claims to be made, clocks. */
export const REMIND_JOB: JobKind = {
  name: 'notices.remind',
  timetable: '30 7 * * *',
  async run(system, run) {
    await remind(system, run.requestId, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/** Queues the notices of the day, each fact once however often it runs. Answers how many were new. */
export async function remind(
  system: System,
  requestId: string,
  hold: (unit: UnitOfWork) => Promise<void>,
): Promise<number> {
  let queued = 0;
  for (const find of REMINDERS) {
    const notices = await find(system);
    for (let from = 0; from < notices.length; from += NOTICES_AT_ONCE) {
      const batch = notices.slice(from, from + NOTICES_AT_ONCE);
      queued += await runCommand(systemContext(system, requestId), 'notices.queue', async (unit) => {
        await hold(unit);
        const count = await queueNotices(unit, batch);
        const organisationId = await platformOrganisationId(unit.transaction);
        const detail = { found: batch.length, queued: count };
        unit.record({ organisationId, subjectKind: 'notice', subjectId: null, detail });
        return count;
      });
    }
  }
  return queued;
}
