import { amountText } from '../../../server/reports/report-words.js';
import { findCategoryStatistics } from '../../../server/reports/find-category-statistics.js';
import { findFigureLoans } from '../../../server/reports/find-figure-loans.js';
import { findHeadline } from '../../../server/reports/find-headline.js';
import { findLending } from '../../../server/reports/find-lending.js';
import { findSubsidySpending } from '../../../server/reports/find-subsidy-spending.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import {
  presentCategories,
  presentFigureLoan,
  presentHeadline,
  presentLending,
  presentSpending,
} from './present.js';
import {
  categoriesRequest,
  figureRequest,
  headlineRequest,
  lendingRequest,
  spendingRequest,
} from './requests.js';
import * as schemas from './schemas.js';

const readLending = guarded<unknown, schemas.LendingQuery>({
  method: 'get',
  path: '/api/v1/reports/lending',
  tag: 'reports',
  operationId: 'readLendingReport',
  summary:
    'Issued, balance, jobs, subsidy, overdue and compensation by month, quarter, half-year, bank and district (业务统计)',
  permission: 'report.read',
  mayLag: true,
  query: schemas.lendingQuery,
  reply: { status: 200, schema: schemas.lendingReply },
  errors: [],
  handle: async (context, { query }) =>
    presentLending(await findLending(context, lendingRequest(query)), context.language),
});

const readCategories = guarded<unknown, schemas.CategoriesQuery>({
  method: 'get',
  path: '/api/v1/reports/borrower-categories',
  tag: 'reports',
  operationId: 'readCategoryStatistics',
  summary: 'The ten classes of borrowers with women and disabled people (财金〔2018〕107号分人群统计)',
  permission: 'report.read',
  mayLag: true,
  query: schemas.categoriesQuery,
  reply: { status: 200, schema: schemas.categoriesReply },
  errors: [],
  handle: async (context, { query }) =>
    presentCategories(await findCategoryStatistics(context, categoriesRequest(query)), context.language),
});

const readSpending = guarded<unknown, schemas.SpendingQuery>({
  method: 'get',
  path: '/api/v1/reports/subsidy-spending',
  tag: 'reports',
  operationId: 'readSubsidySpending',
  summary:
    'The monthly circular: subsidy paid by district, and how far the year’s budgets are spent (支出进度通报)',
  permission: 'report.read',
  mayLag: true,
  query: schemas.spendingQuery,
  reply: { status: 200, schema: schemas.spendingReply },
  errors: [],
  handle: async (context, { query }) =>
    presentSpending(await findSubsidySpending(context, spendingRequest(query)), context.language),
});

const readHeadline = guarded<unknown, schemas.HeadlineQuery>({
  method: 'get',
  path: '/api/v1/reports/headline',
  tag: 'reports',
  operationId: 'readHeadline',
  summary: 'The figures of a half-year on one page (半年运行情况)',
  permission: 'report.read',
  mayLag: true,
  query: schemas.headlineQuery,
  reply: { status: 200, schema: schemas.headlineReply },
  errors: [],
  handle: async (context, { query }) =>
    presentHeadline(await findHeadline(context, headlineRequest(query)), context.language),
});

const listFigureLoans = guarded<unknown, schemas.FigureLoansQuery>({
  method: 'get',
  path: '/api/v1/reports/loans',
  tag: 'reports',
  operationId: 'listFigureLoans',
  summary: 'The loans behind a figure of a report: they add up to it (明细)',
  permission: 'report.read',
  mayLag: true,
  query: schemas.figureLoansQuery,
  reply: { status: 200, schema: schemas.figureLoansReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor, total } = await findFigureLoans(context, figureRequest(query), query);
    return {
      items: items.map((loan) => presentFigureLoan(loan, query.figure)),
      nextCursor,
      total: { loans: total.loans, adds: amountText(query.figure, total) },
    };
  },
});

/** 统计报表. */
export const REPORT_ENDPOINTS: readonly Endpoint[] = [
  readLending,
  readCategories,
  readSpending,
  readHeadline,
  listFigureLoans,
];
