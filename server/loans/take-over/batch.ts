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
  { context, unit, bankOrganisationId }: BatchContext,
  contractNumbers: ReadonlySet<string>,
  columns: string,
): Promise<Map<string, Loan>> {
  const where = { bankOrganisationId, contractNumber: [...contractNumbers] };
  const { transaction } = unit;
  const isServer = context.system.database.engine === 'mysql';
  // On a server by contract first, so that the lock reads these loans alone and not the bank's whole book in the order of its ids.
  const wanted = isServer
    ? { id: [...(await idsBy(transaction, 'loans', 'contractNumber', where)).values()] }
    : where;
  const { sql, parameters } = conditionOf(wanted);
  const lock = isServer ? ' FOR UPDATE' : '';
  const loans = await selectRows<Loan>(
    transaction,
    `SELECT ${columns} FROM loans${sql} ORDER BY id${lock}`,
    parameters,
  );
  return new Map(loans.map((loan) => [loan.contractNumber, loan]));
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
