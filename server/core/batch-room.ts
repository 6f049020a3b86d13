import { fen, type Fen } from './money.js';

/** What may be compensated of a batch at most, and how much of it is left. */
export interface BatchRoom {
  readonly capFen: Fen;
  readonly remainingFen: Fen;
}

const WHOLE = 10_000n;

/**
 * The room of a batch (批量担保代偿上限): so many basis points of everything guaranteed in it, rounded down to the fen, less what
 * has been compensated. A cap that has been used up leaves nothing, and never less.
 */
export function batchRoom(guaranteed: Fen, capBasisPoints: number, compensated: Fen): BatchRoom {
  const capFen = fen(Number((BigInt(guaranteed) * BigInt(capBasisPoints)) / WHOLE));
  return { capFen, remainingFen: fen(Math.max(0, capFen - compensated)) };
}
