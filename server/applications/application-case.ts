import type { Transaction } from 'sequelize';
import { ApplicationParty } from '../../models/application-party.js';
import { Application } from '../../models/application.js';
import { findRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { supersedeApproval, type ApprovalAction, type ApprovalSubject } from '../approvals/approval.js';
import { applicationScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { StateActor } from '../core/roles.js';
import { APPLICATION_STATES, type ApplicationEvent } from '../core/states/application-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import { noticesOfApplication } from '../messages/notices-of-application.js';
import { queueNotices } from '../messages/queue-notices.js';
import { stopClocks } from '../stage-clocks/stage-clock.js';

export type ApplicationRow = Row<Application>;

/** What every command on an application answers: small, and never a personal value. */
export type ApplicationReply = {
  readonly applicationId: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
};

export const replyOf = ({ id, number, state, version }: ApplicationRow): ApplicationReply => ({
  applicationId: String(id),
  number,
  state,
  version,
});

/** The application, locked until the command ends, if the actor may see it. Fails: not-found. */
export async function lockApplication(
  unit: UnitOfWork,
  actor: Actor,
  applicationId: number,
): Promise<ApplicationRow> {
  const row = await lockRow(Application, { id: applicationId, ...applicationScope(actor) }, unit.transaction);
  if (!row) throw new DomainError('not-found');
  return row;
}

/** The application, locked, if it is still the version that was read. Fails: not-found, stale-version. */
export async function lockApplicationVersion(
  unit: UnitOfWork,
  actor: Actor,
  applicationId: number,
  version: number,
): Promise<ApplicationRow> {
  const row = await lockApplication(unit, actor, applicationId);
  if (row.version !== version) throw new DomainError('stale-version');
  return row;
}

/** Refuses an event that the state does not know or this role may not cause. Fails: illegal-transition, forbidden. */
export function assertMay(row: ApplicationRow, event: ApplicationEvent, role: StateActor): void {
  const state = row.state;
  transition(APPLICATION_STATES, state, event);
  if (!mayTrigger(APPLICATION_STATES, state, event, role)) throw new DomainError('forbidden');
}

/**
 * Moves a locked application by an event of its table and writes what changes with it; answers the row as it now is. Who may
 * cause the event is asked before, by `assertMay`. Fails: illegal-transition.
 */
export async function moveApplication(
  unit: UnitOfWork,
  row: ApplicationRow,
  event: ApplicationEvent,
  changes: Partial<ApplicationRow> = {},
): Promise<ApplicationRow> {
  const state = transition(APPLICATION_STATES, row.state, event);
  const moved = await changeApplication(unit, row, { ...changes, state });
  if (state !== row.state) await queueNotices(unit, noticesOfApplication(moved));
  return moved;
}

/** Writes columns of a locked application and counts its version; answers the row as it now is. */
export async function changeApplication(
  unit: UnitOfWork,
  row: ApplicationRow,
  changes: Partial<ApplicationRow>,
): Promise<ApplicationRow> {
  const values = { ...changes, version: row.version + 1, updatedAt: unit.now };
  await updateRows(Application, values, { id: row.id }, unit.transaction);
  return { ...row, ...values };
}

/** An act on an application that needs a second person. */
export const approvalOn = (applicationId: number, action: ApprovalAction): ApprovalSubject => ({
  subjectKind: 'application',
  subjectId: applicationId,
  action,
});

/** Whatever was being prepared or timed is void: the application left the stage or changed under it. */
export async function abandonStage(unit: UnitOfWork, applicationId: number): Promise<void> {
  await supersedeApproval(unit, approvalOn(applicationId, 'decide-credit'));
  await supersedeApproval(unit, approvalOn(applicationId, 'decide-guarantee'));
  await supersedeApproval(unit, approvalOn(applicationId, 'disburse'));
  await stopClocks(unit, { subjectKind: 'application', subjectId: applicationId });
}

/** Refuses that somebody decides on a case of their own. Fails: maker-is-checker. */
export async function assertNotOwnCase(unit: UnitOfWork, actor: Actor, row: ApplicationRow): Promise<void> {
  if (await isOwnCase(actor, row, unit.transaction)) throw new DomainError('maker-is-checker');
}

/** Whether a person filed an application or is named in it, under whatever account. */
export async function isOwnCase(
  actor: Actor,
  row: ApplicationRow,
  transaction?: Transaction,
): Promise<boolean> {
  if (row.filedByUserId === actor.userId || row.applicantUserId === actor.userId) return true;
  const own = actor.personIndex;
  if (own === null) return false;
  const filer = await findRow(User, { where: { id: row.filedByUserId }, transaction });
  if (filer?.personIndex === own) return true;
  const named = { applicationId: row.id, identityIndex: own };
  return (await findRow(ApplicationParty, { where: named, transaction })) !== null;
}

/** Adds the audit event of a command on an application, to the chain of the actor's organisation or else of the district. */
export function recordOnApplication(
  unit: UnitOfWork,
  actor: Pick<Actor, 'organisationId'>,
  row: ApplicationRow,
  detail: JsonValue,
): void {
  const organisationId = actor.organisationId ?? row.districtOrganisationId;
  if (organisationId === null) throw new Error(`Application ${row.id} has no district to record on`);
  unit.record({ organisationId, subjectKind: 'application', subjectId: row.id, detail });
}
