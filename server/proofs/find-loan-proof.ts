import type { Context } from '../context.js';
import { findLoanRow } from '../loans/find-loan-records.js';
import { proveLoans, type LoanProof } from './prove-loans.js';
import { proveSubsidies, type ProvenQuarter } from './prove-subsidies.js';

/** Everything about a loan's money that can be had out of its facts once more. */
export interface LoanProofDetail extends LoanProof {
  readonly quarters: readonly ProvenQuarter[];
}

/** The proof of one loan (重演核对). Fails: not-found. */
export async function findLoanProof(context: Context, loanId: number): Promise<LoanProofDetail> {
  const loan = await findLoanRow(context, loanId);
  const { database, referenceData } = context.system;
  const [proof] = await proveLoans(database, [loan]);
  if (!proof) throw new Error(`Loan ${loanId} has no proof`);
  const { policyBook } = referenceData.current();
  return { ...proof, quarters: await proveSubsidies(database, loan, policyBook) };
}
