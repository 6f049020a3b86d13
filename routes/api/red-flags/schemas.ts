import Joi from 'joi';
import type { BusinessDate } from '../../../server/core/business-date.js';
import { CONCLUSIONS, type Conclusion } from '../../../server/core/red-flags/conclusions.js';
import {
  CHECK_STAGES,
  RED_FLAG_RULE_NAMES,
  RISK_LEVELS,
  type RedFlagRuleName,
  type RiskLevel,
} from '../../../server/core/red-flags/red-flag-rules.js';
import { ALERT_RULE_NAMES } from '../../../server/core/risk-alerts/alert-rules.js';
import { AUDIT_ELEMENTS } from '../../../server/core/red-flags/suspicion.js';
import { RED_FLAG_STATES, type RedFlagState } from '../../../server/core/states/red-flag-states.js';
import { RISK_ALERT_STATES } from '../../../server/core/states/risk-alert-states.js';
import { FLAG_STEPS, type FlagStepKind } from '../../../server/red-flags/work-on-flag.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  pageOf,
  pageQuery,
  version,
  type PageQuery,
} from '../../fields.js';
import { format, type InFormat } from '../reports/schemas.js';

const required = <T = object>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object<T>(keys).prefs({ presence: 'required' });
const text = (): Joi.StringSchema => Joi.string();
const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const state = (): Joi.StringSchema => text().valid(...Object.keys(RED_FLAG_STATES.states));
const rule = (): Joi.StringSchema => text().valid(...RED_FLAG_RULE_NAMES);
const level = (): Joi.StringSchema => text().valid(...Object.keys(RISK_LEVELS));
const conclusion = (): Joi.StringSchema => text().valid(...Object.keys(CONCLUSIONS));
const element = (): Joi.StringSchema => text().valid(...AUDIT_ELEMENTS);
const source = required({ document: text(), article: text(), verified: Joi.boolean() });

export interface FlagParams {
  readonly flagId: string;
}
export const flagParams = required<FlagParams>({ flagId: id() });

export interface FlagsQuery extends PageQuery {
  readonly state?: RedFlagState;
  readonly rule?: RedFlagRuleName;
  readonly riskLevel?: RiskLevel;
  readonly loanId?: string;
  readonly districtOrganisationId?: string;
}
export const flagsQuery = Joi.object<FlagsQuery>({
  ...pageQuery,
  state: state().description('Left out: what is still to be done.'),
  rule: rule(),
  riskLevel: level(),
  loanId: id(),
  districtOrganisationId: id(),
});

export interface StepBody {
  readonly kind: FlagStepKind;
  readonly text: string;
  readonly version: number;
}
export const stepBody = required<StepBody>({
  kind: text()
    .valid(...FLAG_STEPS)
    .description('serve: somebody has been there and helped; follow-up: looked again since.'),
  text: freeText(2000),
  version: version(),
}).required();

export interface ConclusionBody {
  readonly version: number;
  readonly conclusion: Conclusion;
  readonly reason: string;
  readonly stopsFrom?: BusinessDate;
  readonly clawbackCaseId?: string;
  readonly typicalCase?: { readonly title: string; readonly lesson: string };
}
export const conclusionBody = Joi.object<ConclusionBody>({
  version: version().required(),
  conclusion: conclusion().required().example('explained'),
  reason: freeText(1000).required(),
  stopsFrom: day().description('The first day without subsidy: for subsidy-stopped, and only there.'),
  clawbackCaseId: id().description('The demand for what was paid: for clawed-back, and only there.'),
  typicalCase: required({ title: freeText(80), lesson: freeText(1000) })
    .optional()
    .description('What others learn from it, for the monthly circular; no names.'),
}).required();

export interface VerdictBody {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason?: string;
}
export const verdictBody = Joi.object<VerdictBody>({
  payloadHash: hash().required().example('0'.repeat(64)).description('Of exactly what was proposed.'),
  outcome: text().valid('approve', 'decline').required(),
  reason: freeText(1000),
}).required();

const reply = { flagId: id(), state: state(), version: version() };
export const flagReply = required(reply);
export const conclusionReply = required({ ...reply, payloadHash: hash() });

