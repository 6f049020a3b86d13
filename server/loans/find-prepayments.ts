import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Fen } from '../core/money.js';

/** Principal that came back ahead of the schedule, on one day. */
export interface Prepayment {
  readonly on: BusinessDate;
  readonly principal: Fen;
}

interface PrepaidRow {
  readonly loanId: number;
  readonly paidOn: BusinessDate;
  readonly principalFen: Fen;
}

/**
 * The prepayments of loans by loan id, in date order, without those that were reversed: what the bank calls 提前还款, and
 * any principal before maturity of a loan whose schedule repays it at maturity.
 */
export async function findPrepayments(
  transaction: Transaction,
  loanIds: readonly number[],
): Promise<Map<number, Prepayment[]>> {
  const rows = await selectRows<PrepaidRow>(
    transaction,
    `SELECT r.loanId, r.paidOn, SUM(r.principalFen) AS principalFen
       FROM repayments r JOIN loans l ON l.id = r.loanId
       LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
      WHERE r.loanId IN (${loanIds.map(() => '?').join(', ')}) AND r.principalFen > 0 AND reversal.id IS NULL
        AND (r.kind = 'prepayment' OR (r.kind = 'repayment' AND r.paidOn < l.maturesOn
             AND l.repaymentMethod IN ('interest-monthly', 'interest-quarterly', 'bullet')))
      GROUP BY r.loanId, r.paidOn ORDER BY r.loanId, r.paidOn`,
    loanIds,
  );
  const byLoan = new Map<number, Prepayment[]>();
  for (const { loanId, paidOn, principalFen } of rows) {
    const prepaid = byLoan.get(loanId) ?? [];
    prepaid.push({ on: paidOn, principal: principalFen });
    byLoan.set(loanId, prepaid);
  }
  return byLoan;
}
