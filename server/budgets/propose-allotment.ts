import { UniqueConstraintError } from 'sequelize';
import { Budget } from '../../models/budget.js';
import { findRow, insertRow } from '../../models/rows.js';
import { proposeApproval } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { allotmentPayload, type Allotment } from './allotment-payload.js';
import { recordOnBudget } from './budget-journal.js';

/** A proposal that waits for the treasury; the approval must repeat its hash. */
export interface AllotmentProposal {
  readonly budgetId: number;
  readonly approvalId: number;
  readonly payloadHash: string;
}

/**
 * Proposes an allotment to a budget, which comes to be with its first one; a later one is a supplement (追加). It counts once the
 * treasury has approved it.
 * Fails: malformed (a district's budget without its district, or the reverse), already-exists (another proposal is open),
 * request-in-progress.
 */
export async function proposeAllotment(context: Context, allotment: Allotment): Promise<AllotmentProposal> {
  const { level, districtCode } = allotment;
  if ((level === 'district') !== (districtCode !== '')) throw wrongDistrict();
  return await runCommand(context, 'budget.propose-allotment', async (unit) => {
    const budgetId = await findOrCreateBudget(allotment, unit);
    const payload = allotmentPayload(allotment);
    const subject = { subjectKind: 'budget', subjectId: budgetId, action: 'allot-budget' } as const;
    const { approvalId, payloadHash } = await proposeApproval(unit, context.actor, subject, payload);
    recordOnBudget(context, unit, budgetId, { approvalId, payloadHash, ...payload });
    return { budgetId, approvalId, payloadHash };
  });
}

function wrongDistrict(): DomainError {
  const message = {
    zh: '区级预算须写明行政区，其他级次不写',
    en: 'is given for a district budget and for no other',
  };
  return new DomainError('malformed', {}, [{ field: 'districtCode', rule: 'district-level', message }]);
}

/** The budget of a year, level and district, which comes to be if it is not there. Fails: request-in-progress. */
export async function findOrCreateBudget(
  { year, level, districtCode }: Pick<Allotment, 'year' | 'level' | 'districtCode'>,
  unit: UnitOfWork,
): Promise<number> {
  const key = { year, level, districtCode };
  const budget = await findRow(Budget, { where: key, transaction: unit.transaction });
  if (budget) return budget.id;
  try {
    return await insertRow(Budget, { ...key, createdAt: unit.now }, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('request-in-progress');
    throw error;
  }
}
