import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { REPORT_FIGURE_NAMES, type ReportFigure } from '../core/report-figures.js';
import type { ReportPeriod } from '../core/report-periods.js';
import { complete } from './find-lending.js';
import { earlierDay, reportDay, type ReportDay } from './report-days.js';
import type { BookSlice } from './slices.js';
import { addFigures, sumFigure, type FigurePart, type FigureSum } from './sum-figures.js';

type Figures = Readonly<Record<ReportFigure, FigureSum>>;

/** The half-year on one page: everything together, individuals and enterprises, women and disabled people. */
export interface Headline extends ReportDay {
  readonly period: ReportPeriod;
  readonly rows: readonly HeadlineRow[];
}

export interface HeadlineRow {
  readonly part: HeadlinePart;
  readonly figures: Figures;
}

/** What stands on the page, each with the loans it means. */
export const HEADLINE_PARTS = {
  all: { zh: '合计', en: 'All', slice: {} },
  individual: { zh: '个人', en: 'Individuals', slice: { borrowerKind: 'individual' } },
  enterprise: { zh: '小微企业', en: 'Enterprises', slice: { borrowerKind: 'enterprise' } },
  women: { zh: '其中:女性', en: 'Of these women', slice: { sex: 'female' } },
  disabled: { zh: '其中:残疾人', en: 'Of these disabled', slice: { disability: 'yes' } },
} as const satisfies Record<string, { readonly zh: string; readonly en: string; readonly slice: BookSlice }>;
export type HeadlinePart = keyof typeof HEADLINE_PARTS;

/** Everything is counted once, by what the parts differ in. */
const BY = ['borrowerKind', 'sex', 'disability'] as const;
type Counted = FigurePart<(typeof BY)[number]>;

const PARTS = Object.keys(HEADLINE_PARTS) as readonly HeadlinePart[];

/** The headline figures of a half-year (or another period), as of a day. */
export async function findHeadline(
  context: Context,
  { period, asOf }: { readonly period: ReportPeriod; readonly asOf?: BusinessDate | undefined },
): Promise<Headline> {
  const day = await reportDay(context, asOf);
  const days = { ...period, to: earlierDay(period.to, day.asOf), asOf: day.asOf };
  const counted = new Map<ReportFigure, readonly Counted[]>();
  for (const figure of REPORT_FIGURE_NAMES)
    counted.set(figure, await sumFigure(context, figure, days, { by: BY }));
  const rows = PARTS.map((part) => ({ part, figures: figuresOf(HEADLINE_PARTS[part].slice, counted) }));
  return { ...day, period: days, rows };
}

/** The sums of a part, out of all that was counted. */
function figuresOf(slice: BookSlice, counted: ReadonlyMap<ReportFigure, readonly Counted[]>): Figures {
  const asked = BY.filter((dimension) => slice[dimension] !== undefined);
  const sums = [...counted].map(([figure, parts]) => {
    const own = parts.filter((part) => asked.every((dimension) => part[dimension] === slice[dimension]));
    return [figure, addFigures(own)] as const;
  });
  return complete(Object.fromEntries(sums));
}
