import { StageClock } from '../../models/stage-clock.js';
import { insertRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addWorkingDays } from '../core/calendar/working-calendar.js';
import type { PolicyBook } from '../core/policy/policy-book.js';

/** What is being timed. `round` tells a second run of the same stage (after a return or a reconsideration) from the first. */
export interface TimedStage {
  readonly subjectKind:
    'application' | 'subsidy-claim' | 'compensation-claim' | 'extension' | 'reconsideration' | 'post-check';
  readonly subjectId: number;
  readonly stage: Stage;
  readonly organisationId: number;
  /** Whether the shorter clocks of the fast lane hold. */
  readonly isFast?: boolean;
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

/** The stages that the fast lane shortens, and by which member of its policy. */
const FAST_STAGES = {
  precheck: 'precheckDays',
  eligibility: 'eligibilityDays',
  credit: 'creditDays',
  guarantee: 'guaranteeDays',
  disbursement: 'disbursementDays',
} as const satisfies Partial<Record<Stage, string>>;

/** Starts the working-day clock of a stage on the command's day. A year without a published calendar is marked estimated. */
export async function startClock(
  system: System,
  unit: UnitOfWork,
  { isFast = false, ...timed }: TimedStage,
): Promise<void> {
  const { policyBook, calendar } = system.referenceData.current();
  const { days, policyId } = timeOf(policyBook, timed.stage, unit.today, isFast);
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
      policyId,
    },
    transaction,
  );
}

/** The working days of a stage and the version that says so; the fast lane never takes longer than the ordinary way. */
function timeOf(
  policyBook: PolicyBook,
  stage: Stage,
  today: BusinessDate,
  isFast: boolean,
): { readonly days: number; readonly policyId: string } {
  const { value, id } = policyBook.asOf(`clock-${stage}`, today);
  const ordinary = { days: value.workingDays, policyId: id };
  if (!isFast || !Object.hasOwn(FAST_STAGES, stage)) return ordinary;
  const fast = policyBook.asOf('fast-lane', today);
  const days = fast.value[FAST_STAGES[stage as keyof typeof FAST_STAGES]];
  return days < ordinary.days ? { days, policyId: fast.id } : ordinary;
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
