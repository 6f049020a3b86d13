import type { Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { periodOf } from '../../../server/core/report-periods.js';
import {
  addDays,
  businessDate,
  parseBusinessDate,
  yearMonthDay,
  type BusinessDate,
} from '../../../server/core/business-date.js';
import { findBooksDate } from '../../../server/daily-close/find-daily-closes.js';
import type { ReportName } from '../../../server/reports/find-report-table.js';
import { findAccountNames } from '../../../server/reports/money-tables.js';
import type { Choices } from '../fields.js';
import type { FormValues } from '../page.js';

/** A report as the portal offers it: the same queries and sheets as the API's. */
export interface PortalReport {
  readonly code: ReportName;
  readonly title: Bilingual;
  readonly permission: Permission;
  /** As of an endpoint: money that somebody acts on never lags. */
  readonly mayLag?: true;
  /** The operation whose reply names the loans behind each figure; left out where there are none. */
  readonly reads?: string;
  /** What it is asked for where the reader has not chosen. */
  begins(context: Context): Promise<FormValues>;
  /** What a field of its form is chosen from. */
  choices?(context: Context): Promise<Readonly<Record<string, Choices>>>;
  /** Where each row leads, in their order. */
  rowLinks?(context: Context, query: FormValues): Promise<readonly string[]>;
}

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

const newYearOf = (day: BusinessDate): BusinessDate => businessDate(yearMonthDay(day).year, 1, 1);

/** The year of a day up to its end. */
const yearUpTo = (day: BusinessDate) => ({ from: newYearOf(day), until: addDays(day, 1) });

export const PORTAL_REPORTS: readonly PortalReport[] = [
  {
    code: 'lending',
    title: { zh: '业务统计', en: 'Business report' },
    permission: 'report.read',
    mayLag: true,
    reads: 'readLendingReport',
    begins: async (context) => {
      const to = await lastWholeDay(context);
      return { from: newYearOf(to), to, period: 'quarter' };
    },
  },
  {
    code: 'borrower-categories',
    title: { zh: '分人群统计', en: 'Classes of borrowers' },
    permission: 'report.read',
    mayLag: true,
    reads: 'readCategoryStatistics',
    begins: async (context) => ({ period: await lastPeriod(context, 'quarter') }),
  },
  {
    code: 'subsidy-spending',
    title: { zh: '贴息支出进度', en: 'Subsidy spending' },
    permission: 'report.read',
    mayLag: true,
    reads: 'readSubsidySpending',
    begins: async (context) => ({ month: await lastPeriod(context, 'month') }),
  },
  {
    code: 'headline',
    title: { zh: '半年运行情况', en: 'The half-year' },
    permission: 'report.read',
    mayLag: true,
    reads: 'readHeadline',
    begins: async (context) => ({ half: await lastPeriod(context, 'half-year') }),
  },
  {
    code: 'red-flag-circular',
    title: { zh: '典型案例通报', en: 'Typical cases' },
    permission: 'red-flag.read',
    begins: async (context) => ({ month: await lastPeriod(context, 'month') }),
  },
  {
    code: 'budgets',
    title: { zh: '预算执行', en: 'Budgets' },
    permission: 'budget.read',
    begins: async (context) => ({ year: String(yearMonthDay(await lastWholeDay(context)).year) }),
  },
  {
    code: 'trial-balance',
    title: { zh: '科目余额', en: 'Trial balance' },
    permission: 'ledger.read',
    begins: async ({ system }) => ({ on: system.clock.today() }),
    rowLinks: async (context, { on }) => {
      const period = yearUpTo(on ? parseBusinessDate(on) : context.system.clock.today());
      const accounts = await findAccountNames(context);
      return accounts.map(({ id }) => {
        const asked = new URLSearchParams({ accountId: String(id), ...period });
        return `/reports/account-statement?${asked.toString()}`;
      });
    },
  },
  {
    code: 'account-statement',
    title: { zh: '资金日记账', en: 'Statement by day' },
    permission: 'ledger.read',
    begins: async (context) => {
      const [first] = await findAccountNames(context);
      return { accountId: String(first?.id ?? ''), ...yearUpTo(await lastWholeDay(context)) };
    },
    choices: async (context) => ({
      accountId: Object.fromEntries(
        (await findAccountNames(context)).map(({ id, name }) => [String(id), { zh: name, en: name }]),
      ),
    }),
  },
];
