import { decideAllotment } from '../../../server/budgets/decide-allotment.js';
import { decideCarryOver } from '../../../server/budgets/decide-carry-over.js';
import { findBudget, findBudgetEntries, findBudgets } from '../../../server/budgets/find-budgets.js';
import { proposeAllotment } from '../../../server/budgets/propose-allotment.js';
import { proposeCarryOver } from '../../../server/budgets/propose-carry-over.js';
import { parseYuan } from '../../../server/core/money.js';
import { exportTable } from '../../../server/reports/export-table.js';
import { findReportTable } from '../../../server/reports/find-report-table.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { InFormat } from '../reports/schemas.js';
import { presentBudget, presentBudgetDetail, presentEntry } from './present.js';
import * as schemas from './schemas.js';

const listBudgets = guarded({
  method: 'get',
  path: '/api/v1/budgets',
  tag: 'budgets',
  operationId: 'listBudgets',
  summary: 'Budgets for subsidies and how far they are used (贴息预算)',
  permission: 'budget.read',
  query: schemas.budgetsQuery,
  reply: { status: 200, schema: schemas.budgetsReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findBudgets(context, query);
    return { items: items.map(presentBudget), nextCursor };
  },
});

const budgetsFile = guarded<unknown, schemas.YearQuery & InFormat>({
  method: 'get',
  path: '/api/v1/budgets/file',
  tag: 'budgets',
  operationId: 'downloadBudgets',
  summary: 'The budgets of a year as a CSV file or a workbook (预算执行情况导出)',
  permission: 'budget.read',
  query: schemas.yearFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query: { year, format } }) =>
    exportTable(await findReportTable(context, { report: 'budgets', year }), format),
});

const readBudget = guarded({
  method: 'get',
  path: '/api/v1/budgets/:budgetId',
  tag: 'budgets',
  operationId: 'readBudget',
  summary: 'A budget, with the allotment and the carry-over that wait for approval',
  permission: 'budget.read',
  params: schemas.budgetParams,
  reply: { status: 200, schema: schemas.budgetReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentBudgetDetail(await findBudget(context, Number(params.budgetId))),
});

const listEntries = guarded({
  method: 'get',
  path: '/api/v1/budgets/:budgetId/entries',
  tag: 'budgets',
  operationId: 'listBudgetEntries',
  summary: 'Every movement of a budget, the latest first',
  permission: 'budget.read',
  params: schemas.budgetParams,
  query: schemas.entriesQuery,
  reply: { status: 200, schema: schemas.entriesReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const { items, nextCursor } = await findBudgetEntries(context, Number(params.budgetId), query);
    return { items: items.map(presentEntry), nextCursor };
  },
});

const proposeAllotmentEndpoint = guarded({
  method: 'post',
  path: '/api/v1/budgets',
  tag: 'budgets',
  operationId: 'proposeAllotment',
  summary:
    'Propose an allotment to the budget of a year and level, which comes to be with its first one (预算下达)',
  permission: 'budget.propose',
  body: schemas.allotmentBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposalReply },
  errors: ['already-exists', 'request-in-progress'],
  handle: async (context, { body }) => {
    const { amount, districtCode = '', ...allotment } = body;
    const proposal = await proposeAllotment(context, {
      ...allotment,
      districtCode,
      amount: parseYuan(amount),
    });
    const { budgetId, approvalId, payloadHash } = proposal;
    return { id: String(budgetId), approvalId: String(approvalId), payloadHash };
  },
});

const decideAllotmentEndpoint = guarded({
  method: 'post',
  path: '/api/v1/budgets/:budgetId/allotment-decision',
  tag: 'budgets',
  operationId: 'decideAllotment',
  summary: 'Approve or decline the open allotment of a budget; another person than who proposed it',
  permission: 'budget.approve',
  params: schemas.budgetParams,
  body: schemas.decisionBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.decidedReply },
  errors: ['not-found', 'maker-is-checker', 'approval-does-not-match'],
  handle: async (context, { params, body: { payloadHash, outcome, reason = null } }) => {
    const decided = await decideAllotment(context, Number(params.budgetId), { payloadHash, outcome, reason });
    return { id: String(decided.budgetId), outcome: decided.outcome };
  },
});

const proposeCarryOverEndpoint = guarded({
  method: 'post',
  path: '/api/v1/budgets/:budgetId/carry-over-proposals',
  tag: 'budgets',
  operationId: 'proposeCarryOver',
  summary: 'Propose to carry over what is left of a year that has ended to the next one (结转)',
  permission: 'budget.propose',
  params: schemas.budgetParams,
  body: schemas.carryOverBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposalReply },
  errors: ['not-found', 'already-exists', 'budget-exceeded'],
  handle: async (context, { params, body: { amount, document } }) => {
    const carryOver = { budgetId: Number(params.budgetId), amount: parseYuan(amount), document };
    const { budgetId, approvalId, payloadHash } = await proposeCarryOver(context, carryOver);
    return { id: String(budgetId), approvalId: String(approvalId), payloadHash };
  },
});

const decideCarryOverEndpoint = guarded({
  method: 'post',
  path: '/api/v1/budgets/:budgetId/carry-over-decision',
  tag: 'budgets',
  operationId: 'decideCarryOver',
  summary: 'Approve or decline the open carry-over of a budget; another person than who proposed it',
  permission: 'budget.approve',
  params: schemas.budgetParams,
  body: schemas.decisionBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.decidedReply },
  errors: [
    'not-found',
    'maker-is-checker',
    'approval-does-not-match',
    'budget-exceeded',
    'request-in-progress',
  ],
  handle: async (context, { params, body: { payloadHash, outcome, reason = null } }) => {
    const decided = await decideCarryOver(context, Number(params.budgetId), { payloadHash, outcome, reason });
    return { id: String(decided.budgetId), outcome: decided.outcome };
  },
});

/** 贴息预算: the money of a year, level by level. */
export const BUDGET_ENDPOINTS: readonly Endpoint[] = [
  listBudgets,
  budgetsFile,
  readBudget,
  listEntries,
  proposeAllotmentEndpoint,
  decideAllotmentEndpoint,
  proposeCarryOverEndpoint,
  decideCarryOverEndpoint,
];
