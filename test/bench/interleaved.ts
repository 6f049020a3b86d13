/** Measures once and gives a figure. */
export type Round = (round: number) => number | Promise<number>;

export interface Medians {
  readonly ours: number;
  readonly baseline: number;
}

/**
 * Measures both sides in turns, so that whatever else the machine does falls on both, and gives the median of each. The
 * side that goes first changes from round to round; a round before the first warms up and does not count.
 */
export async function interleaved(rounds: number, ours: Round, baseline: Round): Promise<Medians> {
  const figures = { ours: [] as number[], baseline: [] as number[] };
  const sides = [
    ['ours', ours],
    ['baseline', baseline],
  ] as const;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [side, measure] of round % 2 === 0 ? sides : sides.toReversed()) {
      const figure = await measure(round);
      if (round > 0) figures[side].push(figure);
    }
  }
  return { ours: median(figures.ours), baseline: median(figures.baseline) };
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing');
  return (low + high) / 2;
}
