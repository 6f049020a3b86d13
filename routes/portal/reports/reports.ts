import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { periodOf } from '../../../server/core/report-periods.js';
import {
  addDays,
  businessDate,
  yearMonthDay,
  type BusinessDate,
} from '../../../server/core/business-date.js';
import type { ReportTable } from '../../../server/core/report-table.js';
import { findBooksDate } from '../../../server/daily-close/find-daily-closes.js';
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
  begins(context: Context): Promise<FormValues>;
  tableOf(context: Context, query: FormValues): Promise<ReportTable>;
}

const tableOf = (context: Context, request: ReportRequest): Promise<ReportTable> =>
  findReportTable(context, request);

/** Up to when the figures are whole: the last business date that is closed, or yesterday before there is one. */
async function lastWholeDay({ system }: Context): Promise<BusinessDate> {
  const { closedThrough } = await findBooksDate(system);
  return closedThrough ?? addDays(system.clock.today(), -1);
}

/** The last month, quarter or half-year that was over by then. */
async function lastPeriod(context: Context, length: 'month' | 'quarter' | 'half-year'): Promise<string> {
  const next = addDays(await lastWholeDay(context), 1);
  return periodOf(addDays(periodOf(next, length).from, -1), length).name;
}

export const PORTAL_REPORTS: readonly PortalReport[] = [
  {
    code: 'lending',
    title: { zh: '业务统计', en: 'Business report' },
    reads: 'readLendingReport',
    downloads: 'downloadLendingReport',
    begins: async (context) => {
      const to = await lastWholeDay(context);
      return { from: businessDate(yearMonthDay(to).year, 1, 1), to, period: 'quarter' };
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
    begins: async (context) => ({ period: await lastPeriod(context, 'quarter') }),
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
    begins: async (context) => ({ month: await lastPeriod(context, 'month') }),
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
    begins: async (context) => ({ half: await lastPeriod(context, 'half-year') }),
    tableOf: (context, query) => {
      const asked = validate(schemas.headlineQuery, query, true);
      return tableOf(context, { report: 'headline', ...headlineRequest(asked) });
    },
  },
];
