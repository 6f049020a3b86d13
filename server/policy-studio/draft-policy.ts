import { PolicyDraft } from '../../models/policy-draft.js';
import { insertRow } from '../../models/rows.js';
import { personOf } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import {
  assertDraftable,
  effectiveFromOf,
  subjectOf,
  type DraftContent,
} from '../core/policy/draft-content.js';
import { POLICY_DRAFT_STATES } from '../core/states/policy-draft-states.js';
import { contentHash } from '../hashing.js';
import { contentAsJson, recordOnDraft } from './draft-case.js';

export type DraftReply = { readonly draftId: number; readonly contentHash: string };

/**
 * Writes down what is to become policy, with the document and article that say so. It holds for nothing before it is released; a draft
 * is not edited, since what it would cost was computed for its very content.
 * Fails: malformed (the value does not fit the parameter's form, a rate of zero or not yet published, days outside the year), forbidden.
 */
export async function draftPolicy(context: Context, content: DraftContent): Promise<DraftReply> {
  const { actor } = context;
  personOf(actor);
  return runCommand(context, 'policy-draft.create', async (unit) => {
    assertDraftable(content, unit.today);
    const json = contentAsJson(content);
    const hash = contentHash(json);
    const draftId = await insertRow(
      PolicyDraft,
      {
        kind: content.kind,
        subject: subjectOf(content),
        effectiveFrom: effectiveFromOf(content),
        contentJson: canonicalJson(json),
        contentHash: hash,
        state: POLICY_DRAFT_STATES.initial,
        reason: null,
        makerUserId: actor.userId,
        checkerUserId: null,
        closedAt: null,
        createdAt: unit.now,
        updatedAt: unit.now,
      },
      unit.transaction,
    );
    recordOnDraft(context, unit, draftId, { content: json, contentHash: hash });
    return { draftId, contentHash: hash };
  });
}
