import { can } from '../auth/permissions.js';
import { findBudgets, type BudgetProgress } from '../budgets/find-budgets.js';
import type { Context } from '../context.js';
import { addDays, addMonths, yearMonthDay, type BusinessDate } from '../core/business-date.js';
import { periodOf, type ReportPeriod } from '../core/report-periods.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import { findRates, type StopRate } from '../guarantee-stops/find-rates.js';
import { findHeadline, type Headline } from '../reports/find-headline.js';
import { findLending, type LendingReport } from '../reports/find-lending.js';
import { ageingOf, type AgeingReport } from '../risk-reports/find-ageing.js';
import { concentrationOf, sumGroups, type ConcentrationReport } from '../risk-reports/find-concentrations.js';
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
  // None of them waits for another, and each is read by a connection of its own.
  const [headline, months, budgets, rates, risk] = await Promise.all([
    findHeadline(context, { period: period ?? periodOf(asOf, 'half-year') }),
    findLending(context, { from, to: asOf, length: 'month', asOf, figures: FIGURES }),
    can(actor.role, 'budget.read') ? findBudgets(context, { limit: MOST_BUDGETS, year }) : null,
    can(actor.role, 'guarantee-stop.read') ? findRates(context) : null,
    closedThrough === null ? null : riskOf(context, closedThrough),
  ]);
  return { asOf, headline, months, budgets: budgets?.items ?? null, rates, risk };
}

async function riskOf(context: Context, asOf: BusinessDate): Promise<RiskPicture> {
  const by = 'district';
  const [cells, rollRates, vintages] = await Promise.all([
    sumGroups(context, asOf, by),
    findRollRates(context, { by: 'risk-class' }),
    findVintages(context, { daysPastDue: DEFAULT_AFTER_DAYS }),
  ]);
  const districts = await concentrationOf(context, { by, asOf }, cells);
  return { ageing: ageingOf(asOf, cells), rollRates, vintages, districts };
}
