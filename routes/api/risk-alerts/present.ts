import type { Context } from '../../../server/context.js';
import { ALERT_RULES, ALERT_SEVERITIES } from '../../../server/core/risk-alerts/alert-rules.js';
import { maskName } from '../../../server/core/masking.js';
import { RED_FLAG_RULES } from '../../../server/core/red-flags/red-flag-rules.js';
import { RISK_ALERT_STATES } from '../../../server/core/states/risk-alert-states.js';
import { allowedEvents } from '../../../server/core/states/state-machine.js';
import type { AlertDetail, AlertView } from '../../../server/risk-alerts/find-alerts.js';

/** An alert as a worklist shows it. */
export const presentAlert = (alert: AlertView, { language }: Context) => ({
  alertId: String(alert.id),
  state: alert.state,
  version: alert.version,
  rule: alert.rule,
  ruleLabel: ALERT_RULES[alert.rule].label[language],
  severity: alert.severity,
  severityLabel: ALERT_SEVERITIES[alert.severity][language],
  loanId: String(alert.loanId),
  contractNumber: alert.contractNumber,
  borrowerName: maskName(alert.borrowerName),
  factOn: alert.factOn,
  raisedOn: alert.raisedOn,
  dueOn: alert.dueOn,
  isEstimated: alert.estimatedFlag === 1,
  late: alert.late,
  owner: {
    organisationId: String(alert.ownerOrganisationId),
    organisationName: alert.ownerOrganisationName,
    userId: alert.ownerUserId === null ? null : String(alert.ownerUserId),
    name: alert.ownerName,
  },
  closedOn: alert.closedOn,
  resolution: alert.resolution,
});

/** An alert with what shows it, what was done about it, and what the reader may do. */
export const presentAlertDetail = (alert: AlertDetail, context: Context) => ({
  ...presentAlert(alert, context),
  advice: ALERT_RULES[alert.rule].advice[context.language],
  policyId: alert.policyId,
  evidence: alert.evidence,
  actions: alert.actions.map(({ kind, text, writtenBy, writtenAt }) => ({
    kind,
    text,
    writtenBy,
    writtenAt,
  })),
  redFlags: alert.redFlags.map(({ id, rule, state, conclusion }) => ({
    flagId: String(id),
    rule,
    ruleLabel: RED_FLAG_RULES[rule].label[context.language],
    flagState: state,
    conclusion,
  })),
  allowed: allowedEvents(RISK_ALERT_STATES, alert.state, context.actor.role),
});
