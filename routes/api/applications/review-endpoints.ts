import {
  decideEligibility,
  precheckApplication,
  type Review,
} from '../../../server/applications/review-application.js';
import { decideReconsideration } from '../../../server/applications/decide-reconsideration.js';
import { requestReconsideration } from '../../../server/applications/request-reconsideration.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as replies from './replies.js';
import * as schemas from './schemas.js';

const REVIEWS: readonly ErrorCode[] = ['not-found', 'illegal-transition', 'forbidden', 'maker-is-checker'];

const reviewOf = ({ applicationId }: schemas.ApplicationParams, body: schemas.ReviewBody): Review => ({
  ...body,
  applicationId: Number(applicationId),
});

const precheck = guarded<schemas.ApplicationParams, unknown, schemas.ReviewBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/prechecks',
  tag: 'applications',
  operationId: 'precheckApplication',
  summary: 'The bank’s first look: pass, refuse or return (银行预审)',
  permission: 'application.precheck',
  params: schemas.applicationParams,
  body: schemas.reviewBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.reviewReply },
  errors: REVIEWS,
  handle: (context, { params, body }) => precheckApplication(context, reviewOf(params, body)),
});

const eligibility = guarded<schemas.ApplicationParams, unknown, schemas.ReviewBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/eligibility-decisions',
  tag: 'applications',
  operationId: 'decideEligibility',
  summary: 'The district’s decision on eligibility: pass, refuse or return (资格审核)',
  permission: 'application.review-eligibility',
  params: schemas.applicationParams,
  body: schemas.reviewBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.reviewReply },
  errors: [...REVIEWS, 'not-eligible', 'incomplete-application'],
  handle: (context, { params, body }) => decideEligibility(context, reviewOf(params, body)),
});

const askAgain = guarded<schemas.ApplicationParams, unknown, schemas.GroundsBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/reconsiderations',
  tag: 'applications',
  operationId: 'requestReconsideration',
  summary: 'Ask that a refusal is looked at again by somebody else (申请复核)',
  permission: 'application.request-reconsideration',
  params: schemas.applicationParams,
  body: schemas.groundsBody,
  idempotency: 'required',
  reply: { status: 201, schema: replies.reconsiderationReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: (context, { params, body }) =>
    requestReconsideration(context, { applicationId: Number(params.applicationId), grounds: body.grounds }),
});

const decideAgain = guarded<schemas.ApplicationParams, unknown, schemas.ReconsiderationBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/reconsideration-decisions',
  tag: 'applications',
  operationId: 'decideReconsideration',
  summary: 'Uphold a refusal or reopen its stage, by somebody who had no part in it (复核)',
  permission: 'application.reconsider',
  params: schemas.applicationParams,
  body: schemas.reconsiderationBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.reconsiderationReply },
  errors: REVIEWS,
  handle: (context, { params, body }) =>
    decideReconsideration(context, { ...body, applicationId: Number(params.applicationId) }),
});

/** Decisions of one person each, and what a refused applicant can do. */
export const REVIEW_ENDPOINTS: readonly Endpoint[] = [precheck, eligibility, askAgain, decideAgain];
