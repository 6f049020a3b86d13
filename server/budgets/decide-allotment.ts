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

/** A decided proposal. */
export interface DecidedAllotment {
  readonly budgetId: number;
  readonly outcome: 'approve' | 'decline';
}

/**
 * The treasury approves or declines the open allotment of a budget; another person than who proposed it.
 * Fails: not-found (nothing is open), maker-is-checker, approval-does-not-match.
 */
export async function decideAllotment(
  context: Context,
  budgetId: number,
  verdict: Verdict,
): Promise<DecidedAllotment> {
  return await runCommand(context, 'budget.decide-allotment', async (unit) => {
    const where = { id: budgetId, ...budgetScope(context.actor) };
    if (!(await lockRow(Budget, where, unit.transaction))) throw new DomainError('not-found');
    const subject = { subjectKind: 'budget', subjectId: budgetId, action: 'allot-budget' } as const;
    const { approvalId, payload, payloadHash } = await decideApproval(unit, context.actor, subject, verdict);
    const { amount } = readAllotment(payload);
    const { outcome, reason } = verdict;
    if (outcome === 'approve') {
      const allotted = { subjectKind: 'approval', subjectId: approvalId } as const;
      await moveBudget(unit, context.actor, {
        budgetId,
        kind: 'allot',
        amount,
        subject: allotted,
      });
    }
    const topic = outcome === 'approve' ? 'budget.allotted' : 'budget.allotment-declined';
    recordOnBudget(
      context,
      unit,
      budgetId,
      { approvalId, payloadHash, amount: formatYuan(amount), outcome, reason },
      topic,
    );
    return { budgetId, outcome };
  });
}
