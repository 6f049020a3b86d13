import { subtractFen, sumFen, type Fen } from '../money.js';

/** A quarter for which a loan was paid, and what it comes to with the finding. */
export interface PaidQuarter {
  readonly quarter: string;
  /** What was paid or is on its way, less what was demanded back before. */
  readonly paid: Fen;
  readonly recomputed: Fen;
}

/** What of a quarter has to come back. */
export interface QuarterToReturn extends PaidQuarter {
  readonly amount: Fen;
}

/** Of each quarter what was paid beyond what it comes to now; quarters that were paid rightly, or too little, are left out. */
export function quartersToReturn<Quarter extends PaidQuarter>(
  quarters: readonly Quarter[],
): (Quarter & QuarterToReturn)[] {
  return quarters
    .map((quarter) => ({ ...quarter, amount: subtractFen(quarter.paid, quarter.recomputed) }))
    .filter(({ amount }) => amount > 0);
}

/** What has to come back in all. */
export const totalToReturn = (quarters: readonly QuarterToReturn[]): Fen =>
  sumFen(quarters.map(({ amount }) => amount));
