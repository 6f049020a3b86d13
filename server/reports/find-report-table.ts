import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ReportPeriod } from '../core/report-periods.js';
import type { ReportTable } from '../core/report-table.js';
import { categoryTable } from './category-table.js';
import { findCategoryStatistics } from './find-category-statistics.js';
import { findHeadline } from './find-headline.js';
import { findLending, type LendingRequest } from './find-lending.js';
import { findSubsidySpending } from './find-subsidy-spending.js';
import { headlineTable } from './headline-table.js';
import { lendingTable } from './lending-table.js';
import { spendingTable } from './spending-table.js';

/** Which report, of which days. */
export type ReportRequest =
  | ({ readonly report: 'lending' } & LendingRequest)
  | {
      readonly report: 'borrower-categories' | 'headline' | 'subsidy-spending';
      readonly period: ReportPeriod;
      readonly asOf?: BusinessDate | undefined;
    };

/** A report as a sheet of paper shows it, in the language of whoever asks. Fails: malformed (days that a report does not take). */
export async function findReportTable(context: Context, request: ReportRequest): Promise<ReportTable> {
  const { language } = context;
  switch (request.report) {
    case 'lending':
      return lendingTable(await findLending(context, request), language);
    case 'borrower-categories':
      return categoryTable(await findCategoryStatistics(context, request), language);
    case 'headline':
      return headlineTable(await findHeadline(context, request), language);
    default:
      return spendingTable(await findSubsidySpending(context, request), language);
  }
}
