import type { BusinessDate } from './business-date.js';
import type { BorrowerKind, PolicySource, SubsidyPolicy } from './policy/subsidy-policy.js';
import { ENDING_CHANGES, type SubsidyTerms } from './subsidy-segments.js';

/** Whether a regime looks at the loan prime rate at all. */
export const usesPrimeRate = ({ regime }: Pick<SubsidyTerms, 'regime'>): boolean =>
  regime.value.kind === 'lpr-minus';

/**
 * Every version of the policy that the subsidy of a loan follows from, the regime first: then the loan prime rate where the regime looks at
 * it, the longest term and what ends the subsidy. Throws `no-policy-in-force`.
 */
export function subsidySources(
  terms: Pick<SubsidyTerms, 'regime' | 'loanPrimeRate'>,
  borrowerKind: BorrowerKind,
  disbursedOn: BusinessDate,
  policy: SubsidyPolicy,
): PolicySource[] {
  return [
    terms.regime.source,
    ...(usesPrimeRate(terms) ? [terms.loanPrimeRate.source] : []),
    policy.subsidisedMonthsOn(disbursedOn, borrowerKind).source,
    ...ENDING_CHANGES.map((change) => policy.endsSubsidyOn(disbursedOn, change).source),
  ];
}
