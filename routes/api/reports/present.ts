import { fen, formatYuan } from '../../../server/core/money.js';
import { REPORT_FIGURES, type ReportFigure } from '../../../server/core/report-figures.js';
import { periodLabel, type ReportPeriod } from '../../../server/core/report-periods.js';
import {
  CATEGORY_FIGURES,
  sliceOf,
  STATISTICS_PART_NAMES,
  type CategoryRow,
  type CategoryStatistics,
} from '../../../server/reports/find-category-statistics.js';
import type { FigureDays } from '../../../server/reports/contributions.js';
import type { FigureLoan } from '../../../server/reports/find-figure-loans.js';
import { HEADLINE_PARTS, type Headline } from '../../../server/reports/find-headline.js';
import type { LendingReport, LendingRow } from '../../../server/reports/find-lending.js';
import type { SpendingRow, SubsidySpending } from '../../../server/reports/find-subsidy-spending.js';
import { headlineSentence } from '../../../server/reports/headline-table.js';
import { amountText, percentText, type Language } from '../../../server/reports/report-words.js';
import type { ReportDay } from '../../../server/reports/report-days.js';
import type { BookSlice } from '../../../server/reports/slices.js';
import type { FigureSum } from '../../../server/reports/sum-figures.js';

/** Where the loans behind a figure are listed. */
function loansPath(figure: ReportFigure, { from, to, asOf }: FigureDays, slice: BookSlice): string {
  const wanted = Object.entries(slice).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams({ figure, from, to, asOf });
  for (const [name, value] of wanted) query.set(name, value === null ? 'none' : String(value));
  return `/api/v1/reports/loans?${query.toString()}`;
}

const presentFigure = (figure: ReportFigure, sum: FigureSum, days: FigureDays, slice: BookSlice) => ({
  loans: sum.loans,
  ...(REPORT_FIGURES[figure].unit === 'money'
    ? { amount: formatYuan(fen(sum.amount)) }
    : { count: sum.amount }),
  loansPath: loansPath(figure, days, slice),
});

function presentFigures(figures: LendingRow['figures'], days: FigureDays, slice: BookSlice) {
  const present = (figure: ReportFigure) => presentFigure(figure, figures[figure], days, slice);
  return {
    issued: present('issued'),
    balance: present('balance'),
    jobs: present('jobs'),
    jobsUnknown: present('jobs-unknown'),
    subsidy: present('subsidy'),
    quarterSubsidy: present('quarter-subsidy'),
    overdue: present('overdue'),
    compensation: present('compensation'),
  };
}

const presentPeriod = (period: ReportPeriod, language: Language) => ({
  name: period.name,
  label: periodLabel(period, language),
  from: period.from,
  to: period.to,
});

const daysOf = ({ period, asOf }: ReportDay & { readonly period: ReportPeriod }): FigureDays => ({
  ...period,
  asOf,
});

const presentDay = ({ asOf, closedThrough }: ReportDay) => ({ asOf, closedThrough });

const presentOrganisation = ({ id, name }: { readonly id: number; readonly name: string }) => ({
  id: String(id),
  name,
});

export const presentLending = (report: LendingReport, language: Language) => ({
  ...presentDay(report),
  rows: report.rows.map(({ period, organisation, figures }) => {
    const slice = report.by === null || organisation === null ? {} : { [report.by]: organisation.id };
    const days = { ...period, asOf: report.asOf };
    return {
      period: presentPeriod(period, language),
      organisation: organisation && presentOrganisation(organisation),
      figures: presentFigures(figures, days, slice),
    };
  }),
});

export const presentCategories = (report: CategoryStatistics, language: Language) => ({
  ...presentDay(report),
  period: presentPeriod(report.period, language),
  rows: report.rows.flatMap((row) => {
    const { statisticsClass } = row;
    if (statisticsClass === null) return [];
    const { label, borrowerKind, borrowerCategory, ofTheTen } = statisticsClass;
    const figures = presentParts(row, daysOf(report));
    return [{ label: label[language], borrowerKind, borrowerCategory, ofTheTen, figures }];
  }),
  total: presentParts(report.total, daysOf(report)),
});

function presentParts({ statisticsClass, figures }: CategoryRow, days: FigureDays) {
  return Object.fromEntries(
    CATEGORY_FIGURES.map((figure) => [
      figure,
      Object.fromEntries(
        STATISTICS_PART_NAMES.map((part) => [
          part,
          presentFigure(figure, figures[figure][part], days, sliceOf(statisticsClass, part)),
        ]),
      ),
    ]),
  );
}

export function presentSpending(report: SubsidySpending, language: Language) {
  const { asOf } = report;
  const inMonth = { ...report.month, asOf };
  const inYear = { from: report.yearFrom, to: report.month.to, asOf };
  const spent = (row: Pick<SpendingRow, 'inMonth' | 'inYear'>, slice: BookSlice) => ({
    inMonth: presentFigure('subsidy', row.inMonth, inMonth, slice),
    inYear: presentFigure('subsidy', row.inYear, inYear, slice),
  });
  return {
    ...presentDay(report),
    month: presentPeriod(report.month, language),
    rows: report.rows.map((row) => ({
      district: presentOrganisation(row.district),
      ...spent(row, { districtOrganisationId: row.district.id }),
    })),
    total: spent(report.total, {}),
    budgets: report.budgets.map((budget) => ({
      budgetId: String(budget.budgetId),
      level: budget.level,
      districtCode: budget.districtCode === '' ? null : budget.districtCode,
      allotted: formatYuan(budget.allottedFen),
      paid: formatYuan(budget.paidFen),
      returned: formatYuan(budget.returnedFen),
      progressPercent: percentText(budget.progressBasisPoints),
    })),
  };
}

export const presentHeadline = (report: Headline, language: Language) => ({
  ...presentDay(report),
  period: presentPeriod(report.period, language),
  sentence: headlineSentence(report, language),
  rows: report.rows.map(({ part, figures }) => ({
    part,
    label: HEADLINE_PARTS[part][language],
    figures: presentFigures(figures, daysOf(report), HEADLINE_PARTS[part].slice),
  })),
});

export const presentFigureLoan = (loan: FigureLoan, figure: ReportFigure) => ({
  loanId: String(loan.id),
  contractNumber: loan.contractNumber,
  bankOrganisationId: String(loan.bankOrganisationId),
  districtOrganisationId: String(loan.districtOrganisationId),
  borrowerKind: loan.borrowerKind,
  borrowerCategory: loan.borrowerCategory,
  disbursedOn: loan.disbursedOn,
  principal: formatYuan(loan.principalFen),
  adds: amountText(figure, { loans: 1, amount: loan.amount }),
});
