import type { PolicyParameter } from '../policy/policy-parameters.js';

/** How a parameter bears on the subsidy of a loan: by what each loan earns, or by which loans would have been made. */
const BEARINGS: Partial<Record<PolicyParameter, 'terms' | 'admission'>> = {
  'subsidy-regime': 'terms',
  'subsidised-months-individual': 'terms',
  'subsidised-months-enterprise': 'terms',
  'closure-ends-subsidy': 'terms',
  'rate-ceiling-eastern': 'admission',
  'cap-individual': 'admission',
  'cap-enterprise': 'admission',
  'term-individual': 'admission',
  'term-enterprise': 'admission',
};

/** Whether what a draft of the parameter would cost follows from the loans in the book. */
export const changesSubsidy = (parameter: PolicyParameter): boolean => parameter in BEARINGS;
