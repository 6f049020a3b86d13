import Joi from 'joi';
import { NOT_SUBSIDISED_REASONS } from '../../../server/core/subsidy-segments.js';
import { ROLES } from '../../../server/core/roles.js';
import {
  SUBSIDY_CLAIM_STATES,
  type SubsidyClaimState,
} from '../../../server/core/states/subsidy-claim-states.js';
import { ADJUSTMENT_REASONS } from '../../../server/subsidies/adjustment-reason.js';
import {
  day,
  freeText,
  id,
  moneyReply,
  organisationCode,
  pageOf,
  pageQuery,
  ratePercent,
  subsidyQuarter,
  type PageQuery,
} from '../../fields.js';

const required = <T = object>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object<T>(keys).prefs({ presence: 'required' });

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(SUBSIDY_CLAIM_STATES.states));
const kind = (): Joi.StringSchema => Joi.string().valid('period', 'adjustment');
const reason = (): Joi.StringSchema =>
  Joi.string()
    .valid(...Object.keys(ADJUSTMENT_REASONS), null)
    .description('Why an earlier quarter comes out differently; null for the quarter itself.');
const claimNumber = (): Joi.StringSchema => Joi.string().example('TX2025000001');

export const contentHash = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[0-9a-f]{64}$/, 'hash')
    .example('0'.repeat(64))
    .description(
      'SHA-256 over the lines of the claim as they were read; other lines answer 422 approval-does-not-match.',
    );

export const claimParams = required<{ claimId: string }>({ claimId: id() });
export const loanParams = required<{ loanId: string }>({ loanId: id() });

export interface BuildBody {
  readonly bankCode?: string;
  readonly quarter: string;
}
export const buildBody = Joi.object<BuildBody>({
  bankCode: organisationCode().description('Needed by the centre; a bank builds its own claim.'),
  quarter: subsidyQuarter().required(),
}).required();

export const decisionBody = required<{ contentHash: string }>({ contentHash: contentHash() }).required();
export const returnBody = required<{ reason: string }>({ reason: freeText(500) }).required();
export const paymentBody = required<{ paidOn: string }>({ paidOn: day() }).required();

export interface ClaimsQuery extends PageQuery {
  readonly quarter?: string;
  readonly state?: SubsidyClaimState;
  readonly bankCode?: string;
}
export const claimsQuery = Joi.object<ClaimsQuery>({
  ...pageQuery,
  quarter: subsidyQuarter(),
  state: state(),
  bankCode: organisationCode(),
});

export interface LinesQuery extends PageQuery {
  readonly segments: boolean;
}
export const linesQuery = Joi.object<LinesQuery>({
  ...pageQuery,
  segments: Joi.boolean()
    .default(false)
    .description('Whether each line comes with its segments, day by day.'),
});
export const historyQuery = Joi.object<PageQuery>(pageQuery);

export const builtReply = required({
  id: id(),
  number: claimNumber(),
  state: state(),
  lineCount: count(),
  interest: moneyReply(),
  subsidy: moneyReply(),
  contentHash: contentHash().allow(null),
});

const step = { id: id(), number: claimNumber(), state: state(), version: count() };
export const stepReply = required(step);
export const fundedReply = required({ ...step, payable: moneyReply(), carriedDeduction: moneyReply() });
export const paidReply = required({ ...step, paid: moneyReply(), paidOn: day() });

const summary = {
  id: id(),
  number: claimNumber(),
  bank: required({ code: organisationCode(), name: Joi.string() }),
  quarter: subsidyQuarter(),
  state: state(),
  lineCount: count(),
  interest: moneyReply(),
  subsidy: moneyReply(),
  paidOn: day().allow(null),
};
export const claimsReply = pageOf(required(summary));

const totals = (): Joi.ObjectSchema =>
  required({ lines: count(), interest: moneyReply(), subsidy: moneyReply() });
export const claimReply = required({
  ...summary,
  contentHash: contentHash().allow(null),
  version: count(),
  totals: required({ period: totals(), supplements: totals(), deductions: totals() }),
  payable: moneyReply().description('What the treasury pays, or has committed.'),
  deducted: moneyReply().description('What earlier claims of less than zero take off.'),
  openStage: required({
    stage: Joi.string(),
    startedOn: day(),
    dueOn: day(),
    estimated: Joi.boolean(),
  }).allow(null),
  next: Joi.array()
    .items(
      required({
        event: Joi.string().valid(...Object.keys(SUBSIDY_CLAIM_STATES.events)),
        roles: Joi.array().items(Joi.string().valid(...Object.keys(ROLES))),
        mayYou: Joi.boolean(),
      }),
    )
    .description('What may happen next, and who may do it.'),
});

const segment = required({
  from: day(),
  until: day(),
  days: count(),
  principal: moneyReply(),
  annualRatePercent: ratePercent(),
  subsidyRatePercent: Joi.string(),
  interest: moneyReply(),
  subsidy: moneyReply(),
  notSubsidisedBecause: Joi.string().valid(...NOT_SUBSIDISED_REASONS, null),
});

const adjustment = required({
  paid: moneyReply(),
  recomputed: moneyReply(),
  adjusts: required({ claimNumber: claimNumber(), lineNumber: count() }).allow(null),
});

export const linesReply = pageOf(
  required({
    lineNumber: count(),
    kind: kind(),
    loanId: id().allow(null),
    contractNumber: Joi.string(),
    quarter: subsidyQuarter(),
    from: day(),
    until: day(),
    subsidisedDays: count(),
    interest: moneyReply(),
    subsidy: moneyReply(),
    policyId: Joi.string(),
    reason: reason(),
    adjustment: adjustment.allow(null),
    segments: Joi.array().items(segment).allow(null),
  }),
);

export const historyReply = pageOf(
  required({
    id: id(),
    claim: required({
      number: claimNumber(),
      quarter: subsidyQuarter(),
      state: state(),
      paidOn: day().allow(null),
    }),
    kind: kind(),
    quarter: subsidyQuarter(),
    subsidisedDays: count(),
    interest: moneyReply(),
    subsidy: moneyReply(),
    reason: reason(),
  }),
);
