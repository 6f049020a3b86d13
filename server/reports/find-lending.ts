import { Organisation } from '../../models/organisation.js';
import { findRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { REPORT_FIGURE_NAMES, type ReportFigure } from '../core/report-figures.js';
import { periodsBetween, type PeriodLength, type ReportPeriod } from '../core/report-periods.js';
import { reportDay, earlierDay, type ReportDay } from './report-days.js';
import { sumBalances } from './sum-balances.js';
import { NO_LOANS, sumFigure, type FigurePart, type FigureSum } from './sum-figures.js';

/** Longest report: two years by month. */
const MOST_PERIODS = 24;

export interface LendingRequest {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly length: PeriodLength;
  /** Left out: everything together. */
  readonly by?: 'bankOrganisationId' | 'districtOrganisationId' | undefined;
  readonly asOf?: BusinessDate | undefined;
  /** Left out: every figure; the others are nought. */
  readonly figures?: readonly ReportFigure[] | undefined;
}

/** What was lent, is owed, was paid and went wrong in a period, all together or of one bank or district. */
export interface LendingRow {
  readonly period: ReportPeriod;
  /** Null: all together. */
  readonly organisation: { readonly id: number; readonly name: string } | null;
  readonly figures: Readonly<Record<ReportFigure, FigureSum>>;
}

export interface LendingReport extends ReportDay {
  readonly by: NonNullable<LendingRequest['by']> | null;
  readonly rows: readonly LendingRow[];
}

/**
 * Issued, balance, jobs, subsidy, overdue and compensation, period by period, perhaps by bank or district, as of a day. Balances and
 * overdue are those at the end of each period. Fails: malformed (too many periods, or days in the wrong order).
 */
export async function findLending(context: Context, request: LendingRequest): Promise<LendingReport> {
  const { from, by, length } = request;
  const day = await reportDay(context, request.asOf);
  if (request.to < from) throw wrongDays('to', '结束日不能早于开始日', 'can’t be earlier than the first day');
  const periods = periodsBetween(from, earlierDay(request.to, day.asOf), length);
  if (periods.length > MOST_PERIODS) {
    throw wrongDays('to', `最多${MOST_PERIODS}个期间`, `gives more than ${MOST_PERIODS} periods`);
  }
  const { figures: wanted = REPORT_FIGURE_NAMES } = request;
  const ends = wanted.includes('balance') ? periods.map(({ to }) => to) : [];
  const balances = await sumBalances(context, ends, by === undefined ? [] : [by]);
  const rows: LendingRow[] = [];
  for (const [place, period] of periods.entries()) {
    rows.push(...(await rowsOf(context, period, { day, wanted, by, balances: balances[place] ?? [] })));
  }
  return { ...day, by: by ?? null, rows };
}

interface Wanted extends Pick<LendingRequest, 'by'> {
  readonly day: ReportDay;
  readonly wanted: readonly ReportFigure[];
  /** Those of the period, which were added up for all periods at once. */
  readonly balances: readonly FigurePart<NonNullable<LendingRequest['by']>>[];
}

async function rowsOf(
  context: Context,
  period: ReportPeriod,
  { day: { asOf }, wanted, by, balances }: Wanted,
): Promise<LendingRow[]> {
  // All together have a row even where there is no loan.
  const byOrganisation = new Map<number, Partial<Record<ReportFigure, FigureSum>>>(
    by === undefined ? [[0, {}]] : [],
  );
  const dimensions = by === undefined ? [] : [by];
  for (const figure of wanted) {
    const parts =
      figure === 'balance'
        ? balances
        : await sumFigure(context, figure, { ...period, asOf }, { by: dimensions });
    for (const part of parts) {
      const id = by === undefined ? 0 : Number(part[by]);
      byOrganisation.set(id, {
        ...byOrganisation.get(id),
        [figure]: { loans: part.loans, amount: part.amount },
      });
    }
  }
  const names = await namesOf([...byOrganisation.keys()]);
  return [...byOrganisation]
    .map(([id, figures]) => ({
      period,
      organisation: by === undefined ? null : { id, name: names.get(id) ?? '' },
      figures: complete(figures),
    }))
    .toSorted((a, b) => (a.organisation?.id ?? 0) - (b.organisation?.id ?? 0));
}

/** Every figure, nought where no loan counts. */
export function complete(
  figures: Partial<Record<ReportFigure, FigureSum>>,
): Readonly<Record<ReportFigure, FigureSum>> {
  const all = REPORT_FIGURE_NAMES.map((figure) => [figure, figures[figure] ?? NO_LOANS] as const);
  return Object.fromEntries(all) as Record<ReportFigure, FigureSum>;
}

/** The names of organisations by id. */
export async function namesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const organisations = await findRows(Organisation, { where: { id: ids } });
  return new Map(organisations.map(({ id, name }) => [id, name]));
}

function wrongDays(field: string, zh: string, en: string): DomainError {
  return new DomainError('malformed', {}, [{ field, rule: 'report-days', message: { zh, en } }]);
}
