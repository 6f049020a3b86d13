import { addMonths, type BusinessDate } from './business-date.js';
import type { DayCountBasis } from './day-count.js';
import { fen, subtractFen, sumFen, ZERO_FEN, type Fen } from './money.js';
import type { BorrowerKind, SubsidyPolicy } from './policy/subsidy-policy.js';
import { SubsidyKernel } from './subsidy-kernel.js';
import {
  ENDING_CHANGES,
  subsidySegments,
  type DisregardedReasons,
  type EndingChange,
  type LoanFacts,
  type Period,
  type SubsidySegment,
  type SubsidyTerms,
} from './subsidy-segments.js';

/** Where amounts are rounded to the fen. Ours is `once`; the others are what a wrong claim is recomputed under. */
export type Rounding = 'once' | 'each-segment' | 'each-day';

/** How a period is computed. Everything left out is as the rules want it. */
export interface SubsidyConventions {
  readonly disregarded?: DisregardedReasons;
  readonly rounding?: Rounding;
}

/** A segment with its amounts. */
export interface SubsidyStatementLine extends SubsidySegment {
  readonly interest: Fen;
  readonly subsidy: Fen;
}

/** Interest and subsidy of one loan over one period; the lines add up to the totals. */
export interface SubsidyStatement {
  readonly interest: Fen;
  readonly subsidy: Fen;
  /** Interest less subsidy. */
  readonly borrowerShare: Fen;
  /** Days that earn a subsidy on a principal above zero. */
  readonly subsidisedDays: number;
  readonly segments: readonly SubsidyStatementLine[];
}

/**
 * What the policy of its disbursement date says about a loan (财金〔2020〕21号, 财金〔2023〕75号).
 * Throws `no-policy-in-force` before the first regime.
 */
export function subsidyTerms(
  disbursedOn: BusinessDate,
  borrowerKind: BorrowerKind,
  policy: SubsidyPolicy,
): SubsidyTerms {
  const regime = policy.regimeOn(disbursedOn);
  const loanPrimeRate = policy.loanPrimeRateOn(disbursedOn);
  const months = policy.subsidisedMonthsOn(disbursedOn, borrowerKind).value;
  const endedBy = endingChangesOn(disbursedOn, policy);
  return { regime, loanPrimeRate, subsidisedUntil: addMonths(disbursedOn, months), endedBy };
}

/** The changes of a business that end the subsidy of a loan, by the policy of its disbursement date. Throws `no-policy-in-force`. */
export const endingChangesOn = (disbursedOn: BusinessDate, policy: SubsidyPolicy): EndingChange[] =>
  ENDING_CHANGES.filter((change) => policy.endsSubsidyOn(disbursedOn, change).value);

/**
 * Computes interest and subsidy of a loan over a period. Other conventions (another basis or rate, another regime, the
 * last day counted too, changes left out) are other arguments: change `loan`, `period` or `terms`.
 */
export function computeSubsidy(
  loan: LoanFacts,
  period: Period,
  terms: SubsidyTerms,
  conventions: SubsidyConventions = {},
): SubsidyStatement {
  const cut = subsidySegments(loan, period, terms, conventions.disregarded);
  const segments = withAmounts(cut, loan.dayCountBasis, conventions.rounding);
  const interest = sumFen(segments.map((line) => line.interest));
  const subsidy = sumFen(segments.map((line) => line.subsidy));
  const subsidisedDays = segments
    .filter((line) => line.principal > 0 && line.subsidyRate > 0)
    .reduce((sum, line) => sum + line.days, 0);
  return { interest, subsidy, borrowerShare: subtractFen(interest, subsidy), subsidisedDays, segments };
}

function withAmounts(
  segments: readonly SubsidySegment[],
  basis: DayCountBasis,
  rounding: Rounding = 'once',
): SubsidyStatementLine[] {
  if (rounding === 'once') return roundedOnce(segments, basis);
  return segments.map((segment) => roundedApart(segment, basis, rounding === 'each-day' ? 1 : segment.days));
}

/** A line is the rounded sum up to its end less the lines before it, so that the lines add up to the rounded total. */
function roundedOnce(segments: readonly SubsidySegment[], basis: DayCountBasis): SubsidyStatementLine[] {
  const kernel = new SubsidyKernel();
  let interestBefore = ZERO_FEN;
  let subsidyBefore = ZERO_FEN;
  return segments.map((segment) => {
    kernel.add(segment.principal, segment.annualRate, segment.subsidyRate, segment.days);
    const interest = kernel.interest(basis);
    const subsidy = kernel.subsidy(basis);
    const line = lineOf(segment, subtractFen(interest, interestBefore), subtractFen(subsidy, subsidyBefore));
    interestBefore = interest;
    subsidyBefore = subsidy;
    return line;
  });
}

/** A line whose amounts are rounded after so many of its days, over and over. */
function roundedApart(segment: SubsidySegment, basis: DayCountBasis, days: number): SubsidyStatementLine {
  const kernel = new SubsidyKernel();
  kernel.add(segment.principal, segment.annualRate, segment.subsidyRate, days);
  const times = segment.days / days;
  return lineOf(segment, fen(kernel.interest(basis) * times), fen(kernel.subsidy(basis) * times));
}

/** Field by field: spreading a segment into a longer object costs ten times the calculation. */
function lineOf(segment: SubsidySegment, interest: Fen, subsidy: Fen): SubsidyStatementLine {
  return {
    from: segment.from,
    until: segment.until,
    days: segment.days,
    principal: segment.principal,
    annualRate: segment.annualRate,
    subsidyRate: segment.subsidyRate,
    notSubsidisedBecause: segment.notSubsidisedBecause,
    interest,
    subsidy,
  };
}
