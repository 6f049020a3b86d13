import { sql } from '../../models/sql.js';
import { selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addFen, ZERO_FEN, type Fen } from '../core/money.js';
import { RISK_CLASSES, type RiskClass } from '../core/risk-class.js';
import { AGEING_BUCKETS, type AgeingBucket } from '../core/risk-reports/ageing.js';
import { closedDay, visibleTo } from './books-of.js';
import { positionsOn } from './loan-positions.js';

/** How many loans, and what is owed on them. */
export interface LoanSum {
  readonly loans: number;
  readonly outstandingFen: Fen;
}

/** All loans that their banks hold, by days past due and by class. */
export interface AgeingReport {
  readonly asOf: BusinessDate;
  readonly total: LoanSum;
  readonly buckets: readonly (LoanSum & { readonly ageing: AgeingBucket })[];
  readonly classes: readonly (LoanSum & { readonly riskClass: RiskClass })[];
}

interface CellRow extends LoanSum {
  readonly ageing: AgeingBucket;
  readonly riskClass: RiskClass;
}

/** Ageing (账龄) as of a business date, the last closed one if none is named. Fails: malformed (a day that is not closed). */
export async function findAgeing(context: Context, asked: BusinessDate | undefined): Promise<AgeingReport> {
  const asOf = await closedDay(context, asked, 'asOf');
  const query = sql`SELECT ageing, riskClass, COUNT(*) AS loans, SUM(owedFen) AS outstandingFen
    FROM (${positionsOn(asOf, visibleTo(context))}) p WHERE stage = 'held' GROUP BY ageing, riskClass`;
  const cells = await selectRows<CellRow>(context.system.database, query.sql, query.parameters);
  return {
    asOf,
    total: sumOf(cells),
    buckets: keysOf(AGEING_BUCKETS).map((ageing) => ({
      ageing,
      ...sumOf(cells.filter((cell) => cell.ageing === ageing)),
    })),
    classes: keysOf(RISK_CLASSES).map((riskClass) => ({
      riskClass,
      ...sumOf(cells.filter((cell) => cell.riskClass === riskClass)),
    })),
  };
}

/** Loans and money of several groups together. */
export function sumOf(cells: readonly LoanSum[]): LoanSum {
  return cells.reduce<LoanSum>(
    (sum, { loans, outstandingFen }) => ({
      loans: sum.loans + loans,
      outstandingFen: addFen(sum.outstandingFen, outstandingFen),
    }),
    { loans: 0, outstandingFen: ZERO_FEN },
  );
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(table) as Key[];
