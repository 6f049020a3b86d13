import type { Transaction } from 'sequelize';
import { conditionOf } from '../../../models/condition.js';
import { selectRows } from '../../../models/rows.js';
import type { BatchContext } from '../../imports/import-kind.js';
import { MONEY_COLUMNS, type LoanMoney, type LoanRow } from '../loan-case.js';

/** The loans of a bank that a batch names, by contract number, locked in the order of their ids until the batch ends. */
export const lockLoansByContract = (batch: BatchContext, contractNumbers: ReadonlySet<string>) =>
  lockByContract<LoanRow>(batch, contractNumbers, '*');

/** The same as far as money is concerned, which is half of a row. */
export const lockMoneyByContract = (batch: BatchContext, contractNumbers: ReadonlySet<string>) =>
  lockByContract<LoanMoney>(batch, contractNumbers, MONEY_COLUMNS.join(', '));

async function lockByContract<Loan extends Pick<LoanRow, 'contractNumber'>>(
  { context, unit: { transaction }, bankOrganisationId }: BatchContext,
  contractNumbers: ReadonlySet<string>,
  columns: string,
): Promise<Map<string, Loan>> {
  const where = { bankOrganisationId, contractNumber: [...contractNumbers] };
  const loans =
    context.system.database.engine === 'mysql'
      ? await lockInOrder<Loan>(transaction, where, columns)
      : await selectLoans<Loan>(transaction, columns, where);
  return new Map(loans.map((loan) => [loan.contractNumber, loan]));
}

/** By contract first, so that the lock reads these loans alone and not the bank's whole book in the order of its ids. */
async function lockInOrder<Loan extends object>(
  transaction: Transaction,
  where: object,
  columns: string,
): Promise<Loan[]> {
  const ids = await idsBy(transaction, 'loans', 'contractNumber', where);
  return await selectLoans(transaction, columns, { id: [...ids.values()] }, ' ORDER BY id FOR UPDATE');
}

/** The embedded database has no locks: an order would only make it read the bank's whole book. */
async function selectLoans<Loan extends object>(
  transaction: Transaction,
  columns: string,
  where: object,
  ending = '',
): Promise<Loan[]> {
  const { sql, parameters } = conditionOf(where);
  return await selectRows<Loan>(transaction, `SELECT ${columns} FROM loans${sql}${ending}`, parameters);
}

/** The ids of rows by a text of theirs: what a bulk insert does not tell. */
export async function idsBy(
  transaction: Transaction,
  table: 'loans' | 'borrowers' | 'repayments',
  column: string,
  where: object,
): Promise<Map<string, number>> {
  const { sql, parameters } = conditionOf(where);
  const rows = await selectRows<{ id: number; key: string }>(
    transaction,
    `SELECT id, ${column} AS \`key\` FROM ${table}${sql}`,
    parameters,
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}
