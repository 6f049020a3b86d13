import { RiskAlert } from '../../models/risk-alert.js';
import { RiskAlertAction } from '../../models/risk-alert-action.js';
import { findRows, insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import type { RedFlagRuleName } from '../core/red-flags/red-flag-rules.js';
import { alertsSettledBy } from '../core/risk-alerts/shared-facts.js';
import { isFinal, transition } from '../core/states/state-machine.js';
import { RISK_ALERT_STATES } from '../core/states/risk-alert-states.js';

/** A red flag that has been concluded. */
export interface ConcludedFlag {
  readonly id: number;
  readonly loanId: number;
  readonly rule: RedFlagRuleName;
}

const RESOLUTION = '同一事实已在疑点排查中核实并作出结论';

/**
 * Resolves the open alerts on a loan that ask what a concluded red flag has answered, so that nobody looks into one fact twice. Their
 * readers, who may not see flags, learn that there is a conclusion and not which.
 */
export async function settleWithFlag(unit: UnitOfWork, actor: Actor, flag: ConcludedFlag): Promise<void> {
  const { transaction, now, today } = unit;
  const rule = [...alertsSettledBy(flag.rule)];
  if (rule.length === 0) return;
  const found = await findRows(RiskAlert, { where: { loanId: flag.loanId, rule }, transaction });
  for (const { id } of found) {
    const alert = await lockRow(RiskAlert, { id }, transaction);
    if (!alert || isFinal(RISK_ALERT_STATES, alert.state)) continue;
    const state = transition(RISK_ALERT_STATES, alert.state, 'lapse');
    const closing = { state, resolution: RESOLUTION, closedOn: today } as const;
    await updateRows(
      RiskAlert,
      { ...closing, updatedAt: now, version: alert.version + 1 },
      { id: alert.id },
      transaction,
    );
    const action = { kind: 'resolve', text: RESOLUTION } as const;
    await insertRow(
      RiskAlertAction,
      { alertId: alert.id, ...action, writtenByUserId: actor.userId, writtenAt: now },
      transaction,
    );
    unit.record({
      organisationId: actor.organisationId ?? alert.districtOrganisationId,
      subjectKind: 'risk-alert',
      subjectId: alert.id,
      detail: { ...closing, flagId: flag.id, before: alert.state, after: state },
    });
  }
}
