import Joi from 'joi';
import { APPLICATION_STATES } from '../../../server/core/states/application-states.js';
import { day, id, instant, moneyReply, pageOf } from '../../fields.js';
import { formSchema } from './form-schema.js';

/* The shapes of replies. Every key is there; what is not known is null. */

const required = { presence: 'required' } as const;
const text = () => Joi.string().allow('');
const optionalText = () => Joi.string().allow(null);
const hash = () => Joi.string().pattern(/^[0-9a-f]{64}$/, 'hash');
const state = () => Joi.string().valid(...Object.keys(APPLICATION_STATES.states));
const bilingual = () => Joi.object({ zh: text(), en: text() });
const flag = () => Joi.boolean();
const count = () => Joi.number().integer();

export const applicationReply = Joi.object({
  applicationId: id(),
  number: text(),
  state: state(),
  version: count(),
}).prefs(required);

export const proposalReply = applicationReply.keys({ payloadHash: hash() }).prefs(required);

const advice = () =>
  Joi.object({
    until: day(),
    document: text(),
    article: text(),
    verified: flag(),
    zh: text(),
    en: text(),
  }).allow(null);

export const reviewReply = applicationReply.keys({ reconsideration: advice() }).prefs(required);

export const verdictReply = reviewReply
  .keys({ verdict: Joi.string().valid('agreed', 'refused', 'declined') })
  .prefs(required);

export const guaranteeVerdictReply = verdictReply
  .keys({ guaranteeNumber: optionalText(), guaranteed: moneyReply().allow(null) })
  .prefs(required);

export const reconsiderationReply = Joi.object({
  reconsiderationId: id(),
  applicationId: id(),
  state: state(),
  outcome: Joi.string().valid('upheld', 'reopened', null),
}).prefs(required);

const clock = Joi.object({
  stage: text(),
  round: count(),
  organisationId: id(),
  startedOn: day(),
  warnOn: day(),
  dueOn: day(),
  endedOn: day().allow(null),
  estimated: flag(),
  workingDaysLeft: count().allow(null),
});

const summary = {
  applicationId: id(),
  number: text(),
  state: state(),
  stateLabel: bilingual(),
  borrowerKind: text(),
  borrowerCategory: optionalText(),
  applicantName: optionalText(),
  districtOrganisationId: id().allow(null),
  bankOrganisationId: id().allow(null),
  guarantorOrganisationId: id().allow(null),
  stationOrganisationId: id().allow(null),
  requested: moneyReply().allow(null),
  termMonths: count().allow(null),
  appliedOn: day().allow(null),
  submittedAt: instant().allow(null),
  createdAt: instant(),
  updatedAt: instant(),
  version: count(),
  fastLane: Joi.boolean().description('Whether the shorter clocks of the fast lane hold (绿色通道).'),
  clocks: Joi.array().items(clock),
};

export const applicationsReply = pageOf(Joi.object(summary).prefs(required));

const party = Joi.object({
  partyId: id(),
  role: text(),
  name: text(),
  identityKind: text(),
  identityNumber: text(),
  phone: optionalText(),
});

const finding = Joi.object({
  rule: text(),
  outcome: Joi.string().valid('pass', 'fail', 'needs-evidence'),
  reason: bilingual(),
  warning: bilingual().allow(null),
  document: text(),
  article: text(),
  verified: flag(),
});

const eligibility = Joi.object({
  outcome: Joi.string().valid('pass', 'fail', 'needs-evidence'),
  evaluatedOn: day(),
  cap: moneyReply().allow(null),
  current: flag().description('Whether it is about the content as it now is.'),
  findings: Joi.array().items(finding),
});

const decision = Joi.object({
  stage: Joi.string().valid('precheck', 'eligibility', 'credit', 'guarantee'),
  round: count(),
  outcome: Joi.string().valid('pass', 'refuse', 'return'),
  reason: text(),
  detail: Joi.object().unknown().description('Terms, what has to be mended, or what is certified.'),
  contentHash: hash(),
  decidedAt: instant(),
});

