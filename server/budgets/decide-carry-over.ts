import { Budget } from '../../models/budget.js';
import { lockRow } from '../../models/rows.js';
import { decideApproval, type Verdict } from '../approvals/approval.js';
import { budgetScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { formatYuan } from '../core/money.js';
import { readAllotment } from './allotment-payload.js';
import { moveBudget } from './budget-ledger.js';
import { recordOnBudget } from './budget-journal.js';
import type { DecidedAllotment } from './decide-allotment.js';
import { findOrCreateBudget } from './propose-allotment.js';
import { carryOverOf } from './propose-carry-over.js';

/**
 * The treasury lets what was proposed go over to the next year, or declines; another person than who proposed it. One budget
 * loses exactly what the other gains. Fails: not-found (nothing is open), maker-is-checker, approval-does-not-match,
 * budget-exceeded (less is left by now), request-in-progress.
 */
export async function decideCarryOver(
  context: Context,
  budgetId: number,
  verdict: Verdict,
): Promise<DecidedAllotment> {
  return await runCommand(context, 'budget.decide-carry-over', async (unit) => {
    const where = { id: budgetId, ...budgetScope(context.actor) };
    const budget = await lockRow(Budget, where, unit.transaction);
    if (!budget) throw new DomainError('not-found');
    const proposal = await decideApproval(unit, context.actor, carryOverOf(budgetId), verdict);
    const { approvalId, payloadHash } = proposal;
    const { amount } = readAllotment(proposal.payload);
    const { outcome, reason } = verdict;
    if (outcome === 'approve') {
      const nextBudgetId = await findOrCreateBudget({ ...budget, year: budget.year + 1 }, unit);
      const subject = { subjectKind: 'approval', subjectId: approvalId } as const;
      await moveBudget(unit, context.actor, { budgetId, kind: 'carry-out', amount, subject });
      await moveBudget(unit, context.actor, { budgetId: nextBudgetId, kind: 'carry-in', amount, subject });
    }
    const topic = outcome === 'approve' ? 'budget.carried-over' : 'budget.carry-over-declined';
    const detail = { approvalId, payloadHash, amount: formatYuan(amount), outcome, reason };
    recordOnBudget(context, unit, budgetId, detail, topic);
    return { budgetId, outcome };
  });
}
