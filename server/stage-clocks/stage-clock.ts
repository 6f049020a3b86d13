import { StageClock } from '../../models/stage-clock.js';
import { insertRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { addWorkingDays } from '../core/calendar/working-calendar.js';

/** What is being timed. `round` tells a second run of the same stage (after a return or a reconsideration) from the first. */
export interface TimedStage {
  readonly subjectKind:
    'application' | 'subsidy-claim' | 'compensation-claim' | 'extension' | 'reconsideration' | 'post-check';
  readonly subjectId: number;
  readonly stage: Stage;
  readonly organisationId: number;
}

/** Stages with a working-day limit, each a dated policy parameter `clock-…`. */
export type Stage =
  | 'precheck'
  | 'eligibility'
  | 'credit'
  | 'guarantee'
  | 'disbursement'
  | 'correction'
  | 'reconsideration'
  | 'extension'
  | 'claim-verification'
  | 'claim-approval'
  | 'claim-funding'
  | 'claim-payment'
  | 'compensation-verification'
  | 'compensation-approval'
  | 'compensation-consent'
  | 'compensation-payment'
  | 'post-check';

const WARN_BEFORE_DAYS = 1;

/** Starts the working-day clock of a stage on the command's day. A year without a published calendar is marked estimated. */
export async function startClock(system: System, unit: UnitOfWork, timed: TimedStage): Promise<void> {
  const { policyBook, calendar } = system.referenceData.current();
  const days = policyBook.asOf(`clock-${timed.stage}`, unit.today).value.workingDays;
  const due = addWorkingDays(calendar, unit.today, days);
  const warn = addWorkingDays(calendar, unit.today, Math.max(0, days - WARN_BEFORE_DAYS));
  const { transaction } = unit;
  const round = await StageClock.count({
    where: { subjectKind: timed.subjectKind, subjectId: timed.subjectId, stage: timed.stage },
    transaction,
  });
  await insertRow(
    StageClock,
    {
      ...timed,
      round: round + 1,
      startedOn: unit.today,
      warnOn: warn.value,
      dueOn: due.value,
      estimatedFlag: due.estimated ? 1 : 0,
    },
    transaction,
  );
}

/** Stops the running clocks of a subject: of one stage, or of all. */
export async function stopClocks(
  unit: UnitOfWork,
  subject: {
    readonly subjectKind: TimedStage['subjectKind'];
    readonly subjectId: number;
    readonly stage?: Stage;
  },
): Promise<void> {
  await updateRows(StageClock, { endedOn: unit.today }, { ...subject, endedOn: null }, unit.transaction);
}