const view = {
  ...reply,
  rule: rule(),
  ruleLabel: text(),
  stage: text().valid(...Object.keys(CHECK_STAGES)),
  riskLevel: level(),
  riskLabel: text(),
  loanId: id(),
  contractNumber: text(),
  borrowerName: text().description('Masked.'),
  bankName: text(),
  districtName: text(),
  element: element().description('What a whitelist would leave alone: the person, firm, phone … behind it.'),
  factOn: day(),
  foundOn: day(),
  conclusion: conclusion().allow(null),
  concludedOn: day().allow(null),
};
export const flagsReply = pageOf(required(view));
export const flagDetailReply = required({
  ...view,
  source: source.description('The document and article that the rule rests on.'),
  policyId: text().allow(null),
  evidence: Joi.object().unknown().description('What the check found; its members depend on the rule.'),
  clawbackCaseId: id().allow(null).description('The demand that it led to.'),
  loanEventId: id().allow(null).description('The fact that stopped the subsidy.'),
  typicalCase: required({ title: text(), lesson: text() }).allow(null),
  steps: Joi.array().items(
    required({ kind: text(), text: text(), takenBy: text().allow(null), takenAt: instant() }),
  ),
  proposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
  riskAlerts: Joi.array()
    .items(
      required({
        alertId: id(),
        rule: text().valid(...ALERT_RULE_NAMES),
        ruleLabel: text(),
        alertState: text().valid(...Object.keys(RISK_ALERT_STATES.states)),
        resolution: text().allow(null),
      }),
    )
    .description('What early warning found of the same fact, and what came of it.'),
  allowed: Joi.array().items(text()).description('What the reader’s role may do in this state.'),
});

export interface WhitelistBody {
  readonly reason: string;
  readonly endsOn: BusinessDate;
}
export const whitelistBody = required<WhitelistBody>({
  reason: freeText(1000),
  endsOn: day().description('The first day on which it is raised again; at most three years ahead.'),
}).required();

export interface EntryParams {
  readonly entryId: string;
}
export const entryParams = required<EntryParams>({ entryId: id() });
const entryState = (): Joi.StringSchema => text().valid('proposed', 'in-force', 'declined');
export const whitelistReply = required({ entryId: id(), state: entryState(), payloadHash: hash() });

export interface WhitelistQuery extends PageQuery {
  readonly state?: 'proposed' | 'in-force' | 'declined';
  readonly inForce?: boolean;
}
export const whitelistQuery = Joi.object<WhitelistQuery>({
  ...pageQuery,
  state: entryState(),
  inForce: Joi.boolean().description('Only what holds today.'),
});
export const whitelistEntriesReply = pageOf(
  required({
    entryId: id(),
    rule: rule(),
    ruleLabel: text(),
    element: element(),
    flagId: id().description('The flag by which it was whitelisted.'),
    reason: text(),
    startsOn: day(),
    endsOn: day(),
    state: entryState(),
    makerUserId: id(),
    checkerUserId: id().allow(null),
    decidedAt: instant().allow(null),
  }),
);

export const runReply = required({ runId: id() });
export const runsQuery = Joi.object<PageQuery>(pageQuery);
export const runsReply = pageOf(
  required({
    runId: id(),
    runKey: text(),
    trigger: text().valid('nightly', 'demand'),
    state: text().valid('queued', 'done'),
    raised: count(),
    reopened: count().description('Found again because a whitelist had ended.'),
    whitelisted: count().description('Left alone because it is whitelisted.'),
    unreadable: count().description('Borrowers whose number no key reads, and whose age is unchecked.'),
    standing: Joi.object()
      .pattern(rule(), count())
      .description('By rule: how many facts stand; contracts count in the run that judges them first.'),
    createdAt: instant(),
    finishedAt: instant().allow(null),
  }),
);

export interface CircularQuery {
  readonly month: string;
}
const month = () =>
  text()
    .pattern(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'month')
    .example('2025-03');
export const circularQuery = required<CircularQuery>({ month: month() });
export const circularFileQuery = Joi.object<CircularQuery & InFormat>({
  month: month().required(),
  format: format(),
});
const counts = {
  found: count(),
  reported: count(),
  confirmed: count().description('Of the reported, those that were true.'),
};
export const circularReply = required({
  month: text(),
  from: day(),
  until: day().description('Not included.'),
  ...counts,
  open: count().description('Found until then and not reported.'),
  subsidiesStopped: count(),
  byRule: Joi.array().items(required({ rule: rule(), ruleLabel: text(), riskLevel: level(), ...counts })),
  byDistrict: Joi.array().items(required({ districtName: text(), ...counts, open: count() })),
  cases: Joi.array().items(
    required({
      rule: rule(),
      ruleLabel: text(),
      districtName: text(),
      conclusion: conclusion(),
      conclusionLabel: text(),
      concludedOn: day(),
      title: text(),
      lesson: text(),
      source,
    }),
  ),
});
