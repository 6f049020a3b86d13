import { parseBusinessDate } from '../../../server/core/business-date.js';
import { answerBreak } from '../../../server/reconciliation/answer-break.js';
import { assignBreak } from '../../../server/reconciliation/assign-break.js';
import { compareBalances } from '../../../server/reconciliation/compare-balances.js';
import { findBreak } from '../../../server/reconciliation/find-break.js';
import { findBreaks } from '../../../server/reconciliation/find-breaks.js';
import { findReconciliations } from '../../../server/reconciliation/find-reconciliations.js';
import { recheckBreak } from '../../../server/reconciliation/recheck-break.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentBreak, presentBreakDetail, presentReconciliation } from './present.js';
import * as schemas from './schemas.js';

const listReconciliations = guarded<unknown, schemas.ReconciliationsQuery>({
  method: 'get',
  path: '/api/v1/reconciliations',
  tag: 'reconciliations',
  operationId: 'listReconciliations',
  summary: 'Banks’ figures against our books, by bank and day, the newest first (对账)',
  permission: 'reconciliation.read',
  query: schemas.reconciliationsQuery,
  reply: { status: 200, schema: schemas.reconciliationsReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findReconciliations(context, query);
    return { items: items.map(presentReconciliation), nextCursor };
  },
});

const compare = guarded<schemas.ReconciliationParams>({
  method: 'post',
  path: '/api/v1/reconciliations/:reconciliationId/comparisons',
  tag: 'reconciliations',
  operationId: 'compareBalances',
  summary: 'Compare a bank’s figures of a day with our books again (重新对账)',
  permission: 'reconciliation.compare',
  params: schemas.reconciliationParams,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.comparisonReply },
  errors: ['not-found'],
  handle: (context, { params }) => compareBalances(context, Number(params.reconciliationId)),
});

const listBreaks = guarded<unknown, schemas.BreaksQuery>({
  method: 'get',
  path: '/api/v1/reconciliation-breaks',
  tag: 'reconciliations',
  operationId: 'listBreaks',
  summary: 'Where a bank’s figures and our books differ, each with a suggested cause (对账差异)',
  permission: 'reconciliation.read',
  query: schemas.breaksQuery,
  reply: { status: 200, schema: schemas.breaksReply },
  errors: [],
  handle: async (context, { query: { balanceOn, ownerUserId, ...rest } }) => {
    const { items, nextCursor } = await findBreaks(context, {
      ...rest,
      balanceOn: balanceOn === undefined ? undefined : parseBusinessDate(balanceOn),
      ownerUserId: ownerUserId === undefined ? undefined : Number(ownerUserId),
    });
    return { items: items.map((row) => presentBreak(row, context)), nextCursor };
  },
});

const getBreak = guarded<schemas.BreakParams>({
  method: 'get',
  path: '/api/v1/reconciliation-breaks/:breakId',
  tag: 'reconciliations',
  operationId: 'getBreak',
  summary: 'One break with its evidence: what the bank named, our repayments near the day, remarks',
  permission: 'reconciliation.read',
  params: schemas.breakParams,
  reply: { status: 200, schema: schemas.breakDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentBreakDetail(await findBreak(context, Number(params.breakId)), context),
});

const assign = guarded<schemas.BreakParams, unknown, schemas.OwnerBody>({
  method: 'put',
  path: '/api/v1/reconciliation-breaks/:breakId/owner',
  tag: 'reconciliations',
  operationId: 'assignBreak',
  summary: 'Give a break to the person who is to clear it up (指派)',
  permission: 'reconciliation-break.assign',
  params: schemas.breakParams,
  body: schemas.ownerBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.breakReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body }) =>
    assignBreak(context, {
      breakId: Number(params.breakId),
      ownerUserId: Number(body.ownerUserId),
      text: body.reason,
      version: body.version,
    }),
});

const answer = guarded<schemas.BreakParams, unknown, schemas.AnswerBody>({
  method: 'post',
  path: '/api/v1/reconciliation-breaks/:breakId/remarks',
  tag: 'reconciliations',
  operationId: 'remarkOnBreak',
  summary: 'Remark on a break, explain it, or say that it is being corrected (说明差异)',
  permission: 'reconciliation-break.explain',
  params: schemas.breakParams,
  body: schemas.answerBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.breakReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body }) => answerBreak(context, { breakId: Number(params.breakId), ...body }),
});

const recheck = guarded<schemas.BreakParams>({
  method: 'post',
  path: '/api/v1/reconciliation-breaks/:breakId/comparisons',
  tag: 'reconciliations',
  operationId: 'recheckBreak',
  summary: 'Compare the contract of a break again: it is resolved where both sides now agree (复核差异)',
  permission: 'reconciliation.compare',
  params: schemas.breakParams,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.breakReply },
  errors: ['not-found'],
  handle: (context, { params }) => recheckBreak(context, Number(params.breakId)),
});

const accept = guarded<schemas.BreakParams, unknown, schemas.ReasonBody>({
  method: 'post',
  path: '/api/v1/reconciliation-breaks/:breakId/acceptance',
  tag: 'reconciliations',
  operationId: 'acceptBreak',
  summary: 'Accept a difference that stays, with the reason (认可差异)',
  permission: 'reconciliation-break.accept',
  params: schemas.breakParams,
  body: schemas.reasonBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.breakReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body: { reason: text, version } }) =>
    answerBreak(context, { breakId: Number(params.breakId), kind: 'accept', text, version }),
});

const reopen = guarded<schemas.BreakParams, unknown, schemas.ReasonBody>({
  method: 'post',
  path: '/api/v1/reconciliation-breaks/:breakId/reopening',
  tag: 'reconciliations',
  operationId: 'reopenBreak',
  summary: 'Ask for another look at a break that was explained or accepted (重新核对)',
  permission: 'reconciliation-break.reopen',
  params: schemas.breakParams,
  body: schemas.reasonBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.breakReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body: { reason: text, version } }) =>
    answerBreak(context, { breakId: Number(params.breakId), kind: 'reopen', text, version }),
});

/** 对账: what banks name as balances against our books. */
export const RECONCILIATION_ENDPOINTS: readonly Endpoint[] = [
  listReconciliations,
  compare,
  listBreaks,
  getBreak,
  assign,
  answer,
  recheck,
  accept,
  reopen,
];
