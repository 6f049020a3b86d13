import type { DraftContent } from '../policy/draft-content.js';
import type { PolicyParameter } from '../policy/policy-parameters.js';

/** What decides how much each loan earns. */
const EARNINGS: ReadonlySet<PolicyParameter> = new Set([
  'subsidy-regime',
  'subsidised-months-individual',
  'subsidised-months-enterprise',
  'closure-ends-subsidy',
  'legal-representative-change-ends-subsidy',
]);

/** What decides which loans are made at all. */
const ADMISSION: ReadonlySet<PolicyParameter> = new Set([
  'rate-ceiling-eastern',
  'cap-individual',
  'cap-enterprise',
  'term-individual',
  'term-enterprise',
]);

/** Whether what a draft of the parameter would cost follows from the loans in the book. */
export const changesSubsidy = (parameter: PolicyParameter): boolean =>
  EARNINGS.has(parameter) || ADMISSION.has(parameter);

/** The same of a whole draft: a loan prime rate does, holidays do not. */
export const isMeasurable = (content: DraftContent): boolean =>
  content.kind === 'parameter' ? changesSubsidy(content.parameter) : content.kind === 'loan-prime-rate';

/** Whether a draft may leave out loans that were made: a prime rate moves the ceiling. */
export const changesAdmission = (content: DraftContent): boolean =>
  content.kind === 'parameter' ? ADMISSION.has(content.parameter) : content.kind === 'loan-prime-rate';
