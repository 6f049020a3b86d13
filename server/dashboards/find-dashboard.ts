import { can } from '../auth/permissions.js';
import { findBudgets, type BudgetProgress } from '../budgets/find-budgets.js';
import type { Context } from '../context.js';
import { addDays, addMonths, yearMonthDay, type BusinessDate } from '../core/business-date.js';
import { periodOf, type ReportPeriod } from '../core/report-periods.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import { findRates, type StopRate } from '../guarantee-stops/find-rates.js';
import { findHeadline, type Headline } from '../reports/find-headline.js';
import { findLending, type LendingReport } from '../reports/find-lending.js';
import { findAgeing, type AgeingReport } from '../risk-reports/find-ageing.js';
import { findConcentrations, type ConcentrationReport } from '../risk-reports/find-concentrations.js';
import { findRollRates, type RollRateReport } from '../risk-reports/find-roll-rates.js';
import { findVintages, type VintageReport } from '../risk-reports/find-vintages.js';

/** What the books of closed days say of risk. */
export interface RiskPicture {
  readonly ageing: AgeingReport;
  readonly rollRates: RollRateReport;
  readonly vintages: VintageReport;
  readonly districts: ConcentrationReport;
}

/** Where lending, public money and risk stand, of what the actor sees. */
export interface Dashboard {
  /** The last closed business date, or today before the first close. */
  readonly asOf: BusinessDate;
  /** Of the half-year, by what is known today. */
  readonly headline: Headline;
  /** A year by month up to that day: issued, balance, subsidy, overdue and compensation. */
  readonly months: LendingReport;
  /** Of the year; null for those who do not read budgets. */
  readonly budgets: readonly BudgetProgress[] | null;
  /** Null for those who do not read stops. */
  readonly rates: readonly StopRate[] | null;
  /** Null before the first daily close. */
  readonly risk: RiskPicture | null;
}

const MONTHS = 12;
const FIGURES = ['issued', 'balance', 'subsidy', 'overdue', 'compensation'] as const;
const DEFAULT_AFTER_DAYS = 90;
const MOST_BUDGETS = 100;

/** Everything on one page, as of the last closed business date; `period` is its half-year unless another one is asked for. */
export async function findDashboard(context: Context, period?: ReportPeriod): Promise<Dashboard> {
  const { actor, system } = context;
  const { closedThrough, today } = await findBooksDate(system);
  const asOf = closedThrough ?? today;
  const { year, day } = yearMonthDay(asOf);
  const from = addMonths(addDays(asOf, 1 - day), 1 - MONTHS);
  const budgets = can(actor.role, 'budget.read')
    ? (await findBudgets(context, { limit: MOST_BUDGETS, year })).items
    : null;
  return {
    asOf,
    headline: await findHeadline(context, { period: period ?? periodOf(asOf, 'half-year') }),
    months: await findLending(context, { from, to: asOf, length: 'month', asOf, figures: FIGURES }),
    budgets,
    rates: can(actor.role, 'guarantee-stop.read') ? await findRates(context) : null,
    risk: closedThrough === null ? null : await riskOf(context),
  };
}

async function riskOf(context: Context): Promise<RiskPicture> {
  return {
    ageing: await findAgeing(context, undefined),
    rollRates: await findRollRates(context, { by: 'risk-class' }),
    vintages: await findVintages(context, { daysPastDue: DEFAULT_AFTER_DAYS }),
    districts: await findConcentrations(context, { by: 'district' }),
  };
}
