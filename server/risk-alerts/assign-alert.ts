import { findRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { can } from '../auth/permissions.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { isFinal } from '../core/states/state-machine.js';
import { RISK_ALERT_STATES } from '../core/states/risk-alert-states.js';
import { actOnAlert, lockAlert, type AlertInput, type AlertReply, type AlertRow } from './alert-case.js';

export interface AlertAssignment extends AlertInput {
  /** Somebody of the loan's bank or district, or of one's own office, who may work on alerts. */
  readonly ownerUserId: number;
  readonly text: string;
}

/** Gives an alert to the person who is to deal with it. Fails: not-found, stale-version, illegal-transition, forbidden, malformed. */
export async function assignAlert(
  context: Context,
  { ownerUserId, text, ...input }: AlertAssignment,
): Promise<AlertReply> {
  return runCommand(context, 'risk-alert.assign', async (unit) => {
    const alert = await lockAlert(unit, context.actor, input);
    if (isFinal(RISK_ALERT_STATES, alert.state)) {
      const table = RISK_ALERT_STATES.name;
      throw new DomainError('illegal-transition', { table, from: alert.state, event: 'assign' });
    }
    const ownerOrganisationId = await organisationOfOwner(unit, context, alert, ownerUserId);
    const values = { ownerOrganisationId, ownerUserId };
    return actOnAlert(unit, context.actor, alert, values, { kind: 'assign', text });
  });
}

async function organisationOfOwner(
  { transaction }: UnitOfWork,
  { actor }: Context,
  alert: AlertRow,
  ownerUserId: number,
): Promise<number> {
  const owner = await findRow(User, { where: { id: ownerUserId, disabledAt: null }, transaction });
  const organisationId = owner?.organisationId ?? null;
  const eligible = [alert.bankOrganisationId, alert.districtOrganisationId, actor.organisationId];
  if (
    owner &&
    organisationId !== null &&
    eligible.includes(organisationId) &&
    can(owner.role, 'risk-alert.act')
  )
    return organisationId;
  const message = {
    zh: '应为该贷款经办银行、所在区或本单位可处理风险预警的在用账号',
    en: 'must be an account in use that may work on risk alerts, of the bank, the district or your office',
  };
  throw new DomainError('malformed', { field: 'ownerUserId' }, [
    { field: 'ownerUserId', rule: 'owner', message },
  ]);
}
