import type { Transaction } from 'sequelize';
import type { Loan } from '../../models/loan.js';
import { selectRows, type Row } from '../../models/rows.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { interestDue } from '../core/interest-due.js';
import { fen, ZERO_FEN, type Fen } from '../core/money.js';
import { findFactsOfLoan } from '../loans/loan-facts.js';

/**
 * Contract interest up to and including a day that was not paid; penalty counts as interest paid. Of a loan taken over only
 * what arose after the balance that the bank named counts: what was owed before is not known.
 */
export async function readUnpaidInterest(
  loan: Row<Loan>,
  on: BusinessDate,
  transaction: Transaction,
): Promise<Fen> {
  const facts = await findFactsOfLoan(transaction, loan);
  const until = addDays(on, 1);
  const openedOn = loan.origin === 'take-over' ? loan.controlBalanceOn : null;
  const from = openedOn === null ? loan.disbursedOn : addDays(openedOn, 1);
  const before = interestDue(facts, loan.repaymentMethod, from);
  const accrued = interestDue(facts, loan.repaymentMethod, until) - before;
  return fen(Math.max(ZERO_FEN, accrued - (await readInterestPaid(loan.id, from, transaction))));
}

async function readInterestPaid(
  loanId: number,
  from: BusinessDate,
  transaction: Transaction,
): Promise<number> {
  const [row] = await selectRows<{ paid: number }>(
    transaction,
    `SELECT COALESCE(SUM(r.interestFen + r.penaltyFen), 0) AS paid
       FROM repayments r LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
      WHERE r.loanId = ? AND r.paidOn >= ? AND r.kind <> 'reversal' AND reversal.id IS NULL`,
    [loanId, from],
  );
  return row?.paid ?? 0;
}
