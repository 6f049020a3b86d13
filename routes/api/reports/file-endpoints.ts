import { findReportTable } from '../../../server/reports/find-report-table.js';
import { exportTable } from '../../../server/reports/export-table.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import {
  categoriesRequest,
  figureRequest,
  headlineRequest,
  lendingRequest,
  spendingRequest,
} from './requests.js';
import * as schemas from './schemas.js';

const lendingFile = guarded<unknown, schemas.LendingQuery & schemas.InFormat>({
  method: 'get',
  path: '/api/v1/reports/lending/file',
  tag: 'reports',
  operationId: 'downloadLendingReport',
  summary: 'The business report as a CSV file or a workbook',
  permission: 'report.read',
  mayLag: true,
  query: schemas.lendingFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      await findReportTable(context, { report: 'lending', ...lendingRequest(query) }),
      query.format,
    ),
});

const categoriesFile = guarded<unknown, schemas.CategoriesQuery & schemas.InFormat>({
  method: 'get',
  path: '/api/v1/reports/borrower-categories/file',
  tag: 'reports',
  operationId: 'downloadCategoryStatistics',
  summary: 'The statistics of borrowers as a CSV file or a workbook',
  permission: 'report.read',
  mayLag: true,
  query: schemas.categoriesFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      await findReportTable(context, { report: 'borrower-categories', ...categoriesRequest(query) }),
      query.format,
    ),
});

const spendingFile = guarded<unknown, schemas.SpendingQuery & schemas.InFormat>({
  method: 'get',
  path: '/api/v1/reports/subsidy-spending/file',
  tag: 'reports',
  operationId: 'downloadSubsidySpending',
  summary: 'The monthly circular as a CSV file or a workbook',
  permission: 'report.read',
  mayLag: true,
  query: schemas.spendingFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      await findReportTable(context, { report: 'subsidy-spending', ...spendingRequest(query) }),
      query.format,
    ),
});

const headlineFile = guarded<unknown, schemas.HeadlineQuery & schemas.InFormat>({
  method: 'get',
  path: '/api/v1/reports/headline/file',
  tag: 'reports',
  operationId: 'downloadHeadline',
  summary: 'The figures of a half-year as a CSV file or a workbook',
  permission: 'report.read',
  mayLag: true,
  query: schemas.headlineFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      await findReportTable(context, { report: 'headline', ...headlineRequest(query) }),
      query.format,
    ),
});

const figureLoansFile = guarded<unknown, schemas.FigureSheetQuery & schemas.InFormat>({
  method: 'get',
  path: '/api/v1/reports/loans/file',
  tag: 'reports',
  operationId: 'downloadFigureLoans',
  summary: 'The loans behind a figure as a CSV file or a workbook; they add up to it',
  permission: 'report.read',
  mayLag: true,
  query: schemas.figureLoansFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      await findReportTable(context, { report: 'figure-loans', ...figureRequest(query) }),
      query.format,
    ),
});

/** 统计报表导出. */
export const REPORT_FILE_ENDPOINTS: readonly Endpoint[] = [
  lendingFile,
  categoriesFile,
  spendingFile,
  headlineFile,
  figureLoansFile,
];
