import type Joi from 'joi';
import type { Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';
import { acceptClaimedLines } from '../../../server/subsidies/accept-claimed-lines.js';
import { approveSubsidyClaim } from '../../../server/subsidies/approve-subsidy-claim.js';
import { buildSubsidyClaim } from '../../../server/subsidies/build-subsidy-claim.js';
import type { ClaimReply } from '../../../server/subsidies/claim-step.js';
import { fundSubsidyClaim } from '../../../server/subsidies/fund-subsidy-claim.js';
import { paySubsidyClaim } from '../../../server/subsidies/pay-subsidy-claim.js';
import { returnSubsidyClaim } from '../../../server/subsidies/return-subsidy-claim.js';
import { submitSubsidyClaim } from '../../../server/subsidies/submit-subsidy-claim.js';
import { verifySubsidyClaim } from '../../../server/subsidies/verify-subsidy-claim.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentAcceptance, presentBuilt, presentStep } from './present.js';
import * as schemas from './schemas.js';

const buildClaim = guarded({
  method: 'post',
  path: '/api/v1/subsidy-claims',
  tag: 'subsidy-claims',
  operationId: 'buildSubsidyClaim',
  summary:
    "Build or rebuild a bank's claim for a quarter that has ended: every loan, and adjustments of earlier quarters",
  permission: 'subsidy-claim.build',
  body: schemas.buildBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.builtReply },
  errors: ['not-found', 'already-exists', 'request-in-progress'],
  handle: async (context, { body }) =>
    presentBuilt(
      await buildSubsidyClaim(context, {
        bankCode: body.bankCode ?? null,
        quarter: subsidyQuarter(body.quarter),
      }),
    ),
});

interface StepDeclaration<Body> {
  readonly noun: string;
  readonly operationId: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly body: Joi.ObjectSchema<Body>;
  readonly schema: Joi.Schema;
  readonly errors: readonly ErrorCode[];
  readonly take: (context: Context, claimId: number, body: Body) => Promise<ClaimReply>;
}

/** A step of a claim's life: `POST /api/v1/subsidy-claims/{claimId}/{noun}`. */
function step<Body>({ noun, take, schema, errors, ...declaration }: StepDeclaration<Body>): Endpoint {
  return guarded<{ claimId: string }, unknown, Body>({
    ...declaration,
    method: 'post',
    path: `/api/v1/subsidy-claims/:claimId/${noun}`,
    tag: 'subsidy-claims',
    params: schemas.claimParams,
    idempotency: 'required',
    reply: { status: 200, schema },
    errors: ['not-found', 'illegal-transition', ...errors],
    handle: async (context, { params, body }) =>
      presentStep(await take(context, Number(params.claimId), body)),
  });
}

const DECISION_ERRORS: readonly ErrorCode[] = [
  'maker-is-checker',
  'approval-does-not-match',
  'request-in-progress',
];

const acceptLines = guarded({
  method: 'post',
  path: '/api/v1/subsidy-claims/:claimId/line-acceptances',
  tag: 'subsidy-claims',
  operationId: 'acceptClaimedLines',
  summary: 'Accept the computed amount of lines that differ, one by one or all of a cause (采用核定金额)',
  permission: 'subsidy-claim.verify',
  params: schemas.claimParams,
  body: schemas.acceptanceBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.acceptanceReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: async (context, { params, body: { reason = null, ...choice } }) =>
    presentAcceptance(
      await acceptClaimedLines(context, { claimId: Number(params.claimId), reason, ...choice }),
    ),
});

/** Building a claim and every step of its life. */
export const SUBSIDY_CLAIM_STEPS: readonly Endpoint[] = [
  buildClaim,
  acceptLines,
  step({
    noun: 'submission',
    operationId: 'submitSubsidyClaim',
    summary: 'File a built claim with the centre; another person than the builder (申报)',
    permission: 'subsidy-claim.submit',
    body: schemas.decisionBody,
    schema: schemas.stepReply,
    errors: DECISION_ERRORS,
    take: (context, claimId, { contentHash }) => submitSubsidyClaim(context, { claimId, contentHash }),
  }),
  step({
    noun: 'return',
    operationId: 'returnSubsidyClaim',
    summary: 'Send a claim back to the bank for correction (退回补正)',
    permission: 'subsidy-claim.return',
    body: schemas.returnBody,
    schema: schemas.stepReply,
    errors: [],
    take: (context, claimId, body) => returnSubsidyClaim(context, { claimId, ...body }),
  }),
  step({
    noun: 'verification',
    operationId: 'verifySubsidyClaim',
    summary: 'Find a claim right, line by line as hashed (审核)',
    permission: 'subsidy-claim.verify',
    body: schemas.decisionBody,
    schema: schemas.stepReply,
    errors: [...DECISION_ERRORS, 'lines-undecided'],
    take: (context, claimId, { contentHash }) => verifySubsidyClaim(context, { claimId, contentHash }),
  }),
  step({
    noun: 'approval',
    operationId: 'approveSubsidyClaim',
    summary: 'Approve a verified claim; another person than who verified it (批准)',
    permission: 'subsidy-claim.approve',
    body: schemas.decisionBody,
    schema: schemas.stepReply,
    errors: DECISION_ERRORS,
    take: (context, claimId, { contentHash }) => approveSubsidyClaim(context, { claimId, contentHash }),
  }),
  step({
    noun: 'funding',
    operationId: 'fundSubsidyClaim',
    summary: "Reserve and commit a claim's money in this year's budgets (安排资金)",
    permission: 'subsidy-claim.fund',
    body: schemas.decisionBody,
    schema: schemas.fundedReply,
    errors: [...DECISION_ERRORS, 'budget-exceeded'],
    take: (context, claimId, { contentHash }) => fundSubsidyClaim(context, { claimId, contentHash }),
  }),
  step({
    noun: 'payment',
    operationId: 'paySubsidyClaim',
    summary: 'Record that a funded claim has been paid; each line becomes a payment, once (登记拨付)',
    permission: 'subsidy-claim.pay',
    body: schemas.paymentBody,
    schema: schemas.paidReply,
    errors: ['approval-does-not-match'],
    take: (context, claimId, { paidOn }) =>
      paySubsidyClaim(context, { claimId, paidOn: parseBusinessDate(paidOn) }),
  }),
];
