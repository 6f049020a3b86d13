import { Repayment } from '../../models/repayment.js';
import { findRow, insertRow, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { withReversal } from '../core/loan-balance.js';
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
import type { RepaymentReply } from './record-repayment.js';
import { storeBalance } from './store-balance.js';

/** Which repayment never was, and under which serial number of its own the bank says so. */
export interface ReversalInput {
  readonly repaymentId: number;
  readonly serialNumber: string;
  readonly reversedOn: BusinessDate;
}

/**
 * Undoes one repayment by another fact, once: balance, exposure and interest are as if it had never been, from its day on.
 * A loan that it had settled is open again. Fails: not-found, already-reversed, illegal-transition, outside-loan-term,
 * already-exists (the serial number).
 */
export async function reverseRepayment(context: Context, input: ReversalInput): Promise<RepaymentReply> {
  return runCommand(context, 'repayment.reverse', async (unit) => {
    const repayment = await findRow(Repayment, {
      where: { id: input.repaymentId },
      transaction: unit.transaction,
    });
    if (!repayment) throw new DomainError('not-found');
    const loan = await lockLoan(unit, context.actor, repayment.loanId);
    await assertReversible(unit, loan, repayment, input);
    const reversalId = await insertReversal(context, unit, repayment, input);

    const { principalFen: principal, interestFen: interest, penaltyFen: penalty } = repayment;
    const balance = withReversal(balanceOf(loan), { principal, interest, penalty });
    const { state, moved } = await storeBalance(unit, loan, balance, input.reversedOn);
    recordOnLoan(unit, context.actor, loan, {
      repaymentId: reversalId,
      reverses: repayment.id,
      serialNumber: input.serialNumber,
      before: { outstandingFen: loan.outstandingFen, state: loan.state },
      after: { outstandingFen: balance.outstanding, state },
    });
    if (moved !== null) publishAboutLoan(unit, loan, 'loan.reopened');
    return {
      repaymentId: String(reversalId),
      loanId: String(loan.id),
      state,
      outstandingFen: balance.outstanding,
    };
  });
}

async function assertReversible(
  unit: UnitOfWork,
  loan: LoanRow,
  repayment: Row<Repayment>,
  { reversedOn }: ReversalInput,
): Promise<void> {
  await assertRepaidToTheBank(unit, loan);
  if (repayment.kind === 'reversal') throw new DomainError('already-reversed');
  assertWithinLoan(unit, loan, reversedOn);
  if (reversedOn < repayment.paidOn) {
    throw new DomainError('outside-loan-term', { date: reversedOn, earliest: repayment.paidOn });
  }
}

async function insertReversal(
  context: Context,
  unit: UnitOfWork,
  repayment: Row<Repayment>,
  input: ReversalInput,
): Promise<number> {
  const { loanId, bankOrganisationId, principalFen, interestFen, penaltyFen } = repayment;
  try {
    return await insertRow(
      Repayment,
      {
        loanId,
        bankOrganisationId,
        serialNumber: input.serialNumber,
        kind: 'reversal',
        paidOn: input.reversedOn,
        principalFen,
        interestFen,
        penaltyFen,
        reversesRepaymentId: repayment.id,
        recordedByUserId: context.actor.userId,
        recordedAt: unit.now,
      },
      unit.transaction,
    );
  } catch (error) {
    if (isTaken(error, 'reversesRepaymentId')) throw new DomainError('already-reversed');
    if (isTaken(error, 'serialNumber')) throw new DomainError('already-exists', { what: 'serialNumber' });
    throw error;
  }
}
