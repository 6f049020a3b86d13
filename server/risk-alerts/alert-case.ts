import { RiskAlert } from '../../models/risk-alert.js';
import { RiskAlertAction } from '../../models/risk-alert-action.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { riskAlertScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { RiskAlertState } from '../core/states/risk-alert-states.js';

export type AlertRow = Row<RiskAlert>;

export type AlertReply = {
  readonly alertId: string;
  readonly state: RiskAlertState;
  readonly version: number;
};

/** An alert in the hands of a command: the version that was read stands for what was seen. */
export interface AlertInput {
  readonly alertId: number;
  readonly version: number;
}

const CENTRE: ReadonlySet<string> = new Set(['municipal-officer', 'municipal-supervisor']);

/**
 * The alert, locked until the command ends: for those whose work it is and for the centre. Others of the loan's parties see it
 * and leave it. Fails: not-found, stale-version, forbidden.
 */
export async function lockAlert(unit: UnitOfWork, actor: Actor, input: AlertInput): Promise<AlertRow> {
  const where = { id: input.alertId, ...riskAlertScope(actor) };
  const alert = await lockRow(RiskAlert, where, unit.transaction);
  if (!alert) throw new DomainError('not-found');
  if (alert.ownerOrganisationId !== actor.organisationId && !CENTRE.has(actor.role))
    throw new DomainError('forbidden', { reason: 'not-the-owner' });
  if (alert.version !== input.version) throw new DomainError('stale-version');
  return alert;
}

/** Writes what somebody did about an alert and why: the row, the action, the audit event. */
export async function actOnAlert(
  unit: UnitOfWork,
  actor: Actor,
  alert: AlertRow,
  values: Partial<
    Pick<AlertRow, 'state' | 'ownerUserId' | 'ownerOrganisationId' | 'closedOn' | 'resolution'>
  >,
  action: Pick<Row<RiskAlertAction>, 'kind' | 'text'>,
): Promise<AlertReply> {
  const { transaction, now } = unit;
  const version = alert.version + 1;
  await updateRows(RiskAlert, { ...values, updatedAt: now, version }, { id: alert.id }, transaction);
  const written = { alertId: alert.id, ...action, writtenByUserId: actor.userId, writtenAt: now };
  await insertRow(RiskAlertAction, written, transaction);
  const state = values.state ?? alert.state;
  unit.record({
    organisationId: actor.organisationId ?? alert.ownerOrganisationId,
    subjectKind: 'risk-alert',
    subjectId: alert.id,
    detail: { ...values, ...action, before: alert.state, after: state },
  });
  return { alertId: String(alert.id), state, version };
}
