import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addFen, fen, ZERO_FEN, type Fen } from '../core/money.js';
import { RISK_CLASSES, type RiskClass } from '../core/risk-class.js';
import { AGEING_BUCKETS, type AgeingBucket } from '../core/risk-reports/ageing.js';
import { closedDay, visibleTo } from './books-of.js';
import { sumHeld } from './held-sums.js';

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

/** The held loans of one age and class. */
export interface BookCell {
  readonly ageing: AgeingBucket;
  readonly riskClass: RiskClass;
  readonly loans: number;
  readonly owedFen: number;
}

/** Ageing (账龄) as of a business date, the last closed one if none is named. Fails: malformed (a day that is not closed). */
export async function findAgeing(context: Context, asked: BusinessDate | undefined): Promise<AgeingReport> {
  const asOf = await closedDay(context, asked, 'asOf');
  const { terms } = visibleTo(context);
  return ageingOf(asOf, await sumHeld(context.system.database, { day: asOf, terms, by: [] }));
}

/** The report of a book that was added up. */
export function ageingOf(asOf: BusinessDate, cells: readonly BookCell[]): AgeingReport {
  return {
    asOf,
    total: sumOf(cells.map(asSum)),
    buckets: keysOf(AGEING_BUCKETS).map((ageing) => ({
      ageing,
      ...sumOf(cells.filter((cell) => cell.ageing === ageing).map(asSum)),
    })),
    classes: keysOf(RISK_CLASSES).map((riskClass) => ({
      riskClass,
      ...sumOf(cells.filter((cell) => cell.riskClass === riskClass).map(asSum)),
    })),
  };
}

const asSum = ({ loans, owedFen }: BookCell): LoanSum => ({ loans, outstandingFen: fen(owedFen) });

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
