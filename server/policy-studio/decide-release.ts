import { decideApproval, type Verdict } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { readDraftContent } from '../core/policy/draft-content.js';
import type { PolicyDraftState } from '../core/states/policy-draft-states.js';
import { lockDraft, moveDraft, recordOnDraft, releaseOf } from './draft-case.js';
import { putInForce } from './put-in-force.js';

export type DecidedDraft = {
  readonly draftId: number;
  readonly state: PolicyDraftState;
  /** What every later computation names; null where the draft was declined. */
  readonly policyId: string | null;
};

/**
 * A second person releases a draft or declines it, seeing its content and what it would have cost. A released one is in force for all
 * that is computed later: at once here, within a second in every other instance. A declined one stays on record.
 * Fails: not-found, illegal-transition, maker-is-checker, approval-does-not-match, request-in-progress.
 */
export async function decideRelease(
  context: Context,
  draftId: number,
  verdict: Verdict,
): Promise<DecidedDraft> {
  const { actor, system } = context;
  const decided = await runCommand(context, 'policy-draft.decide', async (unit) => {
    const draft = await lockDraft(unit, actor, draftId);
    const event = verdict.outcome === 'approve' ? 'release' : 'decline';
    const closing = { checkerUserId: actor.userId, reason: verdict.reason, closedAt: unit.now };
    const state = await moveDraft(unit, draft, event, closing);
    const { payloadHash } = await decideApproval(unit, actor, releaseOf(draftId), verdict);
    const policyId =
      event === 'release'
        ? await putInForce(unit, draft, readDraftContent(draft.contentJson), actor.userId)
        : null;
    const detail = {
      payloadHash,
      state,
      policyId,
      effectiveFrom: draft.effectiveFrom,
      reason: verdict.reason,
    };
    recordOnDraft(context, unit, draftId, detail, `policy-draft.${state}`);
    return { draftId, state, policyId };
  });
  await system.referenceData.refresh();
  return decided;
}
