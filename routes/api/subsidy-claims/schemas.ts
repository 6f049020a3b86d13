import Joi from 'joi';
import { CLAIM_CAUSES, type ClaimCause } from '../../../server/core/claim-check/claim-causes.js';
import { NOT_SUBSIDISED_REASONS } from '../../../server/core/subsidy-segments.js';
import { ROLES } from '../../../server/core/roles.js';
import {
  SUBSIDY_CLAIM_STATES,
  type SubsidyClaimState,
} from '../../../server/core/states/subsidy-claim-states.js';
import { sourceReply } from '../policy/sources.js';
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
  required,
  subsidyQuarter,
  type PageQuery,
} from '../../fields.js';

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(SUBSIDY_CLAIM_STATES.states));
const kind = (): Joi.StringSchema => Joi.string().valid('period', 'adjustment');
const reason = (): Joi.StringSchema =>
  Joi.string()
    .valid(...Object.keys(ADJUSTMENT_REASONS), null)
    .description('Why an earlier quarter comes out differently; null for the quarter itself.');
const DIFFERENCES = Object.keys(CLAIM_CAUSES).filter((name) => name !== 'none');
const cause = (): Joi.StringSchema =>
  Joi.string()
    .valid(...Object.keys(CLAIM_CAUSES))
    .description('Why the claimed amount is not the computed one; none where it is.');
const claimNumber = (): Joi.StringSchema => Joi.string().example('TX2025000001');

export const contentHash = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[0-9a-f]{64}$/, 'hash')
    .example('0'.repeat(64))
    .description(
      'SHA-256 over the lines of the claim as they were read; other lines answer 409 approval-does-not-match.',
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

export interface LineChoice {
  readonly lines: readonly number[];
  readonly causes: readonly ClaimCause[];
}
const choice = {
  lines: Joi.array()
    .items(Joi.number().integer().min(1))
    .max(1000)
    .unique()
    .default([])
    .description('Line numbers of lines that differ.'),
  causes: Joi.array()
    .items(Joi.string().valid(...DIFFERENCES))
    .unique()
    .default([])
    .description('All lines of these causes.'),
};
export const acceptanceBody = Joi.object<LineChoice & { contentHash: string; reason?: string }>({
  contentHash: contentHash().required(),
  ...choice,
  reason: freeText(500),
}).required();
export const returnBody = Joi.object<LineChoice & { reason: string }>({
  reason: freeText(500).required(),
  ...choice,
}).required();
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
  readonly cause?: ClaimCause;
  readonly revision?: number;
}
export const linesQuery = Joi.object<LinesQuery>({
  ...pageQuery,
  segments: Joi.boolean()
    .default(false)
    .description('Whether each line comes with its segments, day by day.'),
  cause: cause(),
  revision: Joi.number()
    .integer()
    .min(1)
    .max(2_147_483_647)
    .description(
      'Of a claim that the bank sent as a file: the lines of its first, second … file. The latest when left out.',
    ),
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
export const acceptanceReply = required({ id: id(), undecided: count() });
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
  revision: count().description(
    'How many files of the bank the claim has taken; 0 where the system built it.',
  ),
  claimed: moneyReply().description('What the bank asks for in all.'),
  causes: Joi.array()
    .items(
      required({
        cause: cause(),
        lines: count(),
        claimed: moneyReply(),
        computed: moneyReply(),
        difference: moneyReply(),
        undecided: count(),
      }),
    )
    .description('What the check of the file found, by cause. Empty where the system built the claim.'),
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

export const segment = required({
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
  before: Joi.array()
    .items(segment)
    .allow(null)
    .description('What was paid, day by day; null where the loan was not claimed for that quarter.'),
  after: Joi.array().items(segment).description('The same days as they are computed now.'),
  adjusts: required({ claimNumber: claimNumber(), lineNumber: count() }).allow(null),
});

export const linesReply = pageOf(
  required({
    lineNumber: count(),
    kind: kind(),
    loanId: id().allow(null),
    contractNumber: Joi.string(),
    claimed: moneyReply(),
    computed: moneyReply(),
    difference: moneyReply().description('Claimed less computed.'),
    cause: cause(),
    explanation: Joi.string().description(
      'For people: what is wrong, and what to do. In the language asked for.',
    ),
    outcome: Joi.string()
      .valid('accepted', 'returned', null)
      .description('What the centre decided on a line that differs.'),
    quarter: subsidyQuarter(),
    from: day(),
    until: day(),
    subsidisedDays: count(),
    interest: moneyReply(),
    subsidy: moneyReply(),
    policyId: Joi.string(),
    loanPrimeRatePercent: ratePercent()
      .allow(null)
      .description('The loan prime rate of the disbursement day, where the regime looks at it.'),
    policies: Joi.array()
      .items(sourceReply())
      .description(
        'Every version of the policy by which the line was computed: regime, loan prime rate, term, ends.',
      ),
    reason: reason(),
    adjustment: adjustment.allow(null),
    clawbackNumber: Joi.string()
      .allow(null)
      .description('Of an amount that is taken off for a clawback: which.'),
    segments: Joi.array().items(segment).allow(null),
    claimedSegments: Joi.array()
      .items(segment)
      .allow(null)
      .description('How the claimed figure comes about, where one wrong convention gives it.'),
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
