import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ReportFigure } from '../core/report-figures.js';
import type { ReportPeriod } from '../core/report-periods.js';
import { STATISTICS_CLASSES, type StatisticsClass } from '../core/statistics-classes.js';
import { earlierDay, reportDay, type ReportDay } from './report-days.js';
import type { BookSlice } from './slices.js';
import { addFigures, sumFigure, type FigurePart, type FigureSum } from './sum-figures.js';

/** What is reported of each class. */
export const CATEGORY_FIGURES = [
  'issued',
  'balance',
  'jobs',
  'overdue',
] as const satisfies readonly ReportFigure[];
export type CategoryFigure = (typeof CATEGORY_FIGURES)[number];

/** A class as a whole, and of it: who is a woman, who is disabled, and of whom it is not known. */
export const STATISTICS_PARTS = {
  all: {},
  women: { sex: 'female' },
  sexUnknown: { sex: 'unknown' },
  disabled: { disability: 'yes' },
  disabilityUnknown: { disability: 'unknown' },
} as const satisfies Record<string, BookSlice>;
export type StatisticsPart = keyof typeof STATISTICS_PARTS;
export const STATISTICS_PART_NAMES = Object.keys(STATISTICS_PARTS) as readonly StatisticsPart[];

type Parts = Readonly<Record<StatisticsPart, FigureSum>>;

export interface CategoryRow {
  /** Null: all classes together. */
  readonly statisticsClass: StatisticsClass | null;
  readonly figures: Readonly<Record<CategoryFigure, Parts>>;
}

export interface CategoryStatistics extends ReportDay {
  readonly period: ReportPeriod;
  readonly rows: readonly CategoryRow[];
  readonly total: CategoryRow;
}

export interface CategoryRequest {
  readonly period: ReportPeriod;
  readonly asOf?: BusinessDate | undefined;
}

const BY = ['borrowerKind', 'borrowerCategory', 'sex', 'disability'] as const;
type Counted = FigurePart<(typeof BY)[number]>;

/** Statistics by borrower category with women and disabled people (财金〔2018〕107号): issued and jobs in the period, balance and overdue at its end. */
export async function findCategoryStatistics(
  context: Context,
  { period, asOf }: CategoryRequest,
): Promise<CategoryStatistics> {
  const day = await reportDay(context, asOf);
  const days = { ...period, to: earlierDay(period.to, day.asOf), asOf: day.asOf };
  const counted = new Map<CategoryFigure, readonly Counted[]>();
  for (const figure of CATEGORY_FIGURES)
    counted.set(figure, await sumFigure(context, figure, days, { by: BY }));
  const rowOf = (statisticsClass: StatisticsClass | null): CategoryRow => ({
    statisticsClass,
    figures: Object.fromEntries(
      CATEGORY_FIGURES.map((figure) => {
        const parts = (counted.get(figure) ?? []).filter((part) => isIn(statisticsClass, part));
        return [figure, partsOf(parts)];
      }),
    ) as Record<CategoryFigure, Parts>,
  });
  return { ...day, period: days, rows: STATISTICS_CLASSES.map(rowOf), total: rowOf(null) };
}

/** An enterprise is counted as one, whatever group its founder is of. */
function isIn(statisticsClass: StatisticsClass | null, part: Counted): boolean {
  if (statisticsClass === null) return true;
  if (part.borrowerKind !== statisticsClass.borrowerKind) return false;
  return (
    statisticsClass.borrowerKind === 'enterprise' ||
    part.borrowerCategory === statisticsClass.borrowerCategory
  );
}

function partsOf(parts: readonly Counted[]): Parts {
  const where = (slice: BookSlice): FigureSum =>
    addFigures(
      parts.filter(
        (part) =>
          (slice.sex === undefined || part.sex === slice.sex) &&
          (slice.disability === undefined || part.disability === slice.disability),
      ),
    );
  return Object.fromEntries(
    STATISTICS_PART_NAMES.map((name) => [name, where(STATISTICS_PARTS[name])]),
  ) as Record<StatisticsPart, FigureSum>;
}

/** The loans that a class stands for, to ask for them. */
export function sliceOf(statisticsClass: StatisticsClass | null, part: StatisticsPart): BookSlice {
  if (statisticsClass === null) return STATISTICS_PARTS[part];
  const { borrowerKind, borrowerCategory } = statisticsClass;
  const ofClass = borrowerKind === 'enterprise' ? { borrowerKind } : { borrowerKind, borrowerCategory };
  return { ...ofClass, ...STATISTICS_PARTS[part] };
}
