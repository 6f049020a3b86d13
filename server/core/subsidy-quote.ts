import { DomainError, type FieldProblem } from './errors.js';
import { computeSubsidy, subsidyTerms, type SubsidyStatement } from './interest-subsidy.js';
import type { BorrowerKind, PolicySource, Region, Sourced, SubsidyPolicy } from './policy/subsidy-policy.js';
import { rateCeiling, assertWithinCeiling } from './rate-ceiling.js';
import type { Rate } from './rate.js';
import type { LoanFacts, Period } from './subsidy-segments.js';

/** A loan and the period to be quoted, as `POST /api/v1/subsidy-quotes` takes them. */
export interface SubsidyQuoteRequest {
  readonly borrowerKind: BorrowerKind;
  readonly region: Region;
  readonly loan: LoanFacts;
  readonly period: Period;
}

/** What a rate above the ceiling leads to: a refusal, or only `rateAboveCeiling` (take-overs, the claim check). */
export type CeilingTest = 'refuse' | 'flag';

export interface SubsidyQuote extends SubsidyStatement {
  readonly loanPrimeRate: Sourced<Rate>;
  /** The regime's source. */
  readonly policy: PolicySource;
  readonly rateAboveCeiling: boolean;
}

/**
 * Quotes interest and subsidy of a loan over a period.
 * Throws `malformed` with the fields in question, `no-policy-in-force` and then `rate-above-ceiling`.
 */
export function quoteSubsidy(
  request: SubsidyQuoteRequest,
  policy: SubsidyPolicy,
  ceilingTest: CeilingTest = 'refuse',
): SubsidyQuote {
  const { borrowerKind, region, loan, period } = request;
  const problems = quoteProblems(loan, period);
  if (problems.length > 0) throw new DomainError('malformed', {}, problems);

  const terms = subsidyTerms(loan.disbursedOn, borrowerKind, policy);
  if (ceilingTest === 'refuse') assertWithinCeiling(loan.annualRate, loan.disbursedOn, region, policy);
  return {
    ...computeSubsidy(loan, period, terms),
    loanPrimeRate: terms.loanPrimeRate,
    policy: terms.regime.source,
    rateAboveCeiling: loan.annualRate > rateCeiling(loan.disbursedOn, region, policy).value,
  };
}

/** Every way in which the dates of a request contradict each other, by the field names of the public contract. */
function quoteProblems(loan: LoanFacts, period: Period): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (period.until <= period.from) problems.push(notAfter('periodUntil', 'periodFrom'));
  if (loan.maturesOn <= loan.disbursedOn) problems.push(notAfter('maturesOn', 'disbursedOn'));
  for (const [index, { from, until }] of loan.excludedPeriods.entries()) {
    const path = `excludedPeriods.${index}`;
    if (until <= from) problems.push(notAfter(`${path}.until`, `${path}.from`));
  }
  return [
    ...problems,
    ...repeatedDates('principalChanges', loan.principalChanges),
    ...repeatedDates('rateChanges', loan.rateChanges),
  ];
}

function notAfter(field: string, earlier: string): FieldProblem {
  return {
    field,
    rule: 'date-order',
    message: { zh: `必须晚于 ${earlier}`, en: `must be later than ${earlier}` },
  };
}

function repeatedDates(list: string, changes: readonly { readonly on: string }[]): FieldProblem[] {
  const seen = new Set<string>();
  const problems: FieldProblem[] = [];
  for (const [index, { on }] of changes.entries()) {
    if (seen.has(on)) {
      const message = { zh: `${on} 只能有一次变更`, en: `only one change may be dated ${on}` };
      problems.push({ field: `${list}.${index}.on`, rule: 'one-change-a-day', message });
    }
    seen.add(on);
  }
  return problems;
}
