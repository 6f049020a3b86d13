import { Loan } from '../../models/loan.js';
import { updateRows } from '../../models/rows.js';
import { updateEach } from '../../models/update-each.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import type { LoanBalance } from '../core/loan-balance.js';
import type { Fen } from '../core/money.js';
import { LOAN_STATES, type LoanEvent, type LoanState } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { followAllOutstanding, followOutstanding, type FollowedLoan } from './follow-outstanding.js';
import { isPaidUp } from './is-paid-up.js';
import type { LoanMoney } from './loan-case.js';

/** Where a loan's money left its state. */
export interface Outcome {
  readonly state: LoanState;
  /** Set when the state moved. */
  readonly moved: Extract<LoanEvent, 'settle' | 'reopen'> | null;
}

/** A loan whose money changed on a day; its facts are in store already. */
export interface ChangedBalance {
  readonly loan: LoanMoney;
  readonly balance: LoanBalance;
  readonly on: BusinessDate;
}

/**
 * Writes what has become of a loan's money after its facts changed on a day: its balance, its state, and what its guarantor
 * still answers for. The facts are in store already.
 */
export async function storeBalance(
  unit: UnitOfWork,
  loan: LoanMoney,
  balance: LoanBalance,
  on: BusinessDate,
): Promise<Outcome> {
  const { id, values, settled, ...outcome } = await outcomeOf(unit, { loan, balance, on });
  await updateRows(Loan, values, { id }, unit.transaction);
  if (changesGuarantee(outcome, loan, values)) {
    await followOutstanding(unit, loan, values.outstandingFen, settled);
  }
  return outcome;
}

/** The same for many loans at once. */
export async function storeBalances(unit: UnitOfWork, changes: readonly ChangedBalance[]): Promise<void> {
  const rows: (Awaited<ReturnType<typeof outcomeOf>>['values'] & { id: number })[] = [];
  const followed: FollowedLoan[] = [];
  for (const change of changes) {
    const { id, values, settled, ...outcome } = await outcomeOf(unit, change);
    rows.push({ id, ...values });
    if (changesGuarantee(outcome, change.loan, values)) {
      followed.push({ loan: change.loan, outstanding: values.outstandingFen, settled });
    }
  }
  await updateEach(Loan, rows, unit.transaction);
  await followAllOutstanding(unit, followed);
}

const changesGuarantee = (
  { moved }: Outcome,
  loan: LoanMoney,
  { outstandingFen }: { readonly outstandingFen: Fen },
): boolean => moved !== null || outstandingFen !== loan.outstandingFen;

async function outcomeOf(unit: UnitOfWork, { loan, balance, on }: ChangedBalance) {
  const { outstanding: outstandingFen, interestPaid: interestPaidFen, penaltyPaid: penaltyPaidFen } = balance;
  const settled = await isPaidUp(unit, loan, balance);
  const moved: Outcome['moved'] =
    settled === (loan.state === 'settled') ? null : settled ? 'settle' : 'reopen';
  const state = moved === null ? loan.state : transition(LOAN_STATES, loan.state, moved);
  const settledOn = moved === null ? loan.settledOn : settled ? on : null;
  const money = { outstandingFen, interestPaidFen, penaltyPaidFen };
  const values = { ...money, state, settledOn, updatedAt: unit.now, version: loan.version + 1 };
  return { id: loan.id, values, settled, state, moved };
}
