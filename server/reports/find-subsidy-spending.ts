import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { findRows, type Row } from '../../models/rows.js';
import { budgetScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { addDays, businessDate, yearMonthDay, type BusinessDate } from '../core/business-date.js';
import { fen, sumFen, type Fen } from '../core/money.js';
import type { ReportPeriod } from '../core/report-periods.js';
import { startOfDay } from '../clock.js';
import { earlierDay, reportDay, type ReportDay } from './report-days.js';
import { namesOf } from './find-lending.js';
import { addFigures, NO_LOANS, sumFigure, type FigureSum } from './sum-figures.js';

/** Subsidy paid on the loans of one district in the month, and from the beginning of the year to its end. */
export interface SpendingRow {
  readonly district: { readonly id: number; readonly name: string };
  readonly inMonth: FigureSum;
  readonly inYear: FigureSum;
}

/** How far the budget of a level is spent at the end of the month. */
export interface BudgetSpending extends Pick<Row<Budget>, 'level' | 'districtCode'> {
  readonly budgetId: number;
  /** Allotted and carried in, less what was carried out. */
  readonly allottedFen: Fen;
  readonly paidFen: Fen;
  readonly returnedFen: Fen;
  /** Paid less returned, of what was allotted, in hundredths of a percent; 0 while nothing was. */
  readonly progressBasisPoints: number;
}

export interface SubsidySpending extends ReportDay {
  readonly month: ReportPeriod;
  readonly yearFrom: BusinessDate;
  readonly rows: readonly SpendingRow[];
  readonly total: Omit<SpendingRow, 'district'>;
  /** Empty for those who see no budget. */
  readonly budgets: readonly BudgetSpending[];
}

/**
 * The monthly circular of subsidy spending (支出进度通报): what was paid by district, in the month and in the year, and how far the
 * year's budgets are spent, as of a day.
 */
export async function findSubsidySpending(
  context: Context,
  { period: month, asOf }: { readonly period: ReportPeriod; readonly asOf?: BusinessDate | undefined },
): Promise<SubsidySpending> {
  const day = await reportDay(context, asOf);
  const to = earlierDay(month.to, day.asOf);
  const { year } = yearMonthDay(month.from);
  const yearFrom = businessDate(year, 1, 1);
  const by = ['districtOrganisationId'] as const;
  const { asOf: known } = day;
  const inMonth = await sumFigure(context, 'subsidy', { from: month.from, to, asOf: known }, { by });
  const inYear = await sumFigure(context, 'subsidy', { from: yearFrom, to, asOf: known }, { by });
  const names = await namesOf(inYear.map((part) => Number(part.districtOrganisationId)));
  const rows = inYear
    .map(({ districtOrganisationId, loans, amount }) => ({
      district: { id: Number(districtOrganisationId), name: names.get(Number(districtOrganisationId)) ?? '' },
      inMonth: inMonth.find((part) => part.districtOrganisationId === districtOrganisationId) ?? NO_LOANS,
      inYear: { loans, amount },
    }))
    .toSorted((a, b) => b.inYear.amount - a.inYear.amount || a.district.id - b.district.id);
  return {
    ...day,
    month: { ...month, to },
    yearFrom,
    rows,
    total: { inMonth: addFigures(inMonth), inYear: addFigures(inYear) },
    budgets: await budgetsOf(context, year, to),
  };
}

async function budgetsOf({ actor }: Context, year: number, to: BusinessDate): Promise<BudgetSpending[]> {
  const budgets = await findRows(Budget, {
    where: { year, ...budgetScope(actor) },
    order: [['id', 'ASC']],
  });
  const entries = await findRows(BudgetEntry, {
    where: { budgetId: budgets.map(({ id }) => id), recordedAt: { '<': startOfDay(addDays(to, 1)) } },
  });
  return budgets.map(({ id, level, districtCode }) => spendingOf({ id, level, districtCode }, entries));
}

function spendingOf(
  { id, level, districtCode }: Pick<Row<Budget>, 'id' | 'level' | 'districtCode'>,
  entries: readonly Row<BudgetEntry>[],
): BudgetSpending {
  const sumOf = (kind: Row<BudgetEntry>['kind']): number =>
    sumFen(
      entries.filter((each) => each.budgetId === id && each.kind === kind).map(({ amountFen }) => amountFen),
    );
  const allotted = sumOf('allot') + sumOf('carry-in') - sumOf('carry-out');
  const paid = sumOf('pay');
  const returned = sumOf('return');
  const progress = allotted <= 0 ? 0 : Math.floor(((paid - returned) * 10_000) / allotted);
  return {
    budgetId: id,
    level,
    districtCode,
    allottedFen: fen(allotted),
    paidFen: fen(paid),
    returnedFen: fen(returned),
    progressBasisPoints: Math.max(0, progress),
  };
}
