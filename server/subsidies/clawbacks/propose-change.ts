import { proposeApproval } from '../../approvals/approval.js';
import { runCommand } from '../../command.js';
import type { Context } from '../../context.js';
import { assertPlan, type PlannedPart } from '../../core/clawback/clawback-plan.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, subtractFen } from '../../core/money.js';
import { CLAWBACK_CASE_STATES } from '../../core/states/clawback-case-states.js';
import { transition } from '../../core/states/state-machine.js';
import { decisionOn, lockCase, readPendingOffset, readReturned, recordOnCase } from './clawback-case.js';

/** What waits for the second person. */
export type ChangeProposal = { readonly caseId: number; readonly payloadHash: string };

/**
 * Proposes to let a demand come back in instalments (分期退回): parts that add up to what is still owed, within the longest time the policy
 * allows. Fails: not-found, illegal-transition, malformed (the parts), already-exists (another proposal is open).
 */
export async function proposePlan(
  context: Context,
  caseId: number,
  parts: readonly PlannedPart[],
): Promise<ChangeProposal> {
  return runCommand(context, 'clawback.propose-plan', async (unit) => {
    const found = await lockCase(unit, context.actor, caseId);
    transition(CLAWBACK_CASE_STATES, found.state, 'agree-plan');
    const { policyBook } = context.system.referenceData.current();
    const { longestPlanMonths } = policyBook.valueOn('clawback-terms', unit.today).value;
    const owed = subtractFen(found.totalFen, await readReturned(caseId, unit.transaction));
    assertPlan(parts, owed, { today: unit.today, longestMonths: longestPlanMonths });
    const payload = {
      act: 'agree-plan',
      number: found.number,
      parts: parts.map(({ dueOn, amount }) => ({ dueOn, amount: formatYuan(amount) })),
    };
    const { payloadHash } = await proposeApproval(unit, context.actor, decisionOn(caseId), payload);
    recordOnCase(unit, context.actor.organisationId, found, { payloadHash, ...payload });
    return { caseId, payloadHash };
  });
}

/**
 * Proposes to withdraw a demand that should not have been made (撤销). Only while nothing has come back on it, or is about to.
 * Fails: not-found, illegal-transition, already-exists (another proposal is open).
 */
export async function proposeWithdrawal(
  context: Context,
  caseId: number,
  reason: string,
): Promise<ChangeProposal> {
  return runCommand(context, 'clawback.propose-withdrawal', async (unit) => {
    const found = await lockCase(unit, context.actor, caseId);
    transition(CLAWBACK_CASE_STATES, found.state, 'withdraw');
    await assertNothingReturned(caseId, unit.transaction);
    const payload = { act: 'withdraw', number: found.number, reason };
    const { payloadHash } = await proposeApproval(unit, context.actor, decisionOn(caseId), payload);
    recordOnCase(unit, context.actor.organisationId, found, { payloadHash, ...payload });
    return { caseId, payloadHash };
  });
}

/** Fails: illegal-transition. */
export async function assertNothingReturned(
  caseId: number,
  transaction: Parameters<typeof readReturned>[1],
): Promise<void> {
  const touched =
    (await readReturned(caseId, transaction)) !== 0 || (await readPendingOffset(caseId, transaction)) !== 0;
  if (touched)
    throw new DomainError('illegal-transition', {
      table: 'clawback-case',
      from: 'partly-returned',
      event: 'withdraw',
    });
}
