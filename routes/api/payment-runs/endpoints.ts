import { formatYuan } from '../../../server/core/money.js';
import { decidePaymentRun } from '../../../server/subsidies/payment-runs/decide-payment-run.js';
import {
  exportPaymentRun,
  findPaymentOrders,
  findPaymentRun,
  findPaymentRuns,
} from '../../../server/subsidies/payment-runs/find-payment-runs.js';
import { proposePaymentRun } from '../../../server/subsidies/payment-runs/propose-payment-run.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import { presentOrder, presentRun } from './present.js';
import * as schemas from './schemas.js';

const propose = guarded<{ claimId: string }, unknown, schemas.RunBody>({
  method: 'post',
  path: '/api/v1/subsidy-claims/:claimId/payment-runs',
  tag: 'payment-runs',
  operationId: 'proposePaymentRun',
  summary:
    'Prepare the payment of a funded claim through its bank, or of what came back of a paid one (拨付、重付)',
  permission: 'payment-run.propose',
  params: schemas.claimParams,
  body: schemas.runBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposalReply },
  errors: ['not-found', 'illegal-transition', 'already-exists', 'approval-does-not-match'],
  handle: async (context, { params, body: { payee } }) => {
    const { runId, ...run } = await proposePaymentRun(context, { claimId: Number(params.claimId), payee });
    return { id: String(runId), ...run };
  },
});

const decide = guarded<{ runId: string }, unknown, VerdictBody>({
  method: 'post',
  path: '/api/v1/payment-runs/:runId/decision',
  tag: 'payment-runs',
  operationId: 'decidePaymentRun',
  summary:
    'Approve or decline a payment run; another person than who prepared it. Approved, it is issued to the bank',
  permission: 'payment-run.approve',
  params: schemas.runParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.decidedReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: async (context, { params, body: { payloadHash, outcome, reason = null } }) => {
    const verdict = { payloadHash, outcome, reason };
    const { runId, state } = await decidePaymentRun(context, Number(params.runId), verdict);
    return { id: String(runId), state };
  },
});

const list = guarded<unknown, schemas.RunsQuery>({
  method: 'get',
  path: '/api/v1/payment-runs',
  tag: 'payment-runs',
  operationId: 'listPaymentRuns',
  summary: 'Payment runs, the newest first; a bank sees those that were issued to it',
  permission: 'payment-run.read',
  query: schemas.runsQuery,
  reply: { status: 200, schema: schemas.runsReply },
  errors: [],
  handle: async (context, { query: { claimId, ...page } }) => {
    const filter = { ...page, claimId: claimId === undefined ? undefined : Number(claimId) };
    const { items, nextCursor } = await findPaymentRuns(context, filter);
    return { items: items.map(presentRun), nextCursor };
  },
});

const detail = guarded<{ runId: string }>({
  method: 'get',
  path: '/api/v1/payment-runs/:runId',
  tag: 'payment-runs',
  operationId: 'readPaymentRun',
  summary: 'A payment run and how far it has come',
  permission: 'payment-run.read',
  params: schemas.runParams,
  reply: { status: 200, schema: schemas.runReply },
  errors: ['not-found'],
  handle: async (context, { params }) => {
    const { totals, payloadHash, ...run } = await findPaymentRun(context, Number(params.runId));
    const amounts = totals.map(({ amount, ...total }) => ({ ...total, amount: formatYuan(amount) }));
    return { ...presentRun(run), payloadHash, totals: amounts };
  },
});

const orders = guarded<{ runId: string }, schemas.OrdersQuery>({
  method: 'get',
  path: '/api/v1/payment-runs/:runId/orders',
  tag: 'payment-runs',
  operationId: 'listPaymentOrders',
  summary: 'The orders of a run, perhaps in one state, the latest first',
  permission: 'payment-run.read',
  params: schemas.runParams,
  query: schemas.ordersQuery,
  reply: { status: 200, schema: schemas.ordersReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const { items, nextCursor } = await findPaymentOrders(context, Number(params.runId), query);
    return { items: items.map(presentOrder), nextCursor };
  },
});

const file = guarded<{ runId: string }>({
  method: 'get',
  path: '/api/v1/payment-runs/:runId/file',
  tag: 'payment-runs',
  operationId: 'downloadPaymentFile',
  summary: 'The payment file of an approved run for the bank, as CSV (支付文件)',
  permission: 'payment-run.read',
  params: schemas.runParams,
  reply: { status: 200, download: true },
  errors: ['not-found', 'illegal-transition'],
  handle: async (context, { params }) => ({
    ...(await exportPaymentRun(context, Number(params.runId))),
    mediaType: 'text/csv; charset=utf-8',
  }),
});

/** 拨付: what is paid out on claims, and what became of it. */
export const PAYMENT_RUN_ENDPOINTS: readonly Endpoint[] = [propose, decide, list, detail, orders, file];
