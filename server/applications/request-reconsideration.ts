import { UniqueConstraintError } from 'sequelize';
import { ApplicationDecision } from '../../models/application-decision.js';
import { Reconsideration } from '../../models/reconsideration.js';
import { findRow, insertRow } from '../../models/rows.js';
import { dayOfInstant } from '../clock.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { APPLICATION_STATES, reconsiderationEvent } from '../core/states/application-states.js';
import { transition } from '../core/states/state-machine.js';
import { startClock } from '../stage-clocks/stage-clock.js';
import { lockApplication, recordOnApplication, type ApplicationRow } from './application-case.js';
import type { DecisionRow, DecisionStage } from './record-decision.js';
import { reconsiderationAdvice } from './refusal.js';

export type ReconsiderationReply = {
  readonly reconsiderationId: string;
  readonly applicationId: string;
  readonly state: string;
  readonly outcome: 'upheld' | 'reopened' | null;
};

/** Which institution of an application decides at a stage. */
export function organisationOfStage(row: ApplicationRow, stage: DecisionStage): number {
  const organisations = {
    precheck: row.bankOrganisationId,
    eligibility: row.districtOrganisationId,
    credit: row.bankOrganisationId,
    guarantee: row.guarantorOrganisationId,
  };
  const organisationId = organisations[stage];
  if (organisationId === null) throw new Error(`Application ${row.id} was never filed`);
  return organisationId;
}

/** The decision that rejected a rejected application. */
export async function findRefusal({ transaction }: UnitOfWork, applicationId: number): Promise<DecisionRow> {
  const refusal = await findRow(ApplicationDecision, {
    where: { applicationId, outcome: 'refuse' },
    order: [['id', 'DESC']],
    transaction,
  });
  if (!refusal) throw new Error(`Application ${applicationId} is rejected by nobody`);
  return refusal;
}

/**
 * A refused applicant, or the station that filed, asks that the refusal is looked at again (复核): once for each refusal,
 * within its time. Fails: not-found, illegal-transition (not rejected), already-exists, outside-loan-term (too late).
 */
export async function requestReconsideration(
  context: Context,
  input: { readonly applicationId: number; readonly grounds: string },
): Promise<ReconsiderationReply> {
  const { system, actor } = context;
  return runCommand(context, 'application.request-reconsideration', async (unit) => {
    const row = await lockApplication(unit, actor, input.applicationId);
    transition(APPLICATION_STATES, row.state, 'reconsider-precheck');
    const refusal = await findRefusal(unit, row.id);
    assertInTime(context, unit, refusal);
    const id = await insertRequest(unit, actor.userId, row.id, refusal.id, input.grounds);
    await startClock(system, unit, {
      subjectKind: 'reconsideration',
      subjectId: id,
      stage: 'reconsideration',
      organisationId: organisationOfStage(row, refusal.stage),
    });
    recordOnApplication(unit, actor, row, {
      reconsiderationId: id,
      stage: refusal.stage,
      event: reconsiderationEvent(refusal.stage),
    });
    unit.publish({
      topic: 'application.reconsideration-requested',
      aggregateKind: 'application',
      aggregateId: row.id,
      payload: { stage: refusal.stage },
    });
    return { reconsiderationId: String(id), applicationId: String(row.id), state: row.state, outcome: null };
  });
}

function assertInTime({ system }: Context, unit: UnitOfWork, refusal: DecisionRow): void {
  const { until } = reconsiderationAdvice(system, dayOfInstant(refusal.decidedAt));
  if (unit.today > until)
    throw new DomainError('illegal-transition', { table: 'application', event: 'reconsider', until });
}

async function insertRequest(
  unit: UnitOfWork,
  requestedByUserId: number,
  applicationId: number,
  decisionId: number,
  grounds: string,
): Promise<number> {
  const request = { applicationId, decisionId, grounds, requestedByUserId, requestedAt: unit.now };
  try {
    return await insertRow(Reconsideration, request, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: 'reconsideration' });
    throw error;
  }
}
