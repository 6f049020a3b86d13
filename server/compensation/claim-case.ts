import { CompensationClaim } from '../../models/compensation-claim.js';
import { CompensationStep } from '../../models/compensation-step.js';
import { Loan } from '../../models/loan.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { personOf } from '../approvals/approval.js';
import { compensationClaimScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context, SystemContext } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { DomainError } from '../core/errors.js';
import {
  COMPENSATION_CLAIM_STATES,
  type CompensationClaimEvent,
  type CompensationClaimState,
} from '../core/states/compensation-claim-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import { contentHash } from '../hashing.js';
import { startClock, stopClocks, type Stage } from '../stage-clocks/stage-clock.js';
import { readClaimContent, type ClaimContent } from './claim-content.js';

export type ClaimRow = Row<CompensationClaim>;

/** A claim and its loan, both locked. */
export interface ClaimCase {
  readonly claim: ClaimRow;
  readonly loan: Row<Loan>;
}

/** Where a step has led. */
export type CompensationReply = {
  readonly claimId: number;
  readonly number: string;
  readonly state: CompensationClaimState;
  readonly round: number;
  readonly contentHash: string;
  readonly version: number;
};

/** A step that binds what was seen. */
export interface ClaimDecision {
  readonly claimId: number;
  readonly contentHash: string;
}

/** The claim of that id in the actor's reach with its loan, the loan locked first (0005). Fails: not-found. */
export async function lockClaimCase(
  { actor }: Pick<Context, 'actor'>,
  { transaction }: UnitOfWork,
  claimId: number,
): Promise<ClaimCase> {
  const where = { id: claimId, ...compensationClaimScope(actor) };
  const found = await findRow(CompensationClaim, { where, transaction });
  const loan = found && (await lockRow(Loan, { id: found.loanId }, transaction));
  const claim = loan && (await lockRow(CompensationClaim, { id: claimId }, transaction));
  if (!loan || !claim) throw new DomainError('not-found');
  return { claim, loan };
}

/** The state an event leads to, if this role may cause it now. Fails: illegal-transition, forbidden. */
export function nextState(
  claim: Pick<ClaimRow, 'state'>,
  event: CompensationClaimEvent,
  { role }: Pick<Actor, 'role'>,
): CompensationClaimState {
  const to = transition(COMPENSATION_CLAIM_STATES, claim.state, event);
  if (!mayTrigger(COMPENSATION_CLAIM_STATES, claim.state, event, role)) throw new DomainError('forbidden');
  return to;
}

/** Steps of which each needs another natural person. */
const APPROVING: readonly Row<CompensationStep>['event'][] = [
  'open',
  'submit',
  'verify',
  'approve',
  'record-consent',
  'consent',
  'pay',
];

/**
 * Opened, submitted, verified, approved, consented to by each and paid: each time by somebody else, whatever the account. After a return
 * or a new computation the same person may repeat their own step and takes no other. Fails: maker-is-checker, forbidden.
 */
export async function assertOtherPerson(
  unit: UnitOfWork,
  actor: Actor,
  { id: claimId }: ClaimRow,
  own: Pick<Row<CompensationStep>, 'event'> & { readonly body?: ConsentBody },
): Promise<void> {
  const person = personOf(actor);
  const steps = await findRows(CompensationStep, {
    where: { claimId, event: APPROVING },
    transaction: unit.transaction,
  });
  const isOwn = (step: Row<CompensationStep>): boolean =>
    own.body === undefined ? step.event === own.event : step.body === own.body;
  const taken = steps.filter((step) => !isOwn(step));
  if (taken.some((step) => step.takenByUserId === actor.userId || step.takenByPersonIndex === person))
    throw new DomainError('maker-is-checker');
}

/**
 * The facts are still those of the content, and the content is what this person saw.
 * Fails: approval-does-not-match (compute the claim again), compensation-not-due.
 */
export async function assertContent(
  context: Context,
  unit: UnitOfWork,
  { claim, loan }: ClaimCase,
  seenHash: string,
): Promise<ClaimContent> {
  const { cutOffOn } = claim;
  const request = { loan, cutOffOn, claimId: claim.id };
  const content = await readClaimContent(context.system, request, unit.transaction);
  if (seenHash !== claim.contentHash || contentHash(content) !== claim.contentHash)
    throw new DomainError('approval-does-not-match');
  return content;
}

/** A step that has been checked and now takes effect. */
export interface ClaimStep {
  readonly event: CompensationClaimEvent;
  readonly changes?: Partial<ClaimRow>;
  readonly body?: ConsentBody;
  readonly reason?: string;
  readonly documentNumber?: string | null;
  /** The stage that begins, and whose time runs. */
  readonly clock?: { readonly stage: Stage; readonly organisationId: number };
  readonly detail?: Readonly<Record<string, JsonValue>>;
}

