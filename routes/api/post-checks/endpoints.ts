import { decideFinding } from '../../../server/post-checks/decide-finding.js';
import { findPostCheck, findPostChecks } from '../../../server/post-checks/find-post-checks.js';
import { proposeFinding } from '../../../server/post-checks/propose-finding.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import { presentPostCheck, presentPostCheckDetail } from './present.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, schemas.PostChecksQuery>({
  method: 'get',
  path: '/api/v1/post-checks',
  tag: 'post-checks',
  operationId: 'listPostChecks',
  summary: 'Loans on which the bank decided alone, for the guarantor to check (见贷即担事后核查)',
  permission: 'post-check.read',
  query: schemas.postChecksQuery,
  reply: { status: 200, schema: schemas.postChecksReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findPostChecks(context, query);
    return { items: items.map((check) => presentPostCheck(check, context)), nextCursor };
  },
});

const detail = guarded<schemas.PostCheckParams>({
  method: 'get',
  path: '/api/v1/post-checks/:postCheckId',
  tag: 'post-checks',
  operationId: 'getPostCheck',
  summary: 'One check, with the finding that waits for a second person',
  permission: 'post-check.read',
  params: schemas.postCheckParams,
  reply: { status: 200, schema: schemas.postCheckDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentPostCheckDetail(await findPostCheck(context, Number(params.postCheckId)), context),
});

const propose = guarded<schemas.PostCheckParams, unknown, schemas.FindingBody>({
  method: 'post',
  path: '/api/v1/post-checks/:postCheckId/findings',
  tag: 'post-checks',
  operationId: 'proposePostCheckFinding',
  summary: 'Propose to pass the loan or to object to it (提出核查意见)',
  permission: 'post-check.propose',
  params: schemas.postCheckParams,
  body: schemas.findingBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.findingProposalReply },
  errors: ['not-found', 'illegal-transition', 'objection-too-late', 'already-exists'],
  handle: (context, { params, body }) => proposeFinding(context, Number(params.postCheckId), { ...body }),
});

const decide = guarded<schemas.PostCheckParams, unknown, VerdictBody>({
  method: 'post',
  path: '/api/v1/post-checks/:postCheckId/decisions',
  tag: 'post-checks',
  operationId: 'decidePostCheckFinding',
  summary: 'Approve or decline the finding; another person than who proposed it (核查复核)',
  permission: 'post-check.approve',
  params: schemas.postCheckParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.postCheckReply },
  errors: [
    'not-found',
    'illegal-transition',
    'objection-too-late',
    'maker-is-checker',
    'approval-does-not-match',
  ],
  handle: (context, { params, body: { payloadHash, outcome, reason = null } }) =>
    decideFinding(context, Number(params.postCheckId), { payloadHash, outcome, reason }),
});

/** 见贷即担的事后核查: the guarantor looks at what the bank decided alone. */
export const POST_CHECK_ENDPOINTS: readonly Endpoint[] = [list, detail, propose, decide];
