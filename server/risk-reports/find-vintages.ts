import type { Database } from '../../models/database.js';
import { sql } from '../../models/sql.js';
import { selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import { addDays, parseBusinessDate, type BusinessDate } from '../core/business-date.js';
import {
  addQuarters,
  calendarQuarterOf,
  quarterDays,
  type CalendarQuarter,
} from '../core/calendar-quarter.js';
import { addFen, ZERO_FEN, type Fen } from '../core/money.js';
import { basisPointsOf } from '../core/risk-reports/basis-points.js';
import { closedDay, visibleTo } from './books-of.js';
import { defaultedBy, positionsOn, type Population } from './loan-positions.js';

/** Most quarters of disbursement in a report: five years. */
export const VINTAGE_QUARTERS = 20;

export interface VintageQuery {
  readonly asOf?: BusinessDate | undefined;
  /** More days past due than these are a default. */
  readonly daysPastDue: number;
}

/** How much of a vintage had gone bad at the end of a quarter. */
export interface VintagePoint {
  /** 0 at the end of the quarter of disbursement. */
  readonly age: number;
  readonly on: BusinessDate;
  readonly loans: number;
  readonly defaultedFen: Fen;
  /** Of all that was disbursed in the quarter, rounded half up. */
  readonly shareBasisPoints: number;
}

/** The loans disbursed in one quarter, from quarter end to quarter end. */
export interface Vintage {
  readonly quarter: CalendarQuarter;
  readonly loans: number;
  readonly disbursedFen: Fen;
  readonly points: readonly VintagePoint[];
}

export interface VintageReport {
  readonly asOf: BusinessDate;
  readonly daysPastDue: number;
  readonly vintages: readonly Vintage[];
}

interface MonthRow {
  /** `2025-03`, of the disbursement. */
  readonly disbursedIn: string;
  readonly loans: number;
  readonly fen: Fen;
}

type QuarterSums = ReadonlyMap<CalendarQuarter, { readonly loans: number; readonly fen: Fen }>;

/**
 * Vintage curves (放款批次曲线) by quarter of disbursement: what is owed on loans more than so many days past due, and what was
 * owed on those compensated until then, of all that was disbursed; at every quarter end and on the day of the report. One question for each
 * quarter end, about the bad loans alone. Fails: malformed (a day that is not closed).
 */
export async function findVintages(
  context: Context,
  { asOf: asked, daysPastDue }: VintageQuery,
): Promise<VintageReport> {
  const asOf = await closedDay(context, asked, 'asOf');
  const { database } = context.system;
  const last = calendarQuarterOf(asOf);
  const first = addQuarters(last, 1 - VINTAGE_QUARTERS);
  const { firstOn } = quarterDays(first);
  const { terms } = visibleTo(context);
  const population = { terms: sql`${terms} AND l.disbursedOn >= ${firstOn}` };
  const made = await disbursedBy(database, asOf, population);
  const bad = new Map<CalendarQuarter, QuarterSums>();
  // Before the first loan nothing can have gone bad.
  const [begin = last] = made.keys();
  for (let quarter = begin; quarter <= last; quarter = addQuarters(quarter, 1))
    bad.set(quarter, await defaulted(database, endOf(quarter, asOf), daysPastDue, population));
  const vintages = [...made].map(([quarter, { loans, fen: disbursedFen }]) => ({
    quarter,
    loans,
    disbursedFen,
    points: pointsOf(quarter, asOf, disbursedFen, bad),
  }));
  return { asOf, daysPastDue, vintages };
}

const endOf = (quarter: CalendarQuarter, asOf: BusinessDate): BusinessDate => {
  const { lastOn } = quarterDays(quarter);
  return lastOn < asOf ? lastOn : asOf;
};

function pointsOf(
  vintage: CalendarQuarter,
  asOf: BusinessDate,
  disbursedFen: Fen,
  bad: ReadonlyMap<CalendarQuarter, QuarterSums>,
): VintagePoint[] {
  const quarters = [...bad.keys()].filter((quarter) => quarter >= vintage);
  return quarters.map((quarter, age) => {
    const { loans = 0, fen: defaultedFen = ZERO_FEN } = bad.get(quarter)?.get(vintage) ?? {};
    const shareBasisPoints = basisPointsOf(defaultedFen, disbursedFen);
    return { age, on: endOf(quarter, asOf), loans, defaultedFen, shareBasisPoints };
  });
}

async function disbursedBy(
  database: Database,
  day: BusinessDate,
  { terms }: Population,
): Promise<QuarterSums> {
  const query = sql`SELECT SUBSTR(l.disbursedOn, 1, 7) AS disbursedIn, COUNT(*) AS loans, SUM(l.principalFen) AS fen
    FROM loans l WHERE l.disbursedOn <= ${day}${terms} GROUP BY disbursedIn ORDER BY disbursedIn`;
  return byQuarter(await selectRows<MonthRow>(database, query.sql, query.parameters));
}

async function defaulted(
  database: Database,
  day: BusinessDate,
  daysPastDue: number,
  { terms }: Population,
): Promise<QuarterSums> {
  const among = defaultedBy(day, addDays(day, -daysPastDue));
  const query = sql`SELECT SUBSTR(disbursedOn, 1, 7) AS disbursedIn, COUNT(*) AS loans, SUM(owedFen) AS fen
    FROM (${positionsOn(day, { terms, among })}) p WHERE stage <> 'settled' GROUP BY disbursedIn`;
  return byQuarter(await selectRows<MonthRow>(database, query.sql, query.parameters));
}

function byQuarter(months: readonly MonthRow[]): QuarterSums {
  const sums = new Map<CalendarQuarter, { loans: number; fen: Fen }>();
  for (const { disbursedIn, loans, fen } of months) {
    const quarter = calendarQuarterOf(parseBusinessDate(`${disbursedIn}-01`));
    const sum = sums.get(quarter) ?? { loans: 0, fen: ZERO_FEN };
    sums.set(quarter, { loans: sum.loans + loans, fen: addFen(sum.fen, fen) });
  }
  return sums;
}
