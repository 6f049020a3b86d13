import { literally, sql } from '../../models/sql.js';
import { selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import { addMonths, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { RISK_CLASSES } from '../core/risk-class.js';
import { AGEING_BUCKETS } from '../core/risk-reports/ageing.js';
import { basisPointsOf } from '../core/risk-reports/basis-points.js';
import { LOAN_STAGES } from '../core/risk-reports/loan-stages.js';
import { sumOf, type LoanSum } from './find-ageing.js';
import { closedDay, visibleTo } from './books-of.js';
import { movesBetween } from './loan-moves.js';

/** By what loans are sorted on the two days: the five classes, or days past due. */
export const ROLL_RATE_STATES = {
  'risk-class': Object.keys(RISK_CLASSES),
  ageing: Object.keys(AGEING_BUCKETS),
} as const;

export type RollRateKind = keyof typeof ROLL_RATE_STATES;

/** Disbursed after the first day: not on the books of it. */
const NEW = 'new';
const ENDED = Object.keys(LOAN_STAGES).filter((stage) => stage !== 'held');

export interface RollRateQuery {
  /** The earlier day; a month before the later one if it is left out. */
  readonly from?: BusinessDate | undefined;
  readonly asOf?: BusinessDate | undefined;
  readonly by: RollRateKind;
}

/** Loans that stood in one state on the first day and in another on the second. */
export interface RollRateCell extends LoanSum {
  readonly to: string;
  /** Of the money of the row, in basis points, rounded half up. */
  readonly shareBasisPoints: number;
}

export interface RollRateRow extends LoanSum {
  readonly from: string;
  readonly cells: readonly RollRateCell[];
}

/** Where loans went between two days: a row for each state they were in, `new` for those disbursed since. */
export interface RollRateReport {
  readonly from: BusinessDate;
  readonly asOf: BusinessDate;
  readonly by: RollRateKind;
  readonly rows: readonly RollRateRow[];
}

interface MovedRow extends LoanSum {
  readonly wasIn: string;
  readonly isIn: string;
}

/**
 * The matrix of roll rates (迁徙率): money as it was owed on the first day, of a new loan as it was disbursed. Fails: malformed (a
 * day that is not closed, or days out of order).
 */
export async function findRollRates(
  context: Context,
  { by, ...days }: RollRateQuery,
): Promise<RollRateReport> {
  const asOf = await closedDay(context, days.asOf, 'asOf');
  const from = days.from ?? addMonths(asOf, -1);
  if (from >= asOf) throw daysOutOfOrder();
  const column = literally(by === 'ageing' ? 'Ageing' : 'RiskClass');
  const query = sql`SELECT CASE WHEN m.isNew = 1 THEN ${NEW} ELSE m.was${column} END AS wasIn,
      CASE WHEN m.isStage = 'held' THEN m.is${column} ELSE m.isStage END AS isIn,
      COUNT(*) AS loans, SUM(CASE WHEN m.isNew = 1 THEN m.principalFen ELSE m.wasOwedFen END) AS outstandingFen
    FROM (${movesBetween(from, asOf, visibleTo(context))}) m
   WHERE m.isNew = 1 OR m.wasStage = 'held' GROUP BY wasIn, isIn`;
  const moved = await selectRows<MovedRow>(context.system.database, query.sql, query.parameters);
  const states = ROLL_RATE_STATES[by];
  return {
    from,
    asOf,
    by,
    rows: [...states, NEW].map((state) => rowOf(state, [...states, ...ENDED], moved)),
  };
}

function rowOf(from: string, columns: readonly string[], moved: readonly MovedRow[]): RollRateRow {
  const own = moved.filter(({ wasIn }) => wasIn === from);
  const total = sumOf(own);
  const cells = columns.map((to) => {
    const cell = sumOf(own.filter(({ isIn }) => isIn === to));
    return { to, ...cell, shareBasisPoints: basisPointsOf(cell.outstandingFen, total.outstandingFen) };
  });
  return { from, ...total, cells };
}

function daysOutOfOrder(): DomainError {
  const message = { zh: '应早于截止日', en: 'must be earlier than asOf' };
  return new DomainError('malformed', { field: 'from' }, [{ field: 'from', rule: 'date-order', message }]);
}
