import type { PortfolioRow } from '../../core/bank-files/portfolio-file.js';
import { addMonths, yearMonthDay, type BusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import { parseYuan } from '../../core/money.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { rateCeiling } from '../../core/rate-ceiling.js';
import type { LoanFlag } from '../find-loan.js';
import { LOAN_REGION } from '../loan-facts.js';

/**
 * Where a loan that exists differs from what the policy of its disbursement date would lend. A take-over takes what is
 * there: this is said on the loan, and refuses nothing.
 */
export function policyFlags(row: PortfolioRow, policy: PolicyBook): LoanFlag[] {
  const { disbursedOn, maturesOn, extendedUntil, borrowerKind, annualRate, principal } = row;
  const tests: readonly (readonly [LoanFlag, () => boolean])[] = [
    ['rate-above-ceiling', () => annualRate > rateCeiling(disbursedOn, LOAN_REGION, policy).value],
    [
      'term-above-cap',
      () =>
        maturesOn > addMonths(disbursedOn, policy.valueOn(`term-${borrowerKind}`, disbursedOn).value.months),
    ],
    [
      'amount-above-cap',
      () => principal > parseYuan(policy.valueOn(`cap-${borrowerKind}`, disbursedOn).value.yuan),
    ],
    [
      'extension-above-cap',
      () => extendedUntil !== null && extendedUntil > latestExtension(maturesOn, disbursedOn, policy),
    ],
  ];
  const flags = new Set<LoanFlag>();
  for (const [flag, fails] of tests) {
    try {
      if (fails()) flags.add(flag);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'no-policy-in-force') throw error;
      flags.add(error.code);
    }
  }
  return [...flags];
}

/** The last day until which a loan of this maturity may be extended, by the policy of a day. Fails: no-policy-in-force. */
export function latestExtension(
  maturesOn: BusinessDate,
  policyOn: BusinessDate,
  policy: PolicyBook,
): BusinessDate {
  return addMonths(maturesOn, policy.valueOn('extension', policyOn).value.maximumMonths);
}

/** Whole months from disbursement to maturity, a part of one counted as one. */
export function termMonths(disbursedOn: BusinessDate, maturesOn: BusinessDate): number {
  const start = yearMonthDay(disbursedOn);
  const end = yearMonthDay(maturesOn);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return addMonths(disbursedOn, months) < maturesOn ? months + 1 : months;
}
