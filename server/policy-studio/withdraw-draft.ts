import { supersedeApproval } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { PolicyDraftState } from '../core/states/policy-draft-states.js';
import { lockDraft, moveDraft, recordOnDraft, releaseOf } from './draft-case.js';

export type WithdrawnDraft = { readonly draftId: number; readonly state: PolicyDraftState };

/** Takes a draft back before it is decided; what was written and computed stays on record. Fails: not-found, illegal-transition. */
export async function withdrawDraft(
  context: Context,
  draftId: number,
  reason: string,
): Promise<WithdrawnDraft> {
  return runCommand(context, 'policy-draft.withdraw', async (unit) => {
    const draft = await lockDraft(unit, context.actor, draftId);
    const state = await moveDraft(unit, draft, 'withdraw', { reason, closedAt: unit.now });
    await supersedeApproval(unit, releaseOf(draftId));
    recordOnDraft(context, unit, draftId, { state, reason });
    return { draftId, state };
  });
}
