import type Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { ReportName, ReportRequest } from '../../../server/reports/find-report-table.js';
import { validate } from '../../middleware/validate.js';
import * as ledger from '../ledger-accounts/schemas.js';
import * as budgets from '../budgets/schemas.js';
import * as redFlags from '../red-flags/schemas.js';
import {
  categoriesRequest,
  figureRequest,
  headlineRequest,
  lendingRequest,
  spendingRequest,
} from '../reports/requests.js';
import * as reports from '../reports/schemas.js';

/** A query as it comes, whoever asks: text by name. */
export type ReportQuery = Readonly<Record<string, string>>;

/** How a report is asked for. */
interface ReportForm {
  readonly schema: Joi.ObjectSchema;
  /** Reads a query. Fails: malformed, with one problem for each field. */
  requestOf(query: ReportQuery): ReportRequest;
}

function form<Query>(
  schema: Joi.ObjectSchema<Query>,
  requestOf: (query: Query) => ReportRequest,
): ReportForm {
  return { schema, requestOf: (query) => requestOf(validate(schema, query, true)) };
}

/** Every report that is taken along as a file or issued as a paper, with the schema of its query: that of its own operation. */
export const REPORT_FORMS: Readonly<Record<ReportName, ReportForm>> = {
  lending: form(reports.lendingQuery, (query) => ({ report: 'lending', ...lendingRequest(query) })),
  'borrower-categories': form(reports.categoriesQuery, (query) => ({
    report: 'borrower-categories',
    ...categoriesRequest(query),
  })),
  'subsidy-spending': form(reports.spendingQuery, (query) => ({
    report: 'subsidy-spending',
    ...spendingRequest(query),
  })),
  headline: form(reports.headlineQuery, (query) => ({ report: 'headline', ...headlineRequest(query) })),
  'figure-loans': form(reports.figureSheetQuery, (query) => ({
    report: 'figure-loans',
    ...figureRequest(query),
  })),
  'trial-balance': form(ledger.trialBalanceQuery, ({ on }) => ({
    report: 'trial-balance',
    on: on === undefined ? null : parseBusinessDate(on),
  })),
  'account-statement': form(ledger.statementSheetQuery, ({ accountId, from, until }) => ({
    report: 'account-statement',
    accountId: Number(accountId),
    from: parseBusinessDate(from),
    until: parseBusinessDate(until),
  })),
  'red-flag-circular': form(redFlags.circularQuery, ({ month }) => ({
    report: 'red-flag-circular',
    month,
  })),
  budgets: form(budgets.yearQuery, ({ year }) => ({ report: 'budgets', year })),
};
