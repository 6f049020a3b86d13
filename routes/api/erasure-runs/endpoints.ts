import { approveErasure, declineErasure, proposeErasure } from '../../../server/erasures/erasure-runs.js';
import { findErasure, findErasures, type ListedErasure } from '../../../server/erasures/find-runs.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import * as schemas from './schemas.js';

const BASE = '/api/v1/erasure-runs';

const presentErasure = (run: ListedErasure) => ({
  erasureRunId: String(run.id),
  dueOn: run.dueOn,
  policyId: run.policyId,
  contentHash: run.contentHash,
  state: run.state,
  loans: run.loanCount,
  applications: run.applicationCount,
  accounts: run.accountCount,
  rosterEntries: run.entryCount,
  rejectedRows: run.rejectedRowCount,
  erased: run.erasedCount,
  reason: run.reason,
  createdAt: run.createdAt,
  decidedAt: run.decidedAt,
  finishedAt: run.finishedAt,
});

const list = guarded<unknown, PageQuery>({
  method: 'get',
  path: BASE,
  tag: 'erasure-runs',
  operationId: 'listErasureRuns',
  summary: 'Erasures of personal data whose retention has ended, the newest first (到期个人信息删除)',
  permission: 'erasure.read',
  query: schemas.erasuresQuery,
  reply: { status: 200, schema: schemas.erasuresReply },
  errors: [],
  handle: async (_context, { query }) => {
    const { items, nextCursor } = await findErasures(query);
    return { items: items.map(presentErasure), nextCursor };
  },
});

const get = guarded<schemas.ErasureParams>({
  method: 'get',
  path: `${BASE}/:erasureRunId`,
  tag: 'erasure-runs',
  operationId: 'getErasureRun',
  summary: 'One erasure: the numbers of what is due, and how far it has come (删除批次详情)',
  permission: 'erasure.read',
  params: schemas.erasureParams,
  reply: { status: 200, schema: schemas.erasureReply },
  errors: ['not-found'],
  handle: async (_context, { params }) => {
    const run = await findErasure(Number(params.erasureRunId));
    return {
      ...presentErasure(run),
      loanIds: run.due.loans.map(String),
      applicationIds: run.due.applications.map(String),
      accountIds: run.due.accounts.map(String),
    };
  },
});

const propose = guarded({
  method: 'post',
  path: BASE,
  tag: 'erasure-runs',
  operationId: 'proposeErasureRun',
  summary: 'List whose retention has ended and propose to erase them (提请删除到期个人信息)',
  permission: 'erasure.propose',
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposedReply },
  errors: ['already-exists', 'no-policy-in-force'],
  handle: async (context) => {
    const { erasureRunId, contentHash } = await proposeErasure(context);
    return { erasureRunId: String(erasureRunId), contentHash };
  },
});

const approve = guarded<schemas.ErasureParams, unknown, schemas.ApprovalBody>({
  method: 'post',
  path: `${BASE}/:erasureRunId/approve`,
  tag: 'erasure-runs',
  operationId: 'approveErasureRun',
  summary: 'Agree to an erasure: it begins, and cannot be undone (批准删除)',
  permission: 'erasure.approve',
  params: schemas.erasureParams,
  body: schemas.approvalBody,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition', 'approval-does-not-match', 'maker-is-checker'],
  handle: (context, { params, body }) =>
    approveErasure(context, { erasureRunId: Number(params.erasureRunId), ...body }),
});

const decline = guarded<schemas.ErasureParams, unknown, schemas.DeclineBody>({
  method: 'post',
  path: `${BASE}/:erasureRunId/decline`,
  tag: 'erasure-runs',
  operationId: 'declineErasureRun',
  summary: 'Refuse an erasure (不同意删除)',
  permission: 'erasure.approve',
  params: schemas.erasureParams,
  body: schemas.declineBody,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition', 'approval-does-not-match', 'maker-is-checker'],
  handle: (context, { params, body }) =>
    declineErasure(context, { erasureRunId: Number(params.erasureRunId), ...body }),
});

/** The end of personal data: proposed by one administrator, agreed to by another. */
export const ERASURE_ENDPOINTS: readonly Endpoint[] = [list, get, propose, approve, decline];