/** Moves the claim on: state, clocks, the step as a fact, audit event and message. */
export async function takeStep(
  context: Context | SystemContext,
  unit: UnitOfWork,
  claim: ClaimRow,
  step: ClaimStep,
): Promise<CompensationReply> {
  const { transaction } = unit;
  const state = transition(COMPENSATION_CLAIM_STATES, claim.state, step.event);
  const after = { ...claim, ...step.changes, state, version: claim.version + 1, updatedAt: unit.now };
  const { id, ...columns } = after;
  await updateRows(CompensationClaim, columns, { id }, transaction);
  if (state !== claim.state) await stopClocks(unit, { subjectKind: 'compensation-claim', subjectId: id });
  if (step.clock)
    await startClock(context.system, unit, {
      subjectKind: 'compensation-claim',
      subjectId: id,
      ...step.clock,
    });
  await recordStep(context, unit, after, step);
  const { reason, documentNumber, body, detail } = step;
  const told = { from: claim.state, to: state, ...detail };
  const given = Object.fromEntries(
    Object.entries({ reason, documentNumber, body }).filter(([, value]) => value !== undefined),
  );
  recordOnClaim(context, unit, after, { ...told, ...given }, `compensation-claim.${PAST[step.event]}`);
  return replyOf(after);
}

const PAST: Readonly<Record<CompensationClaimEvent, string>> = {
  submit: 'submitted',
  return: 'returned',
  verify: 'verified',
  approve: 'approved',
  'record-consent': 'consent-recorded',
  consent: 'consented',
  reject: 'rejected',
  recompute: 'recomputed',
  withdraw: 'withdrawn',
  lapse: 'lapsed',
  pay: 'paid',
  'begin-recovery': 'recovery-begun',
  close: 'closed',
  reopen: 'reopened',
  'write-off': 'written-off',
};

/** Keeps who took a step, on which content. */
export async function recordStep(
  context: Context | SystemContext,
  { transaction, now }: UnitOfWork,
  { id: claimId, round, contentHash: hash }: ClaimRow,
  { event, body, reason, documentNumber }: Omit<ClaimStep, 'event'> & Pick<Row<CompensationStep>, 'event'>,
): Promise<void> {
  const actor = 'actor' in context ? context.actor : null;
  await insertRow(
    CompensationStep,
    {
      claimId,
      round,
      event,
      body: body ?? '',
      contentHash: hash,
      reason: reason ?? null,
      documentNumber: documentNumber ?? null,
      takenByUserId: actor?.userId ?? null,
      takenByPersonIndex: actor?.personIndex ?? null,
      takenAt: now,
    },
    transaction,
  );
}

/** Records what happened to a claim on the acting organisation's chain and, with a topic, tells others. */
export function recordOnClaim(
  context: Context | SystemContext,
  unit: UnitOfWork,
  claim: ClaimRow,
  detail: Readonly<Record<string, JsonValue>>,
  topic?: string,
): void {
  const acting = 'actor' in context ? context.actor.organisationId : null;
  const organisationId = acting ?? claim.bankOrganisationId;
  const bound = { ...detail, round: claim.round, contentHash: claim.contentHash };
  unit.record({ organisationId, subjectKind: 'compensation-claim', subjectId: claim.id, detail: bound });
  if (topic === undefined) return;
  const payload = { claimId: claim.id, loanId: claim.loanId, ...detail };
  unit.publish({ topic, aggregateKind: 'compensation-claim', aggregateId: claim.id, payload });
}

export const replyOf = ({
  id: claimId,
  number,
  state,
  round,
  contentHash: hash,
  version,
}: ClaimRow): CompensationReply => ({ claimId, number, state, round, contentHash: hash, version });

/** The office of a kind whose time runs. */
export async function officeOf({ transaction }: UnitOfWork, kind: 'centre' | 'finance'): Promise<number> {
  const office = await findRow(Organisation, { where: { kind }, order: [['id', 'ASC']], transaction });
  if (!office) throw new Error(`There is no organisation of kind ${kind}`);
  return office.id;
}

/** The columns of a claim that repeat its content, for lists and for the rules of the table. */
export const columnsOf = (content: ClaimContent) => ({
  pastDueSince: content.pastDueSince,
  claimableFrom: content.claimableFrom,
  claimBy: content.claimBy,
  cutOffOn: content.cutOffOn,
  principalFen: content.principalFen,
  interestFen: content.interestFen,
  claimedFen: content.claimedFen,
  compensationFen: content.compensationFen,
});
