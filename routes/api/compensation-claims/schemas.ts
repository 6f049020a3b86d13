import Joi from 'joi';
import { CONSENT_BODIES, type ConsentBody } from '../../../server/core/compensation/consent-bodies.js';
import {
  COMPENSATION_EVIDENCE,
  type CompensationEvidenceKind,
} from '../../../server/core/compensation/evidence-kinds.js';
import { ROLES } from '../../../server/core/roles.js';
import {
  COMPENSATION_CLAIM_STATES,
  type CompensationClaimState,
} from '../../../server/core/states/compensation-claim-states.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  required,
  type PageQuery,
} from '../../fields.js';

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(COMPENSATION_CLAIM_STATES.states));
const event = (): Joi.StringSchema => Joi.string().valid(...Object.keys(COMPENSATION_CLAIM_STATES.events));
const evidenceKind = (): Joi.StringSchema => Joi.string().valid(...Object.keys(COMPENSATION_EVIDENCE));
const consentBody = (): Joi.StringSchema => Joi.string().valid(...Object.keys(CONSENT_BODIES));
const claimNumber = (): Joi.StringSchema => Joi.string().example('DC2025000001');
const documentNumber = (): Joi.StringSchema => freeText(96).example('穗财社〔2025〕1号');

const contentHash = (): Joi.StringSchema =>
  hash()
    .example('0'.repeat(64))
    .description(
      'SHA-256 of the claim as it was read; where the facts have changed since, 409 approval-does-not-match.',
    );

export interface ClaimParams {
  readonly compensationClaimId: string;
}
export const claimParams = required<ClaimParams>({ compensationClaimId: id() });

export interface EvidenceParams extends ClaimParams {
  readonly evidenceId: string;
}
export const evidenceParams = required<EvidenceParams>({ compensationClaimId: id(), evidenceId: id() });

export const openBody = required<{ loanId: string }>({ loanId: id() }).required();
export const evidenceBody = required<{ kind: CompensationEvidenceKind }>({ kind: evidenceKind() }).required();
export const decisionBody = required<{ contentHash: string }>({ contentHash: contentHash() }).required();
export const refusalBody = required<{ reason: string }>({ reason: freeText(500) }).required();

export interface ApprovalBody {
  readonly contentHash: string;
  readonly documentNumber?: string;
}
export const approvalBody = Joi.object<ApprovalBody>({
  contentHash: contentHash().required(),
  documentNumber: documentNumber(),
}).required();

export interface ConsentRequest extends ApprovalBody {
  readonly body: ConsentBody;
}
export const consentRequest = Joi.object<ConsentRequest>({
  contentHash: contentHash().required(),
  body: consentBody().required(),
  documentNumber: documentNumber().description(
    'Needed where the consent came on paper and the centre records it.',
  ),
}).required();

export interface PaymentBody {
  readonly contentHash: string;
  readonly paidOn: string;
  readonly paymentReference: string;
}
export const paymentBody = required<PaymentBody>({
  contentHash: contentHash(),
  paidOn: day(),
  paymentReference: Joi.string()
    .pattern(/^[\w.-]{1,64}$/, 'reference')
    .example('DCFK-20250930-01')
    .description('The guarantor’s own reference of the payment.'),
}).required();

export interface ClaimsQuery extends PageQuery {
  readonly state?: CompensationClaimState;
  readonly loanId?: string;
}
export const claimsQuery = Joi.object<ClaimsQuery>({ ...pageQuery, state: state(), loanId: id() });

const step = {
  id: id(),
  number: claimNumber(),
  state: state(),
  round: count().description(
    'How often the content was changed or sent back; approvals count in their round.',
  ),
  contentHash: hash(),
  version: count(),
};
export const stepReply = required(step);
export const paidReply = required({ ...step, paid: moneyReply(), paidOn: day() });
export const evidenceReply = required({ ...step, evidenceId: id(), sha256: hash() });

const summary = {
  ...step,
  loanId: id(),
  contractNumber: Joi.string(),
  bankName: Joi.string(),
  guarantorName: Joi.string(),
  pastDueSince: day(),
  claimableFrom: day().description('The first day on which the loan could be claimed.'),
  claimBy: day().description('The end of the quarter in which that day lies.'),
  late: Joi.boolean().description('Whether it was, or still is not, submitted by then.'),
  cutOffOn: day(),
  principal: moneyReply(),
  interest: moneyReply(),
  claimed: moneyReply(),
  compensation: moneyReply().description('What the guarantor pays: all but the bank’s own part.'),
};
const clock = required({
  stage: Joi.string(),
  warnOn: day(),
  dueOn: day(),
}).allow(null);
export const claimsReply = pageOf(required({ ...summary, openStage: clock }));

export const claimReply = required({
  ...summary,
  openStage: clock,
  daysPastDue: count(),
  interestCovered: Joi.boolean(),
  costsFirst: Joi.boolean(),
  shares: Joi.array().items(
    required({ bearer: Joi.string(), shareBasisPoints: count(), amount: moneyReply() }),
  ),
  policyIds: Joi.array().items(Joi.string()),
  evidence: Joi.array().items(
    required({
      kind: evidenceKind(),
      basis: Joi.string().valid('paper', 'fact'),
      evidenceId: id().allow(null),
      fileName: Joi.string().allow(null),
      sha256: hash().allow(null),
      fact: Joi.string().allow(null).description('What our own books confirm.'),
    }),
  ),
  missing: Joi.array().items(evidenceKind()),
  consents: Joi.array().items(required({ body: consentBody(), given: Joi.boolean() })),
  steps: Joi.array().items(
    required({
      event: Joi.string().valid('open', ...Object.keys(COMPENSATION_CLAIM_STATES.events)),
      round: count(),
      body: consentBody().allow(null),
      contentHash: hash(),
      reason: Joi.string().allow(null),
      documentNumber: Joi.string().allow(null),
      userId: id().allow(null),
      takenAt: instant(),
    }),
  ),
  payment: required({ paidOn: day(), amount: moneyReply(), paymentReference: Joi.string() }).allow(null),
  next: Joi.array().items(
    required({
      event: event(),
      roles: Joi.array().items(Joi.string().valid(...Object.keys(ROLES), 'system')),
      mayYou: Joi.boolean(),
    }),
  ),
});
