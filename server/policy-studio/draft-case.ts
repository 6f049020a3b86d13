import { PolicyDraft } from '../../models/policy-draft.js';
import { lockRow, updateRows, type Row } from '../../models/rows.js';
import type { ApprovalSubject } from '../approvals/approval.js';
import { policyDraftScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { DraftContent } from '../core/policy/draft-content.js';
import { DomainError } from '../core/errors.js';
import {
  POLICY_DRAFT_STATES,
  type PolicyDraftEvent,
  type PolicyDraftState,
} from '../core/states/policy-draft-states.js';
import { transition } from '../core/states/state-machine.js';

/** What the release of a draft needs a second person for. */
export const releaseOf = (draftId: number): ApprovalSubject => ({
  subjectKind: 'policy-draft',
  subjectId: draftId,
  action: 'release-policy',
});

/** A draft as it is hashed and stored. */
export const contentAsJson = (content: DraftContent): JsonValue =>
  JSON.parse(JSON.stringify(content)) as JsonValue;

/** The draft, locked until the command ends. Fails: not-found. */
export async function lockDraft(unit: UnitOfWork, actor: Actor, id: number): Promise<Row<PolicyDraft>> {
  const draft = await lockRow(PolicyDraft, { id, ...policyDraftScope(actor) }, unit.transaction);
  if (!draft) throw new DomainError('not-found');
  return draft;
}

/** Moves a draft by one event and stores what goes with it. Fails: illegal-transition. */
export async function moveDraft(
  unit: UnitOfWork,
  draft: Row<PolicyDraft>,
  event: PolicyDraftEvent,
  changes: Partial<Row<PolicyDraft>> = {},
): Promise<PolicyDraftState> {
  const state = transition(POLICY_DRAFT_STATES, draft.state, event);
  const moved = { ...changes, state, updatedAt: unit.now, version: draft.version + 1 };
  await updateRows(PolicyDraft, moved, { id: draft.id }, unit.transaction);
  return state;
}

/** Adds the audit event of a command on a draft and, with a topic, tells others. */
export function recordOnDraft(
  { actor }: Context,
  unit: UnitOfWork,
  draftId: number,
  detail: Readonly<Record<string, JsonValue>>,
  topic?: string,
): void {
  if (actor.organisationId === null) throw new Error('Policy is kept by offices');
  const subject = { subjectKind: 'policy-draft', subjectId: draftId };
  unit.record({ organisationId: actor.organisationId, ...subject, detail });
  if (topic === undefined) return;
  const payload = { policyDraftId: draftId, ...detail };
  unit.publish({ topic, aggregateKind: 'policy-draft', aggregateId: draftId, payload });
}
