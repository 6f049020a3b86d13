import { Loan } from '../../models/loan.js';
import { updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import type { LoanBalance } from '../core/loan-balance.js';
import { LOAN_STATES, type LoanEvent, type LoanState } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { followOutstanding } from './follow-outstanding.js';
import { isPaidUp } from './is-paid-up.js';
import type { LoanRow } from './loan-case.js';

/** Where a loan's money left its state. */
export interface Outcome {
  readonly state: LoanState;
  /** Set when the state moved. */
  readonly moved: Extract<LoanEvent, 'settle' | 'reopen'> | null;
}

/**
 * Writes what has become of a loan's money after its facts changed on a day: its balance, its state, and what its guarantor
 * still answers for. The facts are in store already.
 */
export async function storeBalance(
  unit: UnitOfWork,
  loan: LoanRow,
  balance: LoanBalance,
  on: BusinessDate,
): Promise<Outcome> {
  const { outstanding: outstandingFen, interestPaid: interestPaidFen, penaltyPaid: penaltyPaidFen } = balance;
  const settled = await isPaidUp(unit, loan, balance);
  const moved = settled === (loan.state === 'settled') ? null : settled ? 'settle' : 'reopen';
  const state = moved === null ? loan.state : transition(LOAN_STATES, loan.state, moved);
  const settledOn = moved === null ? loan.settledOn : settled ? on : null;
  const version = loan.version + 1;
  await updateRows(
    Loan,
    { outstandingFen, interestPaidFen, penaltyPaidFen, state, settledOn, updatedAt: unit.now, version },
    { id: loan.id },
    unit.transaction,
  );
  if (moved !== null || outstandingFen !== loan.outstandingFen) {
    await followOutstanding(unit, loan, outstandingFen, settled);
  }
  return { state, moved };
}
