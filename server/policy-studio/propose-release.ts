import { PolicyImpact } from '../../models/policy-impact.js';
import { findRows } from '../../models/rows.js';
import { proposeApproval } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { lockDraft, moveDraft, recordOnDraft, releaseOf } from './draft-case.js';

export type ReleaseProposalReply = { readonly draftId: number; readonly payloadHash: string };

/**
 * Puts a draft before a second person: its content, and every finished estimate of what it would have cost, each by its hash.
 * Fails: not-found, illegal-transition, already-exists.
 */
export async function proposeRelease(context: Context, draftId: number): Promise<ReleaseProposalReply> {
  return runCommand(context, 'policy-draft.propose', async (unit) => {
    const draft = await lockDraft(unit, context.actor, draftId);
    await moveDraft(unit, draft, 'propose');
    const payload = {
      content: JSON.parse(draft.contentJson) as JsonValue,
      contentHash: draft.contentHash,
      impacts: await finishedImpacts(unit, draftId),
    };
    const { payloadHash } = await proposeApproval(unit, context.actor, releaseOf(draftId), payload);
    recordOnDraft(context, unit, draftId, { payloadHash, impacts: payload.impacts });
    return { draftId, payloadHash };
  });
}

async function finishedImpacts({ transaction }: UnitOfWork, draftId: number) {
  const impacts = await findRows(PolicyImpact, {
    where: { draftId, state: 'done' },
    order: [['id', 'ASC']],
    transaction,
  });
  return impacts.map(({ id, resultHash }) => ({ impactId: id, resultHash }));
}
