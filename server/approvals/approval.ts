import { UniqueConstraintError } from 'sequelize';
import { Approval } from '../../models/approval.js';
import { findRow, insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { contentHash } from '../hashing.js';

/** What needs a second person: which act on which subject. */
export interface ApprovalSubject {
  readonly subjectKind: string;
  readonly subjectId: number;
  readonly action: ApprovalAction;
}

export type ApprovalAction =
  | 'decide-credit'
  | 'decide-guarantee'
  | 'disburse'
  | 'activate-agreement'
  | 'allot-budget'
  | 'carry-over-budget'
  | 'approve-payment-run'
  | 'record-capital'
  | 'release-stop'
  | 'approve-write-off'
  | 'confirm-write-off'
  | 'close-post-check'
  | 'release-policy'
  | 'decide-clawback'
  | 'conclude-red-flag'
  | 'whitelist-element';

/** A proposal as its checker sees it: the exact content and the hash that the approval must repeat. */
export interface Proposal {
  readonly approvalId: number;
  readonly payload: JsonValue;
  readonly payloadHash: string;
  readonly makerUserId: number;
  readonly makerPersonIndex: string;
  readonly proposedAt: string;
}

/** A checker's answer, bound to what was proposed by its hash. */
export interface Verdict {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason: string | null;
}

const openKeyOf = (subject: ApprovalSubject): string =>
  `${subject.action}:${subject.subjectKind}:${subject.subjectId}`;

/** The natural person behind an account; without one nobody can prepare or approve. Fails: forbidden. */
export function personOf(actor: Actor): string {
  if (actor.personIndex === null) throw new DomainError('forbidden', { reason: 'no-natural-person' });
  return actor.personIndex;
}

/** Whether a proposal is this natural person's own, under whatever account. */
export const isMaker = (
  actor: Actor,
  { makerUserId, makerPersonIndex }: Pick<Proposal, 'makerUserId' | 'makerPersonIndex'>,
): boolean => makerUserId === actor.userId || makerPersonIndex === actor.personIndex;

/**
 * Puts a proposal before the checkers. One may be open per subject and action. Fails: already-exists.
 */
export async function proposeApproval(
  unit: UnitOfWork,
  actor: Actor,
  subject: ApprovalSubject,
  payload: JsonValue,
): Promise<Proposal> {
  const payloadHash = contentHash(payload);
  try {
    const approvalId = await insertRow(
      Approval,
      {
        ...subject,
        payloadJson: canonicalJson(payload),
        payloadHash,
        state: 'proposed',
        makerUserId: actor.userId,
        makerPersonIndex: personOf(actor),
        proposedAt: unit.now,
        openKey: openKeyOf(subject),
      },
      unit.transaction,
    );
    const maker = { makerUserId: actor.userId, makerPersonIndex: personOf(actor) };
    return { approvalId, payload, payloadHash, ...maker, proposedAt: unit.now };
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: subject.action });
    throw error;
  }
}

/**
 * Records the checker's verdict on the open proposal and returns what was proposed. The same person can't be maker and checker, under
 * whatever account. Fails: not-found (nothing is open), maker-is-checker, approval-does-not-match (it is not what the
 * checker saw).
 */
export async function decideApproval(
  unit: UnitOfWork,
  actor: Actor,
  subject: ApprovalSubject,
  verdict: Verdict,
): Promise<Proposal> {
  const open = await lockRow(Approval, { openKey: openKeyOf(subject) }, unit.transaction);
  if (!open) throw new DomainError('not-found');
  const checkerPersonIndex = personOf(actor);
  if (isMaker(actor, open)) throw new DomainError('maker-is-checker');
  const payload = JSON.parse(open.payloadJson) as JsonValue;
  if (verdict.payloadHash !== open.payloadHash || contentHash(payload) !== open.payloadHash) {
    throw new DomainError('approval-does-not-match');
  }
  await updateRows(
    Approval,
    {
      state: verdict.outcome === 'approve' ? 'approved' : 'declined',
      checkerUserId: actor.userId,
      checkerPersonIndex,
      reason: verdict.reason,
      decidedAt: unit.now,
      openKey: null,
    },
    { id: open.id },
    unit.transaction,
  );
  const { id: approvalId, makerUserId, makerPersonIndex, proposedAt, payloadHash } = open;
  return { approvalId, payload, payloadHash, makerUserId, makerPersonIndex, proposedAt };
}

/** Voids an open proposal because what it was made about has changed. Nothing happens when none is open. */
export async function supersedeApproval(unit: UnitOfWork, subject: ApprovalSubject): Promise<void> {
  await updateRows(
    Approval,
    { state: 'superseded', openKey: null },
    { openKey: openKeyOf(subject) },
    unit.transaction,
  );
}

/** The open proposal on a subject, for the checker to read; null when there is none. */
export async function findOpenProposal(subject: ApprovalSubject): Promise<Proposal | null> {
  const open = await findRow(Approval, { where: { openKey: openKeyOf(subject) } });
  if (!open) return null;
  const { id: approvalId, payloadHash, makerUserId, makerPersonIndex, proposedAt } = open;
  const payload = JSON.parse(open.payloadJson) as JsonValue;
  return { approvalId, payload, payloadHash, makerUserId, makerPersonIndex, proposedAt };
}
