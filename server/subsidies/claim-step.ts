import { Organisation } from '../../models/organisation.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { User } from '../../models/user.js';
import { findRow, findRows, lockRow, updateRows, type Row } from '../../models/rows.js';
import { personOf } from '../approvals/approval.js';
import { subsidyClaimScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import { SUBSIDY_CLAIM_STATES, type SubsidyClaimEvent } from '../core/states/subsidy-claim-states.js';
import { startClock, stopClocks, type Stage } from '../stage-clocks/stage-clock.js';
import { claimContentHash } from './claim-content.js';
import { recordOnClaim } from './claim-journal.js';

/** Columns that say who took which step. */
export type StepColumn =
  | 'builtByUserId'
  | 'submittedByUserId'
  | 'verifiedByUserId'
  | 'approvedByUserId'
  | 'fundedByUserId'
  | 'paidByUserId';

/** Where a step has led. */
export interface ClaimReply {
  readonly claimId: number;
  readonly number: string;
  readonly state: string;
  readonly version: number;
}

/** The claim of that id in the actor's reach, locked. Fails: not-found. */
export async function lockClaim(
  context: Context,
  unit: UnitOfWork,
  claimId: number,
): Promise<Row<SubsidyClaim>> {
  const where = { id: claimId, ...subsidyClaimScope(context.actor) };
  const claim = await lockRow(SubsidyClaim, where, unit.transaction);
  if (!claim) throw new DomainError('not-found');
  return claim;
}

/** The state an event leads to, if this role may cause it now. Fails: illegal-transition, forbidden. */
export function nextState(
  claim: Row<SubsidyClaim>,
  event: SubsidyClaimEvent,
  actor: Actor,
): Row<SubsidyClaim>['state'] {
  const to = transition(SUBSIDY_CLAIM_STATES, claim.state, event);
  if (!mayTrigger(SUBSIDY_CLAIM_STATES, claim.state, event, actor.role)) {
    throw new DomainError('forbidden');
  }
  return to;
}

/**
 * Nobody decides on what they themselves have prepared or decided before, under whatever account.
 * Fails: maker-is-checker, forbidden (an account without a natural person).
 */
export async function assertOtherPerson(
  actor: Actor,
  claim: Row<SubsidyClaim>,
  columns: readonly StepColumn[],
  unit: UnitOfWork,
): Promise<void> {
  const person = personOf(actor);
  const ids = columns.flatMap((column) => claim[column] ?? []);
  const users = await findRows(User, { where: { id: ids }, transaction: unit.transaction });
  if (users.some((user) => user.id === actor.userId || user.personIndex === person)) {
    throw new DomainError('maker-is-checker');
  }
}

/**
 * The lines are what this person saw, and what was sealed when they were built.
 * Fails: approval-does-not-match, request-in-progress (the lines are still being built).
 */
export async function assertContent(
  claim: Row<SubsidyClaim>,
  seenHash: string,
  unit: UnitOfWork,
): Promise<void> {
  if (claim.contentHash === null) throw new DomainError('request-in-progress');
  if (
    seenHash !== claim.contentHash ||
    (await claimContentHash(claim, unit.transaction)) !== claim.contentHash
  ) {
    throw new DomainError('approval-does-not-match');
  }
}

/** A step that has been checked and now takes effect. */
export interface ClaimStep {
  readonly event: SubsidyClaimEvent;
  readonly topic: `subsidy-claim.${string}`;
  readonly changes: Partial<Row<SubsidyClaim>>;
  /** The stage that begins, and the kind of organisation whose time runs. */
  readonly clock?: { readonly stage: Stage; readonly organisationKind: 'centre' | 'finance' };
  readonly detail?: Readonly<Record<string, JsonValue>>;
}

/** Moves the claim on: state, clocks, audit event and message. */
export async function takeStep(
  context: Context,
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  step: ClaimStep,
): Promise<{ claimId: number; number: string; state: string; version: number }> {
  const state = nextState(claim, step.event, context.actor);
  const version = claim.version + 1;
  const changes = { ...step.changes, state, version, updatedAt: unit.now };
  await updateRows(SubsidyClaim, changes, { id: claim.id }, unit.transaction);
  await stopClocks(unit, { subjectKind: 'subsidy-claim', subjectId: claim.id });
  if (step.clock) await startStage(context, unit, claim.id, step.clock);
  const detail = { from: claim.state, to: state, contentHash: claim.contentHash, ...step.detail };
  recordOnClaim(context, unit, claim, detail, step.topic);
  return { claimId: claim.id, number: claim.number, state, version };
}

async function startStage(
  context: Context,
  unit: UnitOfWork,
  subjectId: number,
  { stage, organisationKind }: NonNullable<ClaimStep['clock']>,
): Promise<void> {
  const where = { kind: organisationKind };
  const organisation = await findRow(Organisation, {
    where,
    order: [['id', 'ASC']],
    transaction: unit.transaction,
  });
  if (!organisation) throw new Error(`There is no organisation of kind ${organisationKind}`);
  const timed = { subjectKind: 'subsidy-claim', subjectId, stage, organisationId: organisation.id } as const;
  await startClock(context.system, unit, timed);
}
