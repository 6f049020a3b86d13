import type { SubsidyRegime, Sourced } from '../policy/subsidy-policy.js';
import type { Fen } from '../money.js';
import type { Rate } from '../rate.js';
import type { LoanFacts, Period, PrincipalChange, SubsidyTerms } from '../subsidy-segments.js';

/** What a bank asks for one loan. */
export interface ClaimedLine {
  /** The line's own days. */
  readonly period: Period;
  /** The rate that the line names. */
  readonly annualRate: Rate;
  readonly claimed: Fen;
}

/** A loan as a line of it is recomputed. */
export interface CheckedLoan {
  readonly facts: LoanFacts;
  readonly terms: SubsidyTerms;
}

/** What a wrong figure may follow from beside the facts; read only for lines that differ. */
export interface WrongPaths {
  /** Principal paid back ahead of the schedule, one entry a day in date order. */
  readonly prepaid: readonly { readonly on: PrincipalChange['on']; readonly principal: Fen }[];
  /** Every regime there has been. */
  readonly regimes: readonly Sourced<SubsidyRegime>[];
}
