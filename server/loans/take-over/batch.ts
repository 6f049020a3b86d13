import type { Transaction } from 'sequelize';
import type { UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { conditionOf } from '../../../models/condition.js';
import { selectRows } from '../../../models/rows.js';
import type { RowProblem, RowProblemCode } from '../../core/bank-files/row-problem.js';
import type { LoanRow } from '../loan-case.js';

/** One batch of rows inside its transaction. */
export interface BatchContext {
  readonly context: Context;
  readonly unit: UnitOfWork;
  readonly bankOrganisationId: number;
}

/** What became of the rows of a batch; each row is in exactly one of the three. */
export interface BatchResult {
  readonly accepted: number;
  /** Known before, with the same content: nothing was written. */
  readonly unchanged: number;
  /** One problem for each rejected row. */
  readonly problems: readonly RowProblem[];
}

/** Writes a batch of rows; rows that cannot be taken are problems, never a throw. */
export type WriteBatch<Row> = (batch: BatchContext, rows: readonly Row[]) => Promise<BatchResult>;

/** Sorts the rows of a batch into accepted, unchanged and rejected, one by one. */
export class BatchTally<Row extends { readonly line: number }> {
  readonly accepted: Row[] = [];
  readonly problems: RowProblem[] = [];
  unchanged = 0;

  accept(row: Row): void {
    this.accepted.push(row);
  }

  pass(): void {
    this.unchanged += 1;
  }

  reject(row: Row, column: string | null, code: RowProblemCode, message: string): void {
    this.problems.push({ line: row.line, column, code, message });
  }

  result(): BatchResult {
    return { accepted: this.accepted.length, unchanged: this.unchanged, problems: this.problems };
  }
}

/** The loans of a bank that a batch names, by contract number, locked in the order of their ids until the batch ends. */
export async function lockLoansByContract(
  { context, unit, bankOrganisationId }: BatchContext,
  contractNumbers: ReadonlySet<string>,
): Promise<Map<string, LoanRow>> {
  const { sql, parameters } = conditionOf({ bankOrganisationId, contractNumber: [...contractNumbers] });
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
