import { Repayment } from '../../models/repayment.js';
import { deleteRows, selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import type { Context } from '../../server/context.js';
import { ZERO_FEN } from '../../server/core/money.js';

export interface BookedLoan {
  readonly id: number;
  readonly contractNumber: string;
}

const MOST_LOANS = 5_000;
const HEADER = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息';

/** Some thousand loans of the officer's bank that still run. */
export const findBookedLoans = ({ actor, system }: Context): Promise<BookedLoan[]> =>
  selectRows<BookedLoan>(
    system.database,
    `SELECT id, contractNumber FROM loans WHERE bankOrganisationId = ? AND state = 'active' ORDER BY id LIMIT ${MOST_LOANS}`,
    [actor.organisationId],
  );

/** The lines of a file: a fen of interest for each loan in turn, so that no loan changes its state. */
export function* linesOf(
  serial: string,
  loans: readonly BookedLoan[],
  count: number,
  day: string,
): Generator<string> {
  yield HEADER;
  for (let index = 0; index < count; index += 1) {
    yield `${serial}${index},${loans[index % loans.length]?.contractNumber},${day},还款,0.00,0.01,0.00`;
  }
}

/** What loans have been paid in interest but for a range of serial numbers. */
const PAID_WITHOUT = `UPDATE loans SET interestPaidFen = COALESCE((SELECT SUM(r.interestFen) FROM repayments r
    WHERE r.loanId = loans.id AND NOT (r.serialNumber >= ? AND r.serialNumber < ?)), 0)
  WHERE id IN (SELECT loanId FROM repayments WHERE serialNumber >= ? AND serialNumber < ?)`;

/** Counts what a round stored and takes it out again, from the loans too. */
export async function forgetRepayments({ system }: Context, serial: string) {
  const range = { '>=': serial, '<': `${serial}~` };
  const [found] = await selectRows<{ readonly rows: number; readonly interest: number }>(
    system.database,
    'SELECT COUNT(*) AS `rows`, SUM(interestFen) AS interest FROM repayments WHERE serialNumber >= ? AND serialNumber < ?',
    [range['>='], range['<']],
  );
  await inTransaction(system.database, async (transaction) => {
    await execute(transaction, PAID_WITHOUT, [serial, `${serial}~`, serial, `${serial}~`]);
    await deleteRows(Repayment, { serialNumber: range, principalFen: ZERO_FEN }, transaction);
  });
  return { rows: found?.rows, interest: found?.interest };
}
