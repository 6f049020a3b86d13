import type { Transaction } from 'sequelize';
import type { Loan } from '../../models/loan.js';
import { keysetIndex } from '../../models/keyset-index.js';
import type { SqlPart } from '../../models/condition.js';
import { listsOf } from '../../models/id-lists.js';
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

type LoanRow = ContractRow & Pick<Row<Loan>, 'contractNumber' | 'borrowerKind' | 'controlBalanceOn'>;

const COLUMNS =
  'id, contractNumber, borrowerKind, principalFen, contractRate, dayCountBasis, disbursedOn, maturesOn, extendedUntil, controlBalanceOn';

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
    `SELECT ${COLUMNS} FROM loans${keysetIndex(transaction, 'bankOrganisationId')}
      WHERE bankOrganisationId = ? AND id > ? AND disbursedOn < ? AND (settledOn IS NULL OR settledOn > ?)
      ORDER BY id LIMIT ${Math.trunc(limit)}`,
    [bankOrganisationId, after, until, from],
  );
  const upTo = rows.at(-1)?.id ?? after;
  return await withFacts(rows, transaction, {
    sql: 'SELECT id FROM loans WHERE bankOrganisationId = ? AND id > ? AND id <= ?',
    parameters: [bankOrganisationId, after, upTo],
  });
}

/** A loan as its row tells it, before its facts are read. */
export type ClaimedLoanRow = LoanRow;

/** The rows of a bank's loans that bear these contract numbers, by number. */
export async function readLoanRows(
  bankOrganisationId: number,
  contractNumbers: readonly string[],
  transaction: Transaction,
): Promise<Map<string, ClaimedLoanRow>> {
  const loans = new Map<string, LoanRow>();
  for (const numbers of listsOf(contractNumbers)) {
    const rows = await selectRows<LoanRow>(
      transaction,
      `SELECT ${COLUMNS} FROM loans
        WHERE bankOrganisationId = ? AND contractNumber IN (${numbers.map(() => '?').join(', ')})`,
      [bankOrganisationId, ...numbers],
    );
    for (const row of rows) loans.set(row.contractNumber, row);
  }
  return loans;
}

/** Loans with what their interest and subsidy follow from, by contract number. */
export async function readClaimableLoans(
  rows: readonly ClaimedLoanRow[],
  transaction: Transaction,
): Promise<Map<string, ClaimableLoan>> {
  const loans = await withFacts(rows, transaction);
  return new Map(loans.map((loan) => [loan.contractNumber, loan]));
}

async function withFacts(
  rows: readonly LoanRow[],
  transaction: Transaction,
  among?: SqlPart,
): Promise<ClaimableLoan[]> {
  const facts = await findLoanFacts(transaction, rows, among);
  return rows.flatMap(({ id, contractNumber, borrowerKind, controlBalanceOn: takenOverOn }) => {
    const known = facts.get(id);
    return known === undefined
      ? []
      : [{ loanId: id, contractNumber, borrowerKind, facts: known, takenOverOn }];
  });
}
