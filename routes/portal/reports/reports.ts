import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { periodOf } from '../../../server/core/report-periods.js';
import { addDays, yearMonthDay, businessDate } from '../../../server/core/business-date.js';
import type { ReportTable } from '../../../server/core/report-table.js';
import { findReportTable, type ReportRequest } from '../../../server/reports/find-report-table.js';
import {
  categoriesRequest,
  headlineRequest,
  lendingRequest,
  spendingRequest,
} from '../../api/reports/requests.js';
import * as schemas from '../../api/reports/schemas.js';
import { validate } from '../../middleware/validate.js';
import type { FormValues } from '../page.js';

/** A report as the portal offers it: the same operations and schemas as the API's. */
export interface PortalReport {
  readonly code: string;
  readonly title: Bilingual;
  /** The operation that reads it, and the one that gives it as a file. */
  readonly reads: string;
  readonly downloads: string;
  /** What it is asked for where the reader has not chosen. */
  begins(context: Context): FormValues;
  tableOf(context: Context, query: FormValues): Promise<ReportTable>;
}

const tableOf = (context: Context, request: ReportRequest): Promise<ReportTable> =>
  findReportTable(context, request);

/** The last month, quarter or half-year that is over. */
function lastPeriod({ system }: Context, length: 'month' | 'quarter' | 'half-year'): string {
  return periodOf(addDays(periodOf(system.clock.today(), length).from, -1), length).name;
}

export const PORTAL_REPORTS: readonly PortalReport[] = [
  {
    code: 'lending',
    title: { zh: '业务统计', en: 'Business report' },
    reads: 'readLendingReport',
    downloads: 'downloadLendingReport',
    begins: ({ system }) => {
      const today = system.clock.today();
      return { from: businessDate(yearMonthDay(today).year, 1, 1), to: today, period: 'quarter' };
    },
    tableOf: (context, query) => {
      const asked = validate(schemas.lendingQuery, query, true);
      return tableOf(context, { report: 'lending', ...lendingRequest(asked) });
    },
  },
  {
    code: 'borrower-categories',
    title: { zh: '分人群统计', en: 'Classes of borrowers' },
    reads: 'readCategoryStatistics',
    downloads: 'downloadCategoryStatistics',
    begins: (context) => ({ period: lastPeriod(context, 'quarter') }),
    tableOf: (context, query) => {
      const asked = validate(schemas.categoriesQuery, query, true);
      return tableOf(context, { report: 'borrower-categories', ...categoriesRequest(asked) });
    },
  },
  {
    code: 'subsidy-spending',
    title: { zh: '贴息支出进度', en: 'Subsidy spending' },
    reads: 'readSubsidySpending',
    downloads: 'downloadSubsidySpending',
    begins: (context) => ({ month: lastPeriod(context, 'month') }),
    tableOf: (context, query) => {
      const asked = validate(schemas.spendingQuery, query, true);
      return tableOf(context, { report: 'subsidy-spending', ...spendingRequest(asked) });
    },
  },
  {
    code: 'headline',
    title: { zh: '半年运行情况', en: 'The half-year' },
    reads: 'readHeadline',
    downloads: 'downloadHeadline',
    begins: (context) => ({ half: lastPeriod(context, 'half-year') }),
    tableOf: (context, query) => {
      const asked = validate(schemas.headlineQuery, query, true);
      return tableOf(context, { report: 'headline', ...headlineRequest(asked) });
    },
  },
];
