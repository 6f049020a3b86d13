import type { SqlPart } from '../../models/condition.js';
import { literally, sql } from '../../models/sql.js';
import { selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { ReportFigure } from '../core/report-figures.js';
import { sumHeld } from '../risk-reports/held-sums.js';
import { contributionsTo, type FigureDays } from './contributions.js';
import { DIMENSIONS, termsOf, type BookSlice, type Dimension } from './slices.js';

/** How many loans count in a figure, and what they come to: fen, or jobs. */
export interface FigureSum {
  readonly loans: number;
  readonly amount: number;
}

/** The figure of one part of what was asked for. */
export type FigurePart<By extends Dimension> = FigureSum & Readonly<Record<By, string | number | null>>;

export const NO_LOANS: FigureSum = { loans: 0, amount: 0 };

/** A figure of the loans that the actor sees, taken apart by dimensions: one row for each part that is there. */
export async function sumFigure<By extends Dimension>(
  context: Context,
  figure: ReportFigure,
  days: FigureDays,
  { slice = {}, by }: { readonly slice?: BookSlice; readonly by: readonly By[] },
): Promise<FigurePart<By>[]> {
  const terms = termsOf(context, slice);
  const marks = by.some((dimension) => DIMENSIONS[dimension].includes('s.'));
  const statistics = marks ? 'LEFT JOIN loan_statistics s ON s.loanId = l.id' : '';
  if (figure === 'balance') return await balanceOf(context, days, { terms, by, statistics });
  const columns = by.map((dimension) => `${DIMENSIONS[dimension]} AS ${dimension}, `).join('');
  const groups =
    by.length === 0 ? '' : ` GROUP BY ${by.map((dimension) => DIMENSIONS[dimension]).join(', ')}`;
  const query = sql`SELECT ${literally(columns)}COUNT(*) AS loans, SUM(c.amount) AS amount
    FROM (${contributionsTo(figure, days, terms)}) c JOIN loans l ON l.id = c.loanId
    ${literally(statistics + groups)}`;
  // Without a loan the one sum is null.
  type SumRow = FigurePart<By> & { readonly amount: number | null };
  const rows = await selectRows<SumRow>(context.system.database, query.sql, query.parameters);
  return rows.map((row) => ({ ...row, amount: row.amount ?? 0 }));
}

interface BalanceParts<By extends Dimension> {
  readonly terms: SqlPart;
  readonly by: readonly By[];
  readonly statistics: string;
}

/** The sum of `contributionsTo('balance')`, without a look into the past of loans that stand as they stood on the day. */
async function balanceOf<By extends Dimension>(
  { system }: Context,
  { to: day }: FigureDays,
  { terms, by, statistics }: BalanceParts<By>,
): Promise<FigurePart<By>[]> {
  const columns = by.map((dimension) => [dimension, DIMENSIONS[dimension]] as const);
  const held = await sumHeld(system.database, { day, terms, by: columns, joined: statistics });
  const parts = new Map<string, FigurePart<By>>();
  for (const part of held.filter(({ owing }) => owing === 1)) {
    const key = JSON.stringify(by.map((dimension) => part[dimension]));
    const { loans, amount } = parts.get(key) ?? NO_LOANS;
    parts.set(key, { ...part, loans: loans + part.loans, amount: amount + part.owedFen });
  }
  return [...parts.values()];
}

/** Adds figures up. */
export const addFigures = (parts: readonly FigureSum[]): FigureSum =>
  parts.reduce(
    (sum, part) => ({ loans: sum.loans + part.loans, amount: sum.amount + part.amount }),
    NO_LOANS,
  );
