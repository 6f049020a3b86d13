import type { BusinessDate } from './business-date.js';
import { addWorkingDays, workingDaysBetween, type WorkingCalendar } from './calendar/working-calendar.js';
import type { PolicyBook } from './policy/policy-book.js';

/** By when a change of a loan had to be reported, and whether it was. */
export interface ChangeReportDuty {
  readonly dueOn: BusinessDate;
  /** Working days after `dueOn`; 0 for a report in time. */
  readonly lateByWorkingDays: number;
  /** Whether a year without a published calendar was counted. */
  readonly isEstimated: boolean;
}

/**
 * The duty to report a change within so many working days of the day it happened, by the policy of that day; before the first
 * version, by that one. Throws `no-policy-in-force` where there is none by the day of the report either.
 */
export function changeReportDuty(
  happenedOn: BusinessDate,
  reportedOn: BusinessDate,
  policy: PolicyBook,
  calendar: WorkingCalendar,
): ChangeReportDuty {
  const inForce = policy.versions.some(
    ({ parameter, effectiveFrom }) => parameter === 'change-report' && effectiveFrom <= happenedOn,
  );
  const { workingDays } = policy.valueOn('change-report', inForce ? happenedOn : reportedOn).value;
  const due = addWorkingDays(calendar, happenedOn, workingDays);
  const late = reportedOn > due.value ? workingDaysBetween(calendar, due.value, reportedOn) : null;
  return {
    dueOn: due.value,
    lateByWorkingDays: late?.value ?? 0,
    isEstimated: due.estimated || (late?.estimated ?? false),
  };
}
