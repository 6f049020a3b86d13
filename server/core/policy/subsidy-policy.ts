import type { BusinessDate } from '../business-date.js';
import type { Rate } from '../rate.js';
import type { EndingChange } from '../subsidy-segments.js';

export type BorrowerKind = 'individual' | 'enterprise';

/** Where the borrower's region stands in the national rules on rate ceilings. Guangzhou is `eastern`. */
export type Region = 'eastern' | 'central-western' | 'formerly-poor';

/** Where a policy value comes from. `verified` is false for a value that is shown as 待核实. */
export interface PolicySource {
  readonly id: string;
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
}

/** A value together with its source. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: PolicySource;
}

/**
 * How the subsidised rate follows from the contract rate (贴息办法).
 * - `lpr-minus`: the borrower bears LPR1Y − `borrowerBelow`, never less than zero; the treasury bears the rest.
 * - `share-of-rate`: the treasury bears `shareBasisPoints` ten-thousandths of the contract rate.
 */
export type SubsidyRegime =
  | { readonly kind: 'lpr-minus'; readonly borrowerBelow: Rate }
  | { readonly kind: 'share-of-rate'; readonly shareBasisPoints: number };

/** The highest contract rate of a region: LPR1Y plus this much. */
export interface RateCeiling {
  readonly aboveLoanPrimeRate: Rate;
}

/**
 * What the policy says about subsidies to a loan disbursed on a date.
 * Each method throws `no-policy-in-force` before its first version.
 */
export interface SubsidyPolicy {
  regimeOn(disbursedOn: BusinessDate): Sourced<SubsidyRegime>;
  ceilingOn(disbursedOn: BusinessDate, region: Region): Sourced<RateCeiling>;
  /** The one-year loan prime rate in force that day; carried forward, unverified beyond the last published one. */
  loanPrimeRateOn(disbursedOn: BusinessDate): Sourced<Rate>;
  /** For how many months from disbursement the interest is subsidised at most: 36 individual, 24 enterprise. */
  subsidisedMonthsOn(disbursedOn: BusinessDate, borrowerKind: BorrowerKind): Sourced<number>;
  /** Whether a change of the business ends the subsidy from the day of the change on. */
  endsSubsidyOn(disbursedOn: BusinessDate, change: EndingChange): Sourced<boolean>;
}
