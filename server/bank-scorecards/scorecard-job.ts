import { BankScorecard } from '../../models/bank-scorecard.js';
import { findRow } from '../../models/rows.js';
import { systemContext, type System } from '../context.js';
import { addQuarters, calendarQuarterOf, quarterDays } from '../core/calendar-quarter.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import type { JobKind } from '../jobs/job-kind.js';
import type { UnitOfWork } from '../command.js';
import { computeScorecards } from './compute-scorecards.js';

/** Each morning after the night's closing: as soon as a quarter's books are closed, its scorecards are there. */
export const SCORECARD_JOB: JobKind = {
  name: 'bank-scorecards.compute',
  timetable: '0 6 * * *',
  async run(system, run) {
    await computeDueScorecards(system, run.requestId, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    });
  },
};

/** Computes the scorecards of the last quarter that is closed, unless they are there. Answers how many were stored. */
export async function computeDueScorecards(
  system: System,
  requestId: string,
  hold: (unit: UnitOfWork) => Promise<void>,
): Promise<number> {
  const { closedThrough } = await findBooksDate(system);
  if (closedThrough === null) return 0;
  const running = calendarQuarterOf(closedThrough);
  const isOver = quarterDays(running).lastOn === closedThrough;
  const quarter = isOver ? running : addQuarters(running, -1);
  if (await findRow(BankScorecard, { where: { quarter } })) return 0;
  return (await computeScorecards(systemContext(system, requestId), quarter, hold)).stored;
}
