import { Organisation } from '../../models/organisation.js';
import { findRow } from '../../models/rows.js';
import { reserveSubsidies, type ExpectedExpense } from '../budgets/reserve-subsidies.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { agreementEvent, type DueDiligenceSide } from '../core/states/application-states.js';
import { cancelGuarantee } from './guarantees/cancel-guarantee.js';
import { startClock, stopClocks } from '../stage-clocks/stage-clock.js';
import {
  abandonStage,
  assertMay,
  assertNotOwnCase,
  lockApplication,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
  type ApplicationRow,
} from './application-case.js';
import { recordDecision } from './record-decision.js';
import { reconsiderationAdvice, type ReconsiderationAdvice } from './refusal.js';

/** What an officer proposes that the institution decides. */
export type ProposedOutcome = 'agree' | 'refuse';

/** What a supervisor's verdict led to: `declined` sends the proposal back to the officer and moves nothing. */
export type DueDiligenceReply = ApplicationReply & {
  readonly verdict: 'agreed' | 'refused' | 'declined';
  readonly reconsideration: ReconsiderationAdvice | null;
};

/** A proposal that the supervisor approved: who made it, why, and on what terms. */
export interface ApprovedProposal {
  readonly reason: string;
  readonly makerUserId: number;
  readonly detail: JsonValue;
}

/**
 * The application in due diligence, on which this side has not decided yet.
 * Fails: not-found, illegal-transition, already-exists (decided), maker-is-checker (one's own case).
 */
export async function lockForSide(
  unit: UnitOfWork,
  actor: Actor,
  applicationId: number,
  side: DueDiligenceSide,
): Promise<ApplicationRow> {
  const row = await lockApplication(unit, actor, applicationId);
  assertMay(row, `agree-${side}`, side === 'credit' ? 'bank-supervisor' : 'guarantor-supervisor');
  const decided = side === 'credit' ? row.creditOutcome : row.guaranteeOutcome;
  if (decided !== null) throw new DomainError('already-exists', { what: `decide-${side}` });
  await assertNotOwnCase(unit, actor, row);
  return row;
}

/**
 * One side agrees; the second to agree approves the application: its expected subsidy is kept in
 * the budgets, and the bank's time to disburse begins. Fails: budget-exceeded.
 */
export async function agree(
  context: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  side: DueDiligenceSide,
  proposal: ApprovedProposal & { readonly changes: Partial<ApplicationRow> },
): Promise<DueDiligenceReply> {
  const { system, actor } = context;
  const { changes, ...decision } = proposal;
  await recordDecision(unit, row, { ...decision, stage: side, outcome: 'pass', checkerUserId: actor.userId });
  const otherSideAgreed = (side === 'credit' ? row.guaranteeOutcome : row.creditOutcome) === 'agree';
  const outcome = side === 'credit' ? { creditOutcome: 'agree' } : { guaranteeOutcome: 'agree' };
  const moved = await moveApplication(unit, row, agreementEvent(side, otherSideAgreed), {
    ...changes,
    ...outcome,
  });
  const timed = { subjectKind: 'application', subjectId: row.id } as const;
  await stopClocks(unit, { ...timed, stage: side });
  if (moved.state === 'approved') {
    const { bankOrganisationId: organisationId } = row;
    if (organisationId === null) throw new Error(`Application ${row.id} has no bank`);
    const isFast = row.fastLaneFlag === 1;
    await startClock(system, unit, { ...timed, stage: 'disbursement', organisationId, isFast });
    await reserveSubsidies(context, unit, await expectedExpense(unit, moved));
    unit.publish({
      topic: 'application.approved',
      aggregateKind: 'application',
      aggregateId: row.id,
      payload: {},
    });
  }
  const detail = { before: row.state, after: moved.state, side, outcome: 'agree', terms: proposal.detail };
  recordOnApplication(unit, actor, moved, detail);
  return { ...replyOf(moved), verdict: 'agreed', reconsideration: null };
}

/** One side refuses, which rejects the application: what the other side prepared or promised is void. */
export async function refuse(
  context: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  side: DueDiligenceSide,
  proposal: ApprovedProposal,
): Promise<DueDiligenceReply> {
  const { system, actor } = context;
  await recordDecision(unit, row, {
    ...proposal,
    stage: side,
    outcome: 'refuse',
    checkerUserId: actor.userId,
  });
  await abandonStage(unit, row.id);
  const cancelled = await cancelGuarantee(unit, row.id);
  const moved = await moveApplication(unit, row, `refuse-${side}`, {
    closedAt: unit.now,
    ...(side === 'credit' ? { creditOutcome: 'refuse' } : { guaranteeOutcome: 'refuse' }),
    ...(cancelled !== null && { guaranteeOutcome: null }),
  });
  const detail = {
    before: row.state,
    after: moved.state,
    side,
    outcome: 'refuse',
    cancelledGuarantee: cancelled,
  };
  recordOnApplication(unit, actor, moved, detail);
  unit.publish({
    topic: 'application.rejected',
    aggregateKind: 'application',
    aggregateId: row.id,
    payload: { side },
  });
  return {
    ...replyOf(moved),
    verdict: 'refused',
    reconsideration: reconsiderationAdvice(system, unit.today),
  };
}

/** The supervisor sends the proposal back to the officer; nothing moves. */
export function declineProposal(
  { actor }: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  side: DueDiligenceSide,
  reason: string | null,
): DueDiligenceReply {
  recordOnApplication(unit, actor, row, { state: row.state, side, verdict: 'decline', reason });
  return { ...replyOf(row), verdict: 'declined', reconsideration: null };
}

async function expectedExpense({ transaction }: UnitOfWork, row: ApplicationRow): Promise<ExpectedExpense> {
  const { approvedFen, approvedRate, approvedTermMonths, dayCountBasis, districtOrganisationId: id } = row;
  const district = id === null ? null : await findRow(Organisation, { where: { id }, transaction });
  if (approvedFen === null || approvedRate === null || approvedTermMonths === null || dayCountBasis === null)
    throw new Error(`Application ${row.id} is approved without terms`);
  return {
    applicationId: row.id,
    districtCode: district?.districtCode ?? '',
    borrowerKind: row.borrowerKind === 'enterprise' ? 'enterprise' : 'individual',
    principal: approvedFen,
    annualRate: approvedRate,
    dayCountBasis,
    termMonths: approvedTermMonths,
  };
}
