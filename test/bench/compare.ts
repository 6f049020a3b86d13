import { isDeepStrictEqual } from 'node:util';

/** The two sides of a measurement did not do the same: their speeds say nothing. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
}

/** Throws Mismatch unless both sides gave the same. */
export function assertSame(what: string, ours: unknown, baseline: unknown): void {
  if (isDeepStrictEqual(ours, baseline)) return;
  throw new Mismatch(`${what}: ours is ${JSON.stringify(ours)}, the baseline's ${JSON.stringify(baseline)}`);
}

/** How many places of two lists of equal length differ. */
export function countDifferences(ours: Float64Array, baseline: Float64Array): number {
  if (ours.length !== baseline.length) throw new Mismatch('The results are not equally many');
  let differences = 0;
  for (let index = 0; index < ours.length; index += 1) {
    if (ours[index] !== baseline[index]) differences += 1;
  }
  return differences;
}
