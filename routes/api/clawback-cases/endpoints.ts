import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { decideClawback } from '../../../server/subsidies/clawbacks/decide-clawback.js';
import { findClawbackNotice } from '../../../server/subsidies/clawbacks/find-clawback-notice.js';
import { findClawback, findClawbacks } from '../../../server/subsidies/clawbacks/find-clawbacks.js';
import { proposePlan, proposeWithdrawal } from '../../../server/subsidies/clawbacks/propose-change.js';
import { proposeClawback } from '../../../server/subsidies/clawbacks/propose-clawback.js';
import { recordReceipt, reverseReceipt } from '../../../server/subsidies/clawbacks/record-receipt.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import { presentCase, presentCaseDetail, presentNotice, presentReceipt } from './present.js';
import * as schemas from './schemas.js';

const CASES = '/api/v1/clawback-cases';
const CASE = `${CASES}/:clawbackCaseId`;

const list = guarded<unknown, schemas.CasesQuery>({
  method: 'get',
  path: CASES,
  tag: 'clawback-cases',
  operationId: 'listClawbackCases',
  summary: 'Demands for subsidy that was paid wrongly, the newest first (追回案件)',
  permission: 'clawback.read',
  query: schemas.casesQuery,
  reply: { status: 200, schema: schemas.casesReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findClawbacks(context, query);
    return { items: items.map((found) => presentCase(found, context.language)), nextCursor };
  },
});

const detail = guarded<schemas.CaseParams>({
  method: 'get',
  path: CASE,
  tag: 'clawback-cases',
  operationId: 'getClawbackCase',
  summary: 'A demand: each quarter with both computations, its parts, what came back, and how late it is',
  permission: 'clawback.read',
  params: schemas.caseParams,
  reply: { status: 200, schema: schemas.caseReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentCaseDetail(await findClawback(context, Number(params.clawbackCaseId)), context.language),
});

const notice = guarded<schemas.CaseParams>({
  method: 'get',
  path: `${CASE}/notice`,
  tag: 'clawback-cases',
  operationId: 'getClawbackNotice',
  summary: 'What the notice of an issued demand says (追回通知书)',
  permission: 'clawback.read',
  params: schemas.caseParams,
  reply: { status: 200, schema: schemas.noticeReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentNotice(await findClawbackNotice(context, Number(params.clawbackCaseId))),
});

const propose = guarded<unknown, unknown, schemas.CaseBody>({
  method: 'post',
  path: CASES,
  tag: 'clawback-cases',
  operationId: 'proposeClawback',
  summary: 'Put a demand together: every paid quarter is computed again with what was found (追回立案)',
  permission: 'clawback.propose',
  body: schemas.caseBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposalReply },
  errors: ['not-found', 'outside-loan-term', 'already-exists'],
  handle: async (context, { body }) => {
    const { loanId, fromOn, untilOn, ...basis } = body;
    const { caseId, ...proposal } = await proposeClawback(context, {
      ...basis,
      loanId: Number(loanId),
      fromOn: parseBusinessDate(fromOn),
      untilOn: untilOn === undefined || untilOn === null ? null : parseBusinessDate(untilOn),
    });
    return { id: String(caseId), ...proposal };
  },
});

const decide = guarded<schemas.CaseParams, unknown, VerdictBody>({
  method: 'post',
  path: `${CASE}/decisions`,
  tag: 'clawback-cases',
  operationId: 'decideClawback',
  summary: 'Decide what is proposed of a demand; another person than who proposed it (追回审批)',
  permission: 'clawback.decide',
  params: schemas.caseParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.decisionReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: async (context, { params, body: { payloadHash, outcome, reason = null } }) => {
    const verdict = { payloadHash, outcome, reason };
    const { caseId, state } = await decideClawback(context, Number(params.clawbackCaseId), verdict);
    return { id: String(caseId), state };
  },
});

const plan = guarded<schemas.CaseParams, unknown, schemas.PlanBody>({
  method: 'post',
  path: `${CASE}/plan-proposals`,
  tag: 'clawback-cases',
  operationId: 'proposeClawbackPlan',
  summary: 'Propose to let it come back in instalments (分期退回)',
  permission: 'clawback.propose',
  params: schemas.caseParams,
  body: schemas.planBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.changeReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: async (context, { params, body }) => {
    const parts = body.parts.map(({ dueOn, amount }) => ({
      dueOn: parseBusinessDate(dueOn),
      amount: parseYuan(amount),
    }));
    const { caseId, payloadHash } = await proposePlan(context, Number(params.clawbackCaseId), parts);
    return { id: String(caseId), payloadHash };
  },
});

const withdrawal = guarded<schemas.CaseParams, unknown, { reason: string }>({
  method: 'post',
  path: `${CASE}/withdrawal-proposals`,
  tag: 'clawback-cases',
  operationId: 'proposeClawbackWithdrawal',
  summary: 'Propose to withdraw a demand on which nothing has come back (撤销追回)',
  permission: 'clawback.propose',
  params: schemas.caseParams,
  body: schemas.withdrawalBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.changeReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: async (context, { params, body }) => {
    const withdrawn = await proposeWithdrawal(context, Number(params.clawbackCaseId), body.reason);
    return { id: String(withdrawn.caseId), payloadHash: withdrawn.payloadHash };
  },
});

const receive = guarded<schemas.CaseParams, unknown, schemas.ReceiptBody>({
  method: 'post',
  path: `${CASE}/receipts`,
  tag: 'clawback-cases',
  operationId: 'recordClawbackReceipt',
  summary: 'Record money that came back; the budgets that had paid get it (追回到账)',
  permission: 'clawback.record-receipt',
  params: schemas.caseParams,
  body: schemas.receiptBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.receiptReply },
  errors: ['not-found', 'illegal-transition', 'clawback-exceeds-owed', 'already-exists'],
  handle: async (context, { params, body: { reference, receivedOn, amount } }) =>
    presentReceipt(
      await recordReceipt(context, {
        caseId: Number(params.clawbackCaseId),
        reference,
        receivedOn: parseBusinessDate(receivedOn),
        amount: parseYuan(amount),
      }),
    ),
});

const reverse = guarded<schemas.ReceiptParams, unknown, { reference: string }>({
  method: 'post',
  path: '/api/v1/clawback-receipts/:clawbackReceiptId/reversal',
  tag: 'clawback-cases',
  operationId: 'reverseClawbackReceipt',
  summary: 'Undo a receipt that was recorded wrongly; the budgets give it back (冲正)',
  permission: 'clawback.reverse-receipt',
  params: schemas.receiptParams,
  body: schemas.reversalBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.receiptReply },
  errors: ['not-found', 'already-reversed', 'already-exists', 'budget-exceeded'],
  handle: async (context, { params, body }) =>
    presentReceipt(
      await reverseReceipt(context, {
        receiptId: Number(params.clawbackReceiptId),
        reference: body.reference,
      }),
    ),
});

/** 追回: subsidy that was paid wrongly comes back. */
export const CLAWBACK_ENDPOINTS: readonly Endpoint[] = [
  list,
  detail,
  notice,
  propose,
  decide,
  plan,
  withdrawal,
  receive,
  reverse,
];
