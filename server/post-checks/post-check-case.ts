import { PostCheck } from '../../models/post-check.js';
import { findRow, lockRow, type Row } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import type { ApprovalSubject } from '../approvals/approval.js';
import { postCheckScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import {
  POST_CHECK_STATES,
  type PostCheckEvent,
  type PostCheckState,
} from '../core/states/post-check-states.js';
import { transition } from '../core/states/state-machine.js';

/** What the guarantor found: nothing against the loan, or a reason to object. */
export type PostCheckFinding = {
  readonly outcome: PostCheckEvent;
  readonly reason: string;
};

/** What a finding says needs a second person. */
export const findingOn = (postCheckId: number): ApprovalSubject => ({
  subjectKind: 'post-check',
  subjectId: postCheckId,
  action: 'close-post-check',
});

/** The check, locked until the command ends. Fails: not-found. */
export async function lockPostCheck(unit: UnitOfWork, actor: Actor, id: number): Promise<Row<PostCheck>> {
  const check = await lockRow(PostCheck, { id, ...postCheckScope(actor) }, unit.transaction);
  if (!check) throw new DomainError('not-found');
  return check;
}

/**
 * The state that a finding leads to today. An objection is possible until the deadline; later the bank can rely on the guarantee.
 * Fails: illegal-transition, objection-too-late.
 */
export async function stateAfter(
  { transaction, today }: UnitOfWork,
  { id: subjectId, state }: Row<PostCheck>,
  outcome: PostCheckEvent,
): Promise<PostCheckState> {
  const next = transition(POST_CHECK_STATES, state, outcome);
  const where = { subjectKind: 'post-check', subjectId } as const;
  const clock = await findRow(StageClock, { where, transaction });
  if (outcome === 'object' && clock && today > clock.dueOn)
    throw new DomainError('objection-too-late', { date: clock.dueOn });
  return next;
}

/** Adds the audit event of a command on a check. */
export function recordOnPostCheck(
  unit: UnitOfWork,
  { organisationId }: Actor,
  { id: subjectId, guarantorOrganisationId }: Row<PostCheck>,
  detail: JsonValue,
): void {
  const chain = organisationId ?? guarantorOrganisationId;
  unit.record({ organisationId: chain, subjectKind: 'post-check', subjectId, detail });
}
