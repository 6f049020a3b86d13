import { Loan } from '../../models/loan.js';
import { updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { LoanEventKind } from '../core/loan-history.js';
import { LOAN_STATES, type LoanEvent, type LoanState } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { followOutstanding } from './follow-outstanding.js';
import { isPaidUp } from './is-paid-up.js';
import { balanceOf, type LoanRow } from './loan-case.js';

/** A report as far as it moves a loan. */
export interface Report {
  readonly kind: LoanEventKind;
  readonly fromOn: BusinessDate;
  readonly untilOn: BusinessDate | null;
}

/**
 * Moves a loan to where its reports in force say it is after a new one, and answers its state. That it is settled is taken from the
 * bank as soon as no principal is owed. Fails: illegal-transition (settled while principal is owed).
 */
export async function followReports(
  unit: UnitOfWork,
  loan: LoanRow,
  inForce: readonly Report[],
  reported: Report,
): Promise<LoanState> {
  if (reported.kind === 'settled' && loan.state !== 'settled') {
    if (loan.outstandingFen > 0) {
      throw new DomainError('illegal-transition', {
        table: 'loan',
        from: loan.state,
        event: 'settle',
      });
    }
    const state = await move(unit, loan, 'settle', reported.fromOn);
    await followOutstanding(unit, loan, loan.outstandingFen, true);
    return state;
  }
  return reported.kind === 'overdue' ? followOverdue(unit, loan, inForce) : loan.state;
}

/**
 * Moves a loan to where its reports say it is after one was taken back, and answers its state: a loan that was settled by the
 * bank's word alone is open again, one that no report calls overdue any more is cured.
 */
export async function followWithdrawal(
  unit: UnitOfWork,
  loan: LoanRow,
  inForce: readonly Report[],
  { kind, untilOn }: Report,
): Promise<LoanState> {
  if (kind === 'extension' && untilOn !== null && untilOn === loan.extendedUntil) {
    await shortenTo(unit, loan, inForce);
  }
  if (kind === 'overdue') return followOverdue(unit, loan, inForce);
  if (kind !== 'settled' || loan.state !== 'settled') return loan.state;
  if (await isPaidUp(unit, loan, balanceOf(loan))) return loan.state;
  const state = await move(unit, loan, 'reopen', null);
  await followOutstanding(unit, loan, loan.outstandingFen, false);
  return state;
}

/** The maturity goes back to what the other reports of an extension say. */
async function shortenTo(unit: UnitOfWork, loan: LoanRow, inForce: readonly Report[]): Promise<void> {
  const others = inForce.flatMap(({ kind, untilOn }) => (kind === 'extension' && untilOn ? [untilOn] : []));
  const extendedUntil = others.toSorted().at(-1) ?? null;
  await updateRows(Loan, { extendedUntil, updatedAt: unit.now }, { id: loan.id }, unit.transaction);
}

async function followOverdue(
  unit: UnitOfWork,
  loan: LoanRow,
  inForce: readonly Report[],
): Promise<LoanState> {
  const isOverdue = inForce.some(
    ({ kind, untilOn }) => kind === 'overdue' && (untilOn === null || untilOn > unit.today),
  );
  if (isOverdue && loan.state === 'active') return move(unit, loan, 'fall-overdue', null);
  if (!isOverdue && loan.state === 'overdue') return move(unit, loan, 'cure', null);
  return loan.state;
}

async function move(
  unit: UnitOfWork,
  loan: LoanRow,
  event: Extract<LoanEvent, 'fall-overdue' | 'cure' | 'settle' | 'reopen'>,
  settledOn: BusinessDate | null,
): Promise<LoanState> {
  const state = transition(LOAN_STATES, loan.state, event);
  const version = loan.version + 1;
  await updateRows(
    Loan,
    { state, settledOn, updatedAt: unit.now, version },
    { id: loan.id },
    unit.transaction,
  );
  return state;
}
