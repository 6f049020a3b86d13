import { parseBusinessDate } from '../../../server/core/business-date.js';
import { findAccountStatement, findPostings } from '../../../server/money-ledger/find-account-statement.js';
import { findTrialBalance } from '../../../server/money-ledger/find-trial-balance.js';
import { exportTable } from '../../../server/reports/export-table.js';
import { findReportTable } from '../../../server/reports/find-report-table.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentPosting, presentStatement, presentTrialBalance } from './present.js';
import type { InFormat } from '../reports/schemas.js';
import * as schemas from './schemas.js';

const readTrialBalance = guarded<unknown, schemas.TrialBalanceQuery>({
  method: 'get',
  path: '/api/v1/ledger-accounts',
  tag: 'ledger-accounts',
  operationId: 'readTrialBalance',
  summary: 'Every account of public money with its balance at the end of a day (科目余额表)',
  permission: 'ledger.read',
  query: schemas.trialBalanceQuery,
  reply: { status: 200, schema: schemas.trialBalanceReply },
  errors: [],
  handle: async (context, { query: { on } }) =>
    presentTrialBalance(
      await findTrialBalance(context, on === undefined ? null : parseBusinessDate(on)),
      context,
    ),
});

const readStatement = guarded<{ accountId: string }, schemas.StatementQuery>({
  method: 'get',
  path: '/api/v1/ledger-accounts/:accountId/statement',
  tag: 'ledger-accounts',
  operationId: 'readAccountStatement',
  summary: 'An account day by day: opening balance, debit, credit, balance (日记账)',
  permission: 'ledger.read',
  params: schemas.accountParams,
  query: schemas.statementQuery,
  reply: { status: 200, schema: schemas.statementReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const period = { from: parseBusinessDate(query.from), until: parseBusinessDate(query.until) };
    return presentStatement(await findAccountStatement(context, Number(params.accountId), period), context);
  },
});

const trialBalanceFile = guarded<unknown, schemas.TrialBalanceQuery & InFormat>({
  method: 'get',
  path: '/api/v1/ledger-accounts/file',
  tag: 'ledger-accounts',
  operationId: 'downloadTrialBalance',
  summary: 'The trial balance as a CSV file or a workbook (科目余额表导出)',
  permission: 'ledger.read',
  query: schemas.trialBalanceFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query: { format, on } }) => {
    const day = on === undefined ? null : parseBusinessDate(on);
    return exportTable(await findReportTable(context, { report: 'trial-balance', on: day }), format);
  },
});

const statementFile = guarded<{ accountId: string }, schemas.StatementQuery & InFormat>({
  method: 'get',
  path: '/api/v1/ledger-accounts/:accountId/statement/file',
  tag: 'ledger-accounts',
  operationId: 'downloadAccountStatement',
  summary: 'The statement of an account by day as a CSV file or a workbook (日记账导出)',
  permission: 'ledger.read',
  params: schemas.accountParams,
  query: schemas.statementFileQuery,
  reply: { status: 200, download: true },
  errors: ['not-found', 'payload-too-large'],
  handle: async (context, { params, query }) => {
    const period = { from: parseBusinessDate(query.from), until: parseBusinessDate(query.until) };
    const accountId = Number(params.accountId);
    const table = await findReportTable(context, { report: 'account-statement', accountId, ...period });
    return exportTable(table, query.format);
  },
});

const listPostings = guarded<{ accountId: string }, schemas.PostingsQuery>({
  method: 'get',
  path: '/api/v1/ledger-accounts/:accountId/postings',
  tag: 'ledger-accounts',
  operationId: 'listPostings',
  summary: 'What was booked on an account, perhaps on one day, the latest first (记账明细)',
  permission: 'ledger.read',
  params: schemas.accountParams,
  query: schemas.postingsQuery,
  reply: { status: 200, schema: schemas.postingsReply },
  errors: ['not-found'],
  handle: async (context, { params, query: { on, ...page } }) => {
    const request = { ...page, on: on === undefined ? undefined : parseBusinessDate(on) };
    const { items, nextCursor } = await findPostings(context, Number(params.accountId), request);
    return { items: items.map(presentPosting), nextCursor };
  },
});

/** 资金账: where public money is and how far its grants are used, in double entry. */
export const LEDGER_ACCOUNT_ENDPOINTS: readonly Endpoint[] = [
  readTrialBalance,
  trialBalanceFile,
  readStatement,
  statementFile,
  listPostings,
];
