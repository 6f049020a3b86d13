import { BankClass } from '../../models/bank-class.js';
import { findRow, insertRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { RiskClass } from '../core/risk-class.js';
import { assertWithinLoan, lockLoan, recordOnLoan } from './loan-case.js';

/** The class that a bank gives a loan from a day on. */
export interface BankClassInput {
  readonly loanId: number;
  readonly fromOn: BusinessDate;
  readonly riskClass: RiskClass;
}

export type BankClassReply = {
  readonly bankClassId: string;
  readonly loanId: string;
  readonly revision: number;
  /** False when the same had been reported before and nothing was written. */
  readonly changed: boolean;
};

/**
 * Records the bank's own class of a loan; the next daily close takes it where it is worse than ours. Sent again for the same
 * day it becomes the next revision. Fails: not-found, outside-loan-term.
 */
export async function recordBankClass(context: Context, input: BankClassInput): Promise<BankClassReply> {
  return runCommand(context, 'bank-class.record', async (unit) => {
    const { transaction } = unit;
    const loan = await lockLoan(unit, context.actor, input.loanId);
    const { fromOn, riskClass } = input;
    assertWithinLoan(unit, loan, fromOn);
    const earlier = await findRow(BankClass, {
      where: { loanId: loan.id, fromOn },
      order: [['revision', 'DESC']],
      transaction,
    });
    const changed = earlier?.riskClass !== riskClass;
    const revision = (earlier?.revision ?? 0) + (changed ? 1 : 0);
    const fact = { loanId: loan.id, fromOn, riskClass, revision };
    const by = { recordedByUserId: context.actor.userId, recordedAt: unit.now };
    const id = changed || !earlier ? await insertRow(BankClass, { ...fact, ...by }, transaction) : earlier.id;
    recordOnLoan(unit, context.actor, loan, { bankClassId: id, fromOn, riskClass, revision, changed });
    return { bankClassId: String(id), loanId: String(loan.id), revision, changed };
  });
}
