import type Joi from 'joi';
import type { Permission } from '../../../server/auth/permissions.js';
import { approveClaim } from '../../../server/compensation/approve-claim.js';
import type { CompensationReply } from '../../../server/compensation/claim-case.js';
import { payClaim } from '../../../server/compensation/pay-claim.js';
import { recomputeClaim } from '../../../server/compensation/recompute-claim.js';
import { recordConsent } from '../../../server/compensation/record-consent.js';
import { rejectClaim, returnClaim, withdrawClaim } from '../../../server/compensation/refuse-claim.js';
import { submitClaim } from '../../../server/compensation/submit-claim.js';
import { verifyClaim } from '../../../server/compensation/verify-claim.js';
import type { Context } from '../../../server/context.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentStep } from './present.js';
import * as schemas from './schemas.js';

interface StepDeclaration<Body> {
  readonly noun: string;
  readonly operationId: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly body?: Joi.ObjectSchema<Body>;
  readonly schema?: Joi.Schema;
  readonly errors: readonly ErrorCode[];
  readonly take: (context: Context, claimId: number, body: Body) => Promise<CompensationReply>;
}

/** A step of a claim's life: `POST /api/v1/compensation-claims/{compensationClaimId}/{noun}`. */
function step<Body>({ noun, take, schema, errors, ...declaration }: StepDeclaration<Body>): Endpoint {
  return guarded<schemas.ClaimParams, unknown, Body>({
    ...declaration,
    method: 'post',
    path: `/api/v1/compensation-claims/:compensationClaimId/${noun}`,
    tag: 'compensation-claims',
    params: schemas.claimParams,
    idempotency: 'required',
    reply: { status: 200, schema: schema ?? schemas.stepReply },
    errors: ['not-found', 'illegal-transition', ...errors],
    handle: async (context, { params, body }) =>
      presentStep(await take(context, Number(params.compensationClaimId), body)),
  });
}

const DECISION_ERRORS: readonly ErrorCode[] = [
  'maker-is-checker',
  'approval-does-not-match',
  'compensation-not-due',
];

/** Every step of a claim's life after it was opened, until it is paid. */
export const COMPENSATION_CLAIM_STEPS: readonly Endpoint[] = [
  step<{ contentHash: string }>({
    noun: 'submission',
    operationId: 'submitCompensationClaim',
    summary: 'File a claim with the guarantor, with all its evidence (申请代偿)',
    permission: 'compensation-claim.submit',
    body: schemas.decisionBody,
    errors: [...DECISION_ERRORS, 'evidence-missing'],
    take: (context, claimId, { contentHash }) => submitClaim(context, { claimId, contentHash }),
  }),
  step<unknown>({
    noun: 'recomputation',
    operationId: 'recomputeCompensationClaim',
    summary:
      'Compute a claim again by the books of the last close; other content is approved again (重新核算)',
    permission: 'compensation-claim.recompute',
    errors: [],
    take: (context, claimId) => recomputeClaim(context, claimId),
  }),
  step<{ contentHash: string }>({
    noun: 'verification',
    operationId: 'verifyCompensationClaim',
    summary: 'The guarantor has examined the claim and reports it to the municipality (担保方审核)',
    permission: 'compensation-claim.verify',
    body: schemas.decisionBody,
    errors: DECISION_ERRORS,
    take: (context, claimId, { contentHash }) => verifyClaim(context, { claimId, contentHash }),
  }),
  step<schemas.ApprovalBody>({
    noun: 'approval',
    operationId: 'approveCompensationClaim',
    summary: 'The municipality consents (人社部门同意)',
    permission: 'compensation-claim.approve',
    body: schemas.approvalBody,
    errors: DECISION_ERRORS,
    take: (context, claimId, { contentHash, documentNumber = null }) =>
      approveClaim(context, { claimId, contentHash, documentNumber }),
  }),
  step<schemas.ConsentRequest>({
    noun: 'consents',
    operationId: 'recordCompensationConsent',
    summary:
      'Record the consent of finance or of the People’s Bank; the last opens the way to payment (登记同意意见)',
    permission: 'compensation-claim.consent',
    body: schemas.consentRequest,
    errors: [...DECISION_ERRORS, 'already-exists'],
    take: (context, claimId, { documentNumber = null, ...consent }) =>
      recordConsent(context, { claimId, documentNumber, ...consent }),
  }),
  step<{ reason: string }>({
    noun: 'return',
    operationId: 'returnCompensationClaim',
    summary: 'Send a claim back to the bank (退回补正)',
    permission: 'compensation-claim.return',
    body: schemas.refusalBody,
    errors: [],
    take: (context, claimId, { reason }) => returnClaim(context, { claimId, reason }),
  }),
  step<{ reason: string }>({
    noun: 'rejection',
    operationId: 'rejectCompensationClaim',
    summary: 'Refuse a claim for good, with the reason (不予代偿)',
    permission: 'compensation-claim.reject',
    body: schemas.refusalBody,
    errors: [],
    take: (context, claimId, { reason }) => rejectClaim(context, { claimId, reason }),
  }),
  step<{ reason: string }>({
    noun: 'withdrawal',
    operationId: 'withdrawCompensationClaim',
    summary: 'The bank takes its claim back (撤回代偿申请)',
    permission: 'compensation-claim.submit',
    body: schemas.refusalBody,
    errors: [],
    take: (context, claimId, { reason }) => withdrawClaim(context, { claimId, reason }),
  }),
  step<schemas.PaymentBody>({
    noun: 'payment',
    operationId: 'payCompensationClaim',
    summary: 'Record that the guarantor has paid the bank, once; the loan is compensated (登记代偿)',
    permission: 'compensation-claim.pay',
    body: schemas.paymentBody,
    schema: schemas.paidReply,
    errors: [
      ...DECISION_ERRORS,
      'compensation-cap-exceeded',
      'batch-cap-exceeded',
      'guarantor-balance-exceeded',
      'already-exists',
    ],
    take: (context, claimId, { paidOn, ...payment }) =>
      payClaim(context, { claimId, ...payment, paidOn: parseBusinessDate(paidOn) }),
  }),
];
