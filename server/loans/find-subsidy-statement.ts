import type { Context } from '../context.js';
import { quoteSubsidy, type SubsidyQuote } from '../core/subsidy-quote.js';
import type { Period } from '../core/subsidy-segments.js';
import { findFactsOfLoan, LOAN_REGION } from './loan-facts.js';
import { findLoanRow } from './find-loan-records.js';

/**
 * Interest and subsidy of a loan over a period, out of its facts: every segment, and why it earns what it earns. A rate above
 * the ceiling is said and not refused, because the loan exists. Fails: not-found, malformed (the period),
 * no-policy-in-force.
 */
export async function findSubsidyStatement(
  context: Context,
  loanId: number,
  period: Period,
): Promise<SubsidyQuote> {
  const row = await findLoanRow(context, loanId);
  const loan = await findFactsOfLoan(context.system.database, row);
  const { policyBook } = context.system.referenceData.current();
  return quoteSubsidy(
    { borrowerKind: row.borrowerKind, region: LOAN_REGION, loan, period },
    policyBook,
    'flag',
  );
}
