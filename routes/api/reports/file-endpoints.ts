import { categoryTable } from '../../../server/reports/category-table.js';
import { exportTable } from '../../../server/reports/export-table.js';
import { findCategoryStatistics } from '../../../server/reports/find-category-statistics.js';
import { findHeadline } from '../../../server/reports/find-headline.js';
import { findLending } from '../../../server/reports/find-lending.js';
import { findSubsidySpending } from '../../../server/reports/find-subsidy-spending.js';
import { headlineTable } from '../../../server/reports/headline-table.js';
import { lendingTable } from '../../../server/reports/lending-table.js';
import { spendingTable } from '../../../server/reports/spending-table.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { categoriesRequest, headlineRequest, lendingRequest, spendingRequest } from './requests.js';
import * as schemas from './schemas.js';

const lendingFile = guarded<unknown, schemas.LendingQuery & { readonly format: 'csv' | 'xlsx' }>({
  method: 'get',
  path: '/api/v1/reports/lending/file',
  tag: 'reports',
  operationId: 'downloadLendingReport',
  summary: 'The business report as a CSV file or a workbook',
  permission: 'report.read',
  query: schemas.lendingFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      lendingTable(await findLending(context, lendingRequest(query)), context.language),
      query.format,
    ),
});

const categoriesFile = guarded<unknown, schemas.CategoriesQuery & { readonly format: 'csv' | 'xlsx' }>({
  method: 'get',
  path: '/api/v1/reports/borrower-categories/file',
  tag: 'reports',
  operationId: 'downloadCategoryStatistics',
  summary: 'The statistics of borrowers as a CSV file or a workbook',
  permission: 'report.read',
  query: schemas.categoriesFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) => {
    const report = await findCategoryStatistics(context, categoriesRequest(query));
    return exportTable(categoryTable(report, context.language), query.format);
  },
});

const spendingFile = guarded<unknown, schemas.SpendingQuery & { readonly format: 'csv' | 'xlsx' }>({
  method: 'get',
  path: '/api/v1/reports/subsidy-spending/file',
  tag: 'reports',
  operationId: 'downloadSubsidySpending',
  summary: 'The monthly circular as a CSV file or a workbook',
  permission: 'report.read',
  query: schemas.spendingFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) => {
    const report = await findSubsidySpending(context, spendingRequest(query));
    return exportTable(spendingTable(report, context.language), query.format);
  },
});

const headlineFile = guarded<unknown, schemas.HeadlineQuery & { readonly format: 'csv' | 'xlsx' }>({
  method: 'get',
  path: '/api/v1/reports/headline/file',
  tag: 'reports',
  operationId: 'downloadHeadline',
  summary: 'The figures of a half-year as a CSV file or a workbook',
  permission: 'report.read',
  query: schemas.headlineFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query }) =>
    exportTable(
      headlineTable(await findHeadline(context, headlineRequest(query)), context.language),
      query.format,
    ),
});

/** 统计报表导出. */
export const REPORT_FILE_ENDPOINTS: readonly Endpoint[] = [
  lendingFile,
  categoriesFile,
  spendingFile,
  headlineFile,
];
