import { Budget } from '../../models/budget.js';
import { lockRow } from '../../models/rows.js';
import { proposeApproval, type ApprovalSubject } from '../approvals/approval.js';
import { budgetScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { yearMonthDay } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { formatYuan, type Fen } from '../core/money.js';
import { availableFen } from './budget-ledger.js';
import { recordOnBudget } from './budget-journal.js';
import type { AllotmentProposal } from './propose-allotment.js';

/** Money of a year that is over, for the next one, as a document of the treasury allows it. */
export interface CarryOver {
  readonly budgetId: number;
  readonly amount: Fen;
  /** Number and title of the document. */
  readonly document: string;
}

/** Carrying over needs a second person. */
export const carryOverOf = (budgetId: number): ApprovalSubject => ({
  subjectKind: 'budget',
  subjectId: budgetId,
  action: 'carry-over-budget',
});

/**
 * Proposes to carry over what is left of a year that has ended to the same budget of the next year (结转). It counts once the
 * treasury has approved it. Fails: not-found, malformed (the year has not ended), budget-exceeded, already-exists.
 */
export async function proposeCarryOver(context: Context, carryOver: CarryOver): Promise<AllotmentProposal> {
  const { budgetId, amount, document } = carryOver;
  return await runCommand(context, 'budget.propose-carry-over', async (unit) => {
    const where = { id: budgetId, ...budgetScope(context.actor) };
    const budget = await lockRow(Budget, where, unit.transaction);
    if (!budget) throw new DomainError('not-found');
    if (yearMonthDay(unit.today).year <= budget.year) throw yearNotEnded();
    const available = availableFen(budget);
    const amounts = { available: formatYuan(available), required: formatYuan(amount) };
    if (amount > available) throw new DomainError('budget-exceeded', amounts);
    const payload = { year: budget.year, amount: formatYuan(amount), document };
    const proposal = await proposeApproval(unit, context.actor, carryOverOf(budgetId), payload);
    const { approvalId, payloadHash } = proposal;
    recordOnBudget(context, unit, budgetId, { approvalId, payloadHash, ...payload });
    return { budgetId, approvalId, payloadHash };
  });
}

function yearNotEnded(): DomainError {
  const message = {
    zh: '预算年度结束后才能结转',
    en: 'can be carried over once the year of the budget has ended',
  };
  return new DomainError('malformed', {}, [{ field: 'budgetId', rule: 'year-ended', message }]);
}
