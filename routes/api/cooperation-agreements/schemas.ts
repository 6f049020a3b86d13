import Joi from 'joi';
import type { RiskBearer } from '../../../server/agreements/find-agreement-in-force.js';
import { CONSENT_BODIES, type ConsentBody } from '../../../server/core/compensation/consent-bodies.js';
import {
  APPROVAL_MODES,
  OBJECTION_EFFECTS,
  type ApprovalMode,
  type ObjectionEffect,
} from '../../../server/core/approval-mode.js';
import { COOPERATION_AGREEMENT_STATES } from '../../../server/core/states/cooperation-agreement-states.js';
import {
  calendarQuarter,
  day,
  freeText,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  positiveMoney,
  ratePercent,
  score,
  type PageQuery,
} from '../../fields.js';

export interface AgreementParams {
  readonly agreementId: string;
}
export const agreementParams = Joi.object<AgreementParams>({ agreementId: id().required() });
export const agreementsQuery = Joi.object<PageQuery>({ ...pageQuery });

const BEARERS = [
  'bank',
  'city-fund',
  'guarantee-institution',
  're-guarantee',
  'national-fund',
] as const satisfies readonly RiskBearer[];

const share = Joi.object({
  bearer: Joi.string()
    .valid(...BEARERS)
    .required(),
  shareBasisPoints: Joi.number().integer().min(0).max(10_000).required(),
});

const objectionEffect = () => Joi.string().valid(...Object.keys(OBJECTION_EFFECTS));

export interface NewAgreementBody {
  readonly bankOrganisationId: string;
  readonly guarantorOrganisationId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly exposureLimit: string;
  readonly singleLoanLimit: string;
  readonly guarantorLimit: string;
  readonly approvalMode: ApprovalMode;
  readonly annualFeeRatePercent: string;
  readonly objectionEffect: ObjectionEffect | null;
  readonly batchCapBasisPoints: number | null;
  readonly interestCovered: boolean;
  readonly compensationCap: string | null;
  readonly costsFirst: boolean;
  readonly compensationConsents: readonly ConsentBody[];
  readonly shares: readonly { readonly bearer: RiskBearer; readonly shareBasisPoints: number }[];
}
export const newAgreementBody = Joi.object<NewAgreementBody>({
  bankOrganisationId: id().required(),
  guarantorOrganisationId: id().required(),
  startsOn: day().required(),
  endsOn: day().required().description('Exclusive: the agreement is no longer in force on this day.'),
  exposureLimit: positiveMoney().required().description('What may be guaranteed under it at a moment.'),
  singleLoanLimit: positiveMoney().required(),
  guarantorLimit: positiveMoney()
    .required()
    .description('What the guarantor may answer for over all its agreements.'),
  approvalMode: Joi.string()
    .valid(...Object.keys(APPROVAL_MODES))
    .required()
    .description('Who decides on each guarantee.'),
  annualFeeRatePercent: ratePercent()
    .default('0')
    .description('The yearly fee of guarantees that arise with the bank’s credit.'),
  objectionEffect: objectionEffect()
    .allow(null)
    .default(null)
    .description('What an objection after disbursement leads to; exactly for bank-alone.'),
  batchCapBasisPoints: Joi.number()
    .integer()
    .min(1)
    .max(10_000)
    .allow(null)
    .default(null)
    .description('How much of all that is guaranteed may be compensated; exactly for batch.'),
  interestCovered: Joi.boolean()
    .required()
    .description('Whether compensation covers interest besides principal.'),
  compensationCap: positiveMoney()
    .allow(null)
    .default(null)
    .description('What may be compensated in a calendar year; null: as much as is due.'),
  costsFirst: Joi.boolean()
    .default(false)
    .description('Whether money recovered pays the costs of recovery before those who bear the risk.'),
  compensationConsents: Joi.array()
    .items(Joi.string().valid(...Object.keys(CONSENT_BODIES)))
    .unique()
    .default([])
    .description('Who consents to a compensation beside the municipality. Of a fund the policy says.'),
  shares: Joi.array().items(share).min(1).max(5).required().description('They sum to 10000 basis points.'),
});

export interface SuspensionBody {
  readonly reason: string;
}
export const suspensionBody = Joi.object<SuspensionBody>({ reason: freeText(500).required() });

const required = { presence: 'required' } as const;
const text = () => Joi.string().allow('');
const agreementKeys = {
  agreementId: id(),
  number: text(),
  state: Joi.string().valid(...Object.keys(COOPERATION_AGREEMENT_STATES.states)),
};

export const agreementReply = Joi.object(agreementKeys).prefs(required);
export const proposedAgreementReply = Joi.object({ ...agreementKeys, payloadHash: text() }).prefs(required);

const viewKeys = {
  ...agreementKeys,
  bankOrganisationId: id(),
  guarantorOrganisationId: id(),
  startsOn: day(),
  endsOn: day(),
  exposureLimit: moneyReply(),
  singleLoanLimit: moneyReply(),
  exposure: moneyReply(),
  approvalMode: text(),
  annualFeeRatePercent: ratePercent(),
  objectionEffect: objectionEffect().allow(null),
  batchCapBasisPoints: Joi.number().integer().allow(null),
  interestCovered: Joi.boolean(),
  compensationCap: moneyReply().allow(null),
  costsFirst: Joi.boolean(),
  compensationConsents: Joi.array().items(Joi.string().valid(...Object.keys(CONSENT_BODIES))),
  shares: Joi.array().items(Joi.object({ bearer: text(), shareBasisPoints: Joi.number().integer() })),
};

export const agreementsReply = pageOf(Joi.object(viewKeys).prefs(required));
export const agreementDetailReply = Joi.object({
  ...viewKeys,
  batchCap: moneyReply().allow(null).description('What may be compensated of all that is guaranteed.'),
  batchRemaining: moneyReply().allow(null),
  renewal: Joi.object({
    scores: Joi.array().items(
      Joi.object({
        quarter: calendarQuarter(),
        score: score().allow(null),
        rank: Joi.number().integer().min(1).allow(null),
        rankedBanks: Joi.number().integer().min(0),
        contentHash: hash(),
      }),
    ),
    meanScore: score().allow(null).description('Over the quarters shown that have a score.'),
    minimumScore: score(),
    belowMinimum: Joi.boolean().description('Then the next agreement needs a reason.'),
    policyId: text(),
  }).description('The last scorecards of the bank (经办银行绩效), for whoever decides on the renewal.'),
  openProposal: Joi.object({
    payload: Joi.object().unknown(),
    payloadHash: text(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
}).prefs(required);

export const exposuresReply = pageOf(
  Joi.object({
    organisationId: id(),
    name: text(),
    limit: moneyReply().description('The agreed limit, and never more than so many times the capital.'),
    limitedBy: Joi.string().valid('agreed', 'capital'),
    agreedLimit: moneyReply(),
    capital: moneyReply()
      .allow(null)
      .description('Fund balance or net assets on record for today; without any there is no room.'),
    capitalTimes: Joi.number().integer(),
    exposure: moneyReply(),
    available: moneyReply(),
  }).prefs(required),
);
