import Joi from 'joi';
import { CONCLUSIONS } from '../../../server/core/red-flags/conclusions.js';
import { RED_FLAG_RULE_NAMES } from '../../../server/core/red-flags/red-flag-rules.js';
import {
  ALERT_RULE_NAMES,
  ALERT_SEVERITIES,
  type AlertRuleName,
  type AlertSeverity,
} from '../../../server/core/risk-alerts/alert-rules.js';
import { RED_FLAG_STATES } from '../../../server/core/states/red-flag-states.js';
import { RISK_ALERT_STATES, type RiskAlertState } from '../../../server/core/states/risk-alert-states.js';
import { ALERT_ACTIONS, type AlertActionKind } from '../../../server/risk-alerts/answer-alert.js';
import {
  day,
  freeText,
  id,
  instant,
  pageOf,
  pageQuery,
  required,
  version,
  type PageQuery,
} from '../../fields.js';

const state = () => Joi.string().valid(...Object.keys(RISK_ALERT_STATES.states));
const rule = () => Joi.string().valid(...ALERT_RULE_NAMES);
const severity = () => Joi.string().valid(...Object.keys(ALERT_SEVERITIES));

export interface AlertParams {
  readonly alertId: string;
}
export const alertParams = required<AlertParams>({ alertId: id() });

export interface AlertsQuery extends PageQuery {
  readonly state?: RiskAlertState;
  readonly rule?: AlertRuleName;
  readonly severity?: AlertSeverity;
  readonly loanId?: string;
  readonly ownerUserId?: string;
  readonly own?: boolean;
  readonly late?: boolean;
}
export const alertsQuery = Joi.object<AlertsQuery>({
  ...pageQuery,
  state: state().description('Left out: what is still to be done.'),
  rule: rule(),
  severity: severity(),
  loanId: id(),
  ownerUserId: id(),
  own: Joi.boolean().description('Only what is the work of one’s own organisation.'),
  late: Joi.boolean().description('Only what is past its deadline.'),
});

export interface ActionBody {
  readonly kind: AlertActionKind;
  readonly text: string;
  readonly version: number;
}
export const actionBody = required<ActionBody>({
  kind: Joi.string()
    .valid(...ALERT_ACTIONS)
    .description(
      'A remark leaves the state; dismiss: it is a false alarm, and does not come back for the same fact.',
    ),
  text: freeText(2000),
  version: version(),
}).required();

export interface OwnerBody {
  readonly ownerUserId: string;
  readonly reason: string;
  readonly version: number;
}
export const ownerBody = required<OwnerBody>({
  ownerUserId: id().description(
    'An account that may work on alerts: of the loan’s bank, its district or one’s office.',
  ),
  reason: freeText(2000),
  version: version(),
}).required();

export const alertReply = required({ alertId: id(), state: state(), version: version() });

const view = {
  alertId: id(),
  state: state(),
  version: version(),
  rule: rule(),
  ruleLabel: Joi.string(),
  severity: severity(),
  severityLabel: Joi.string(),
  loanId: id(),
  contractNumber: Joi.string(),
  borrowerName: Joi.string().description('Masked.'),
  factOn: day().description(
    'The day of the fact: since when something is unpaid, when it happened or will happen.',
  ),
  raisedOn: day(),
  dueOn: day().description('The last day on which it is dealt with in time.'),
  isEstimated: Joi.boolean().description('Whether a year without a published calendar was counted.'),
  late: Joi.boolean().description('Past its deadline, or closed after it.'),
  owner: required({
    organisationId: id(),
    organisationName: Joi.string(),
    userId: id().allow(null),
    name: Joi.string().allow(null),
  }),
  closedOn: day().allow(null),
  resolution: Joi.string().allow(null),
};
export const alertsReply = pageOf(required(view));

export const alertDetailReply = required({
  ...view,
  advice: Joi.string().description('What to do about it.'),
  policyId: Joi.string().description('The version of the rule’s thresholds and deadline.'),
  evidence: Joi.object().unknown().description('What the rule found; its members depend on the rule.'),
  actions: Joi.array().items(
    required({ kind: Joi.string(), text: Joi.string(), writtenBy: Joi.string(), writtenAt: instant() }),
  ),
  redFlags: Joi.array()
    .items(
      required({
        flagId: id(),
        rule: Joi.string().valid(...RED_FLAG_RULE_NAMES),
        ruleLabel: Joi.string(),
        flagState: Joi.string().valid(...Object.keys(RED_FLAG_STATES.states)),
        conclusion: Joi.string()
          .valid(...Object.keys(CONCLUSIONS))
          .allow(null),
      }),
    )
    .description('What the checks of the whole book found of the same fact; empty for banks and guarantors.'),
  allowed: Joi.array().items(Joi.string()).description('What the reader’s role may do in this state.'),
});
