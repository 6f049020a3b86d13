import { LoanEvent } from '../../models/loan-event.js';
import { findRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { interestDue } from '../core/interest-due.js';
import { standingEvents } from '../core/loan-history.js';
import type { LoanBalance } from '../core/loan-balance.js';
import { findCompensated, type LoanMoney } from './loan-case.js';
import { findFactsOfLoan } from './loan-facts.js';

/**
 * Whether nothing more is owed: no principal, and all interest up to the day the principal was paid back. From a due date on
 * banks charge penalty in place of contract interest, so penalty counts too; and a bank that reports the loan settled
 * waives what our reckoning may still find. What a guarantor has paid for is no longer owed to the bank.
 */
export async function isPaidUp(unit: UnitOfWork, loan: LoanMoney, balance: LoanBalance): Promise<boolean> {
  if (balance.outstanding > 0) return false;
  if ((await findCompensated(unit.transaction, [loan])).has(loan.id)) return true;
  const facts = await findFactsOfLoan(unit.transaction, loan);
  const paidBackOn = facts.principalChanges.at(-1)?.on ?? loan.disbursedOn;
  const due = interestDue(facts, loan.repaymentMethod, paidBackOn);
  if (balance.interestPaid + balance.penaltyPaid >= due) return true;
  const where = { loanId: loan.id, kind: 'settled' } as const;
  const reports = await findRows(LoanEvent, { where, transaction: unit.transaction });
  return standingEvents(reports).length > 0;
}
