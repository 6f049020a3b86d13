import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addWorkingDays } from '../core/calendar/working-calendar.js';

/** How to ask for reconsideration (复核), said with every refusal. */
export type ReconsiderationAdvice = {
  /** The last day on which it can be asked for. */
  readonly until: BusinessDate;
  /** Where the time stands, and whether somebody has read it in the official text. */
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
  readonly zh: string;
  readonly en: string;
};

/**
 * Until when the refusal of a day can be asked to be looked at again, by the policy of that day, and how.
 * Fails: no-policy-in-force.
 */
export function reconsiderationAdvice(
  { referenceData }: System,
  refusedOn: BusinessDate,
): ReconsiderationAdvice {
  const { calendar, policyBook } = referenceData.current();
  const { value, document, article, verified } = policyBook.asOf('reconsideration-request', refusedOn);
  const until = addWorkingDays(calendar, refusedOn, value.workingDays).value;
  return {
    until,
    document,
    article,
    verified,
    zh: `不同意这一决定的,可在${until}前申请复核并说明理由,由作出决定以外的人员重新审查。`,
    en: `If you disagree, ask for reconsideration by ${until} and say why; somebody other than those who decided will look again.`,
  };
}
