import { Repayment } from '../../models/repayment.js';
import { insertRow } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { withRepayment, type RepaymentSplit } from '../core/loan-balance.js';
import type { Fen } from '../core/money.js';
import type { LoanState } from '../core/states/loan-states.js';
import { isTaken } from './is-taken.js';
import {
  assertRepaidToTheBank,
  assertWithinLoan,
  balanceOf,
  lockLoan,
  publishAboutLoan,
  recordOnLoan,
  type LoanRow,
} from './loan-case.js';
import { storeBalance } from './store-balance.js';

/** Money that came back, in the bank's own split. */
export interface RepaymentInput extends RepaymentSplit {
  readonly loanId: number;
  readonly serialNumber: string;
  readonly kind: 'repayment' | 'prepayment';
  readonly paidOn: BusinessDate;
}

export type RepaymentReply = {
  readonly repaymentId: string;
  readonly loanId: string;
  readonly state: LoanState;
  readonly outstandingFen: Fen;
};

/**
 * Records a repayment. The loan is settled when no principal is left and the interest that was due is paid; interest may
 * arrive later. Fails: not-found, illegal-transition (compensated or written off), outside-loan-term,
 * amount-exceeds-outstanding, already-exists (the serial number).
 */
export async function recordRepayment(context: Context, input: RepaymentInput): Promise<RepaymentReply> {
  return runCommand(context, 'repayment.record', async (unit) => {
    const loan = await lockLoan(unit, context.actor, input.loanId);
    await assertRepaidToTheBank(unit, loan);
    assertWithinLoan(unit, loan, input.paidOn);
    const balance = withRepayment(balanceOf(loan), input);
    const repaymentId = await insertRepayment(context, unit, loan, input);
    const { state, moved } = await storeBalance(unit, loan, balance, input.paidOn);
    const { serialNumber, kind, paidOn, principal, interest, penalty } = input;
    recordOnLoan(unit, context.actor, loan, {
      repaymentId,
      serialNumber,
      kind,
      paidOn,
      principalFen: principal,
      interestFen: interest,
      penaltyFen: penalty,
      before: { outstandingFen: loan.outstandingFen, state: loan.state },
      after: { outstandingFen: balance.outstanding, state },
    });
    if (moved !== null) publishAboutLoan(unit, loan, 'loan.settled');
    return {
      repaymentId: String(repaymentId),
      loanId: String(loan.id),
      state,
      outstandingFen: balance.outstanding,
    };
  });
}

async function insertRepayment(
  context: Context,
  unit: UnitOfWork,
  loan: LoanRow,
  input: RepaymentInput,
): Promise<number> {
  try {
    return await insertRow(
      Repayment,
      {
        loanId: loan.id,
        bankOrganisationId: loan.bankOrganisationId,
        serialNumber: input.serialNumber,
        kind: input.kind,
        paidOn: input.paidOn,
        principalFen: input.principal,
        interestFen: input.interest,
        penaltyFen: input.penalty,
        reversesRepaymentId: null,
        recordedByUserId: context.actor.userId,
        recordedAt: unit.now,
      },
      unit.transaction,
    );
  } catch (error) {
    if (isTaken(error, 'serialNumber')) throw new DomainError('already-exists', { what: 'serialNumber' });
    throw error;
  }
}
