import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addWorkingDays } from '../core/calendar/working-calendar.js';

/** How to ask for reconsideration (复核), said with every refusal. */
export type ReconsiderationAdvice = {
  /** The last day on which it can be asked for. */
  readonly until: BusinessDate;
  /** False while no document has been seen that sets the time. */
  readonly verified: boolean;
  readonly zh: string;
  readonly en: string;
};

/** No document that sets this time for Guangzhou has been seen: shown as 待核实. */
const REQUEST_WORKING_DAYS = 20;

/** Until when the refusal of a day can be asked to be looked at again, and how. */
export function reconsiderationAdvice(
  { referenceData }: System,
  refusedOn: BusinessDate,
): ReconsiderationAdvice {
  const { calendar } = referenceData.current();
  const until = addWorkingDays(calendar, refusedOn, REQUEST_WORKING_DAYS).value;
  return {
    until,
    verified: false,
    zh: `不同意这一决定的,可在${until}前申请复核并说明理由,由作出决定以外的人员重新审查。`,
    en: `If you disagree, ask for reconsideration by ${until} and say why; somebody other than those who decided will look again.`,
  };
}
