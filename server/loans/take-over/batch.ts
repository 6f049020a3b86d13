import type { Transaction } from 'sequelize';
import { conditionOf } from '../../../models/condition.js';
import { selectRows } from '../../../models/rows.js';
import type { BatchContext } from '../../imports/import-kind.js';
import type { LoanRow } from '../loan-case.js';

/** The loans of a bank that a batch names, by contract number, locked in the order of their ids until the batch ends. */
export async function lockLoansByContract(
  { context, unit, bankOrganisationId }: BatchContext,
  contractNumbers: ReadonlySet<string>,
): Promise<Map<string, LoanRow>> {
  // By contract first, so that the lock reads these loans alone and not the bank's whole book in the order of its ids.
  const where = { bankOrganisationId, contractNumber: [...contractNumbers] };
  const ids = await idsBy(unit.transaction, 'loans', 'contractNumber', where);
  const { sql, parameters } = conditionOf({ id: [...ids.values()] });
  const lock = context.system.database.engine === 'mysql' ? ' FOR UPDATE' : '';
  const loans = await selectRows<LoanRow>(
    unit.transaction,
    `SELECT * FROM loans${sql} ORDER BY id${lock}`,
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
