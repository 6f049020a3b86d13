import { startOfDay } from '../clock.js';
import type { System } from '../context.js';
import { addMonths, type BusinessDate } from '../core/business-date.js';

/** Until when what ended has had to be kept, as seen from a day: what ended before is due. */
export interface Retention {
  readonly policyId: string;
  readonly loansEndedBefore: BusinessDate;
  readonly applicationsEndedBefore: BusinessDate;
  /** The same as an instant. */
  readonly applicationsClosedBefore: string;
  readonly rejectedBefore: string;
}

const MONTHS_A_YEAR = 12;

/** The periods of the policy in force on a day. Fails: no-policy-in-force. */
export function retentionOn({ referenceData }: System, day: BusinessDate): Retention {
  const { id: policyId, value } = referenceData.current().policyBook.asOf('personal-data-retention', day);
  const yearsBefore = (years: number): BusinessDate => addMonths(day, -years * MONTHS_A_YEAR);
  const applicationsEndedBefore = yearsBefore(value.applicationYears);
  return {
    policyId,
    loansEndedBefore: yearsBefore(value.loanYears),
    applicationsEndedBefore,
    applicationsClosedBefore: startOfDay(applicationsEndedBefore),
    rejectedBefore: startOfDay(addMonths(day, -value.rejectedRowMonths)),
  };
}