const guarantee = Joi.object({
  guaranteeId: id(),
  number: text(),
  state: text(),
  guaranteed: moneyReply(),
  balance: moneyReply(),
  annualFeeRatePercent: text(),
  issuedOn: day(),
  shares: Joi.array().items(Joi.object({ bearer: text(), shareBasisPoints: count() })),
});

const proposal = Joi.object({
  action: text(),
  payload: Joi.object()
    .unknown()
    .description('What is proposed: amounts in fen, rates in millionths of a percent.'),
  payloadHash: hash(),
  makerUserId: id(),
  proposedAt: instant(),
});

const reconsideration = Joi.object({
  reconsiderationId: id(),
  grounds: text(),
  requestedAt: instant(),
  outcome: Joi.string().valid('upheld', 'reopened', null),
  reason: optionalText(),
  decidedAt: instant().allow(null),
});

export const applicationDetailReply = Joi.object({
  ...summary,
  repaymentMethod: optionalText(),
  purpose: optionalText(),
  business: Joi.object({
    name: optionalText(),
    creditCode: optionalText(),
    registeredOn: day().allow(null),
    address: optionalText(),
    districtCode: optionalText(),
    industry: optionalText(),
  }),
  workforce: Joi.object({
    staff: count().allow(null),
    newHires: count().allow(null),
    jobsToCreate: count().allow(null),
  }),
  subsidyAccountNumber: optionalText(),
  contentHash: hash(),
  parties: Joi.array().items(party),
  counterGuarantees: Joi.array().items(
    Joi.object({
      kind: text(),
      partyId: id().allow(null),
      description: optionalText(),
      value: moneyReply().allow(null),
      exemptionBasis: optionalText(),
    }),
  ),
  missingFields: Joi.array().items(Joi.object({ field: text(), message: bilingual() })),
  missingPapers: Joi.array().items(Joi.object({ kind: text(), label: bilingual() })),
  registryEvidence: Joi.array()
    .items(
      Joi.object({
        registry: text(),
        label: bilingual(),
        outcome: Joi.string().valid('match', 'no-match', 'no-roster'),
        count: count().description('Of a registry that counts: how many people the business insures.'),
        asOfOn: day().allow(null).description('The day of which the registry speaks.'),
        sourceOffice: optionalText(),
        standsFor: optionalText().description('The paper that is not asked for because of it.'),
      }),
    )
    .description('What registries said that were looked into with the applicant’s consent.'),
  eligibility: eligibility.allow(null),
  approved: Joi.object({
    amount: moneyReply(),
    annualRatePercent: text(),
    termMonths: count(),
    dayCountBasis: count(),
    repaymentMethod: text(),
  }).allow(null),
  creditOutcome: optionalText(),
  guaranteeOutcome: optionalText(),
  guarantee: guarantee.allow(null),
  decisions: Joi.array().items(decision),
  reconsiderations: Joi.array().items(reconsideration),
  reconsiderationAdvice: advice(),
  allowedEvents: Joi.array().items(Joi.object({ event: text(), label: bilingual() })),
  openProposals: Joi.array().items(proposal),
  consentText: Joi.object({ version: text(), zh: text(), en: text() }),
}).prefs(required);

export const formReply = Joi.object({ version: count().required(), form: formSchema.required() });

const attachmentKeys = {
  attachmentId: id(),
  kind: text(),
  fileName: text(),
  mediaType: text(),
  sizeBytes: count(),
  sha256: hash(),
};

export const attachmentReply = Joi.object(attachmentKeys).prefs(required);

export const attachmentsReply = pageOf(
  Joi.object({ ...attachmentKeys, label: bilingual(), uploadedAt: instant() }).prefs(required),
);

export const personalDataReply = Joi.object({
  parties: Joi.array().items(party),
  subsidyAccount: Joi.object({ bankName: optionalText(), accountNumber: optionalText() }),
}).prefs(required);
