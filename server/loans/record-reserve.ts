import { RepaymentReserve } from '../../models/repayment-reserve.js';
import { findRow, insertRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Fen } from '../core/money.js';
import { assertWithinLoan, lockLoan, recordOnLoan } from './loan-case.js';

/** What a borrower holds ready at the bank on a day; nothing where it has been drawn again. */
export interface ReserveInput {
  readonly loanId: number;
  readonly heldOn: BusinessDate;
  readonly amount: Fen;
}

export type ReserveReply = {
  readonly repaymentReserveId: string;
  readonly loanId: string;
  /** False when the same had been reported before and nothing was written. */
  readonly changed: boolean;
};

/**
 * Records what a bank sees set aside for the repayment of a loan (还款备款). It repays nothing; early warning counts it before maturity.
 * Fails: not-found, outside-loan-term.
 */
export async function recordReserve(context: Context, input: ReserveInput): Promise<ReserveReply> {
  return runCommand(context, 'repayment-reserve.record', async (unit) => {
    const { transaction } = unit;
    const loan = await lockLoan(unit, context.actor, input.loanId);
    const { heldOn, amount: amountFen } = input;
    assertWithinLoan(unit, loan, heldOn);
    const last = await findRow(RepaymentReserve, {
      where: { loanId: loan.id, heldOn },
      order: [['id', 'DESC']],
      transaction,
    });
    const repeated = last?.amountFen === amountFen;
    const fact = { loanId: loan.id, heldOn, amountFen };
    const by = { recordedByUserId: context.actor.userId, recordedAt: unit.now };
    const id = repeated ? last.id : await insertRow(RepaymentReserve, { ...fact, ...by }, transaction);
    recordOnLoan(unit, context.actor, loan, {
      repaymentReserveId: id,
      heldOn,
      amountFen,
      changed: !repeated,
    });
    return { repaymentReserveId: String(id), loanId: String(loan.id), changed: !repeated };
  });
}
