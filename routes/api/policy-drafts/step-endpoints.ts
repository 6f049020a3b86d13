import { decideRelease } from '../../../server/policy-studio/decide-release.js';
import { proposeRelease } from '../../../server/policy-studio/propose-release.js';
import { withdrawDraft } from '../../../server/policy-studio/withdraw-draft.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import * as schemas from './schemas.js';

const propose = guarded<schemas.DraftParams>({
  method: 'post',
  path: '/api/v1/policy-drafts/:draftId/proposals',
  tag: 'policy-drafts',
  operationId: 'proposePolicyRelease',
  summary: 'Put a draft and what it would cost before a second person (提请发布)',
  permission: 'policy-draft.propose',
  params: schemas.draftParams,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposedReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: async (context, { params }) => {
    const { draftId, payloadHash } = await proposeRelease(context, Number(params.draftId));
    return { id: String(draftId), payloadHash };
  },
});

const decide = guarded<schemas.DraftParams, unknown, VerdictBody>({
  method: 'post',
  path: '/api/v1/policy-drafts/:draftId/decisions',
  tag: 'policy-drafts',
  operationId: 'decidePolicyRelease',
  summary:
    'Release a draft or decline it; another person than who drafted it. What is released holds at once (发布)',
  permission: 'policy-draft.release',
  params: schemas.draftParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.decidedReply },
  errors: [
    'not-found',
    'illegal-transition',
    'maker-is-checker',
    'approval-does-not-match',
    'request-in-progress',
  ],
  handle: async (context, { params, body: { payloadHash, outcome, reason = null } }) => {
    const verdict = { payloadHash, outcome, reason };
    const { draftId, state, policyId } = await decideRelease(context, Number(params.draftId), verdict);
    return { id: String(draftId), state, policyId };
  },
});

const withdraw = guarded<schemas.DraftParams, unknown, schemas.WithdrawalBody>({
  method: 'post',
  path: '/api/v1/policy-drafts/:draftId/withdrawals',
  tag: 'policy-drafts',
  operationId: 'withdrawPolicyDraft',
  summary: 'Take a draft back before it is decided; it stays on record (撤回)',
  permission: 'policy-draft.propose',
  params: schemas.draftParams,
  body: schemas.withdrawalBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.withdrawnReply },
  errors: ['not-found', 'illegal-transition'],
  handle: async (context, { params, body }) => {
    const { draftId, state } = await withdrawDraft(context, Number(params.draftId), body.reason);
    return { id: String(draftId), state };
  },
});

/** 提请、发布、撤回. */
export const DRAFT_STEP_ENDPOINTS: readonly Endpoint[] = [propose, decide, withdraw];
