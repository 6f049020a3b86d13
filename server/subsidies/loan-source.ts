import type { Transaction } from 'sequelize';
import type { Loan } from '../../models/loan.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { findLoanFacts, type ContractRow } from '../loans/loan-facts.js';
import type { ClaimableLoan } from './claim-lines.js';

/** Loans of a bank that had a balance on some day of `[from, until)`. */
export interface LoanSelection {
  readonly bankOrganisationId: number;
  readonly from: BusinessDate;
  readonly until: BusinessDate;
}

type LoanRow = ContractRow & Pick<Row<Loan>, 'contractNumber' | 'borrowerKind'>;

/**
 * The next loans by id, with what their interest and subsidy follow from. This is the source of a claim run: a faster one
 * has to give the same loans in the same order.
 */
export async function readLoanBatch(
  { bankOrganisationId, from, until }: LoanSelection,
  { after, limit }: { readonly after: number; readonly limit: number },
  transaction: Transaction,
): Promise<ClaimableLoan[]> {
  const rows = await selectRows<LoanRow>(
    transaction,
    `SELECT id, contractNumber, borrowerKind, principalFen, contractRate, dayCountBasis, disbursedOn, maturesOn, extendedUntil
       FROM loans
      WHERE bankOrganisationId = ? AND id > ? AND disbursedOn < ? AND (settledOn IS NULL OR settledOn > ?)
      ORDER BY id LIMIT ${Math.trunc(limit)}`,
    [bankOrganisationId, after, until, from],
  );
  const facts = await findLoanFacts(transaction, rows);
  return rows.flatMap(({ id, contractNumber, borrowerKind }) => {
    const known = facts.get(id);
    return known === undefined ? [] : [{ loanId: id, contractNumber, borrowerKind, facts: known }];
  });
}
