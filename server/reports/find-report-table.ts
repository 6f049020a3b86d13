import { authorise, type Permission } from '../auth/permissions.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ReportPeriod } from '../core/report-periods.js';
import type { ReportTable } from '../core/report-table.js';
import { categoryTable } from './category-table.js';
import { circularTable } from './circular-table.js';
import { findCategoryStatistics } from './find-category-statistics.js';
import type { FigureRequest } from './find-figure-loans.js';
import { findHeadline } from './find-headline.js';
import { findLending, type LendingRequest } from './find-lending.js';
import { findSubsidySpending } from './find-subsidy-spending.js';
import type { StatementPeriod } from '../money-ledger/find-account-statement.js';
import { figureLoansTable } from './figure-loans-table.js';
import { headlineTable } from './headline-table.js';
import { lendingTable } from './lending-table.js';
import { accountStatementTable, budgetsTable, trialBalanceTable } from './money-tables.js';
import { spendingTable } from './spending-table.js';

/** Which report, of which days. */
export type ReportRequest =
  | ({ readonly report: 'lending' } & LendingRequest)
  | {
      readonly report: 'borrower-categories' | 'headline' | 'subsidy-spending';
      readonly period: ReportPeriod;
      readonly asOf?: BusinessDate | undefined;
    }
  | ({ readonly report: 'figure-loans' } & FigureRequest)
  | { readonly report: 'trial-balance'; readonly on: BusinessDate | null }
  | ({ readonly report: 'account-statement'; readonly accountId: number } & StatementPeriod)
  | { readonly report: 'budgets'; readonly year: number }
  | { readonly report: 'red-flag-circular'; readonly month: string };

export type ReportName = ReportRequest['report'];

/** What somebody must be allowed to read for a report, beside reports. */
const READS: Readonly<Partial<Record<ReportName, Permission>>> = {
  'trial-balance': 'ledger.read',
  'account-statement': 'ledger.read',
  budgets: 'budget.read',
  'red-flag-circular': 'red-flag.read',
};

/**
 * A report as a sheet of paper shows it, in the language of whoever asks. Fails: forbidden, malformed (days that a report does not take),
 * not-found (an account), payload-too-large (loans of a figure).
 */
export async function findReportTable(context: Context, request: ReportRequest): Promise<ReportTable> {
  const { language, actor } = context;
  authorise(actor, READS[request.report] ?? 'report.read');
  switch (request.report) {
    case 'lending':
      return lendingTable(await findLending(context, request), language);
    case 'borrower-categories':
      return categoryTable(await findCategoryStatistics(context, request), language);
    case 'headline':
      return headlineTable(await findHeadline(context, request), language);
    case 'subsidy-spending':
      return spendingTable(await findSubsidySpending(context, request), language);
    case 'figure-loans':
      return figureLoansTable(context, request);
    case 'trial-balance':
      return trialBalanceTable(context, request.on);
    case 'account-statement':
      return accountStatementTable(context, request.accountId, request);
    case 'red-flag-circular':
      return circularTable(context, request.month);
    default:
      return budgetsTable(context, request.year);
  }
}
