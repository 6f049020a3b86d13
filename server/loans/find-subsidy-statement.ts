import type { Context } from '../context.js';
import { subsidyTerms } from '../core/interest-subsidy.js';
import type { PolicySource } from '../core/policy/subsidy-policy.js';
import { subsidySources } from '../core/subsidy-sources.js';
import { quoteSubsidy, type SubsidyQuote } from '../core/subsidy-quote.js';
import type { Period } from '../core/subsidy-segments.js';
import { findFactsOfLoan, LOAN_REGION } from './loan-facts.js';
import { findLoanRow } from './find-loan-records.js';

/** A statement with every version of the policy that it follows from: the regime first, the rate ceiling last. */
export interface LoanStatement extends SubsidyQuote {
  readonly policies: readonly PolicySource[];
}

/**
 * Interest and subsidy of a loan over a period, out of its facts: every segment, and why it earns what it earns. A rate above
 * the ceiling is said and not refused, because the loan exists. Fails: not-found, malformed (the period),
 * no-policy-in-force.
 */
export async function findSubsidyStatement(
  context: Context,
  loanId: number,
  period: Period,
): Promise<LoanStatement> {
  const row = await findLoanRow(context, loanId);
  const loan = await findFactsOfLoan(context.system.database, row);
  const { policyBook } = context.system.referenceData.current();
  const { borrowerKind } = row;
  const quote = quoteSubsidy({ borrowerKind, region: LOAN_REGION, loan, period }, policyBook, 'flag');
  const { disbursedOn } = loan;
  const terms = subsidyTerms(disbursedOn, borrowerKind, policyBook);
  return {
    ...quote,
    policies: [
      ...subsidySources(terms, borrowerKind, disbursedOn, policyBook),
      policyBook.ceilingOn(disbursedOn, LOAN_REGION).source,
    ],
  };
}
