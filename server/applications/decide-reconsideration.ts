import { Reconsideration } from '../../models/reconsideration.js';
import { findRows, lockRow, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { personOf } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { reconsiderationEvent } from '../core/states/application-states.js';
import { startClock, stopClocks } from '../stage-clocks/stage-clock.js';
import {
  assertNotOwnCase,
  lockApplication,
  moveApplication,
  recordOnApplication,
  type ApplicationRow,
} from './application-case.js';
import type { DecisionRow, DecisionStage } from './record-decision.js';
import { findRefusal, organisationOfStage, type ReconsiderationReply } from './request-reconsideration.js';

export interface ReconsiderationVerdict {
  readonly applicationId: number;
  readonly outcome: 'upheld' | 'reopened';
  readonly reason: string;
}

/**
 * Somebody of the institution that refused, but neither who prepared nor who approved the refusal under whatever account,
 * upholds it or reopens the stage that refused.
 * Fails: not-found, forbidden (another institution refused), maker-is-checker, illegal-transition.
 */
export async function decideReconsideration(
  context: Context,
  { applicationId, outcome, reason }: ReconsiderationVerdict,
): Promise<ReconsiderationReply> {
  const { actor } = context;
  return runCommand(context, 'application.decide-reconsideration', async (unit) => {
    const row = await lockApplication(unit, actor, applicationId);
    const request = await lockRow(Reconsideration, { applicationId, outcome: null }, unit.transaction);
    if (!request) throw new DomainError('not-found');
    const refusal = await findRefusal(unit, applicationId);
    if (organisationOfStage(row, refusal.stage) !== actor.organisationId) {
      throw new DomainError('forbidden');
    }
    await assertNotOwnCase(unit, actor, row);
    await assertNobodyWhoRefused(unit, actor, refusal);
    const decided = { outcome, reason, decidedByUserId: actor.userId, decidedAt: unit.now };
    await updateRows(Reconsideration, decided, { id: request.id }, unit.transaction);
    await stopClocks(unit, { subjectKind: 'reconsideration', subjectId: request.id });
    const after = outcome === 'reopened' ? await reopen(context, unit, row, refusal.stage) : row;
    recordOnApplication(unit, actor, after, {
      before: row.state,
      after: after.state,
      stage: refusal.stage,
      outcome,
      reason,
    });
    unit.publish({
      topic: 'application.reconsidered',
      aggregateKind: 'application',
      aggregateId: row.id,
      payload: { stage: refusal.stage, outcome },
    });
    return {
      reconsiderationId: String(request.id),
      applicationId: String(row.id),
      state: after.state,
      outcome,
    };
  });
}

/** The stage that refused begins anew, with a clock of its own; so does the guarantee that the refusal cancelled. */
async function reopen(
  { system }: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  stage: DecisionStage,
): Promise<ApplicationRow> {
  const again: Partial<ApplicationRow> =
    stage === 'credit' ? { creditOutcome: null } : stage === 'guarantee' ? { guaranteeOutcome: null } : {};
  const moved = await moveApplication(unit, row, reconsiderationEvent(stage), { ...again, closedAt: null });
  const stages: DecisionStage[] =
    moved.state === 'in-due-diligence'
      ? [
          ...(moved.creditOutcome === null ? ['credit' as const] : []),
          ...(moved.guaranteeOutcome === null ? ['guarantee' as const] : []),
        ]
      : [stage];
  for (const each of stages) {
    const organisationId = organisationOfStage(moved, each);
    await startClock(system, unit, {
      subjectKind: 'application',
      subjectId: row.id,
      stage: each,
      organisationId,
    });
  }
  return moved;
}

async function assertNobodyWhoRefused(
  { transaction }: UnitOfWork,
  actor: Actor,
  refusal: DecisionRow,
): Promise<void> {
  const person = personOf(actor);
  const ids = [refusal.makerUserId, ...(refusal.checkerUserId === null ? [] : [refusal.checkerUserId])];
  const deciders = await findRows(User, { where: { id: ids }, transaction });
  if (ids.includes(actor.userId) || deciders.some((decider) => decider.personIndex === person)) {
    throw new DomainError('maker-is-checker');
  }
}
