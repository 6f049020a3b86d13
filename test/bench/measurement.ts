import type { World } from './world.js';

/** One line of the report, as `npm run bench -- --json` prints it. */
export interface BenchRow {
  readonly name: string;
  /** What both sides do, in words. */
  readonly what: string;
  readonly ours: number;
  /** Null for a goal that is absolute. */
  readonly baseline: number | null;
  readonly unit: string;
  readonly ratio: number | null;
  readonly goal: string;
  /** Null where the goal is only information. */
  readonly met: boolean | null;
}

/** What a measurement is given. */
export interface Bench {
  /** How many loans the data set has; other sizes follow from it. */
  readonly loans: number;
  /** How often each side is measured, one after the other. */
  readonly rounds: number;
  /** How long one round of load lasts. */
  readonly roundSeconds: number;
  /** Says what is going on, to whoever waits. */
  progress(text: string): void;
  /** The program over the generated data set, made when first asked for. */
  world(): Promise<World>;
  /** To be run when everything has been measured, the last first. */
  atEnd(work: () => Promise<void> | void): void;
}

/** One measurement; it gives one row. */
export interface Measurement {
  readonly name: string;
  /** Set when it makes sense on MariaDB or MySQL only. */
  readonly needsServer?: true;
  measure(bench: Bench): Promise<BenchRow>;
}

/** A goal and how to see whether it is met. */
export interface Goal {
  readonly text: string;
  isMet(figures: { readonly ours: number; readonly ratio: number | null }): boolean | null;
}

export const ratioAtLeast = (least: number): Goal => ({
  text: `>= ${least}`,
  isMet: ({ ratio }) => ratio !== null && ratio >= least,
});

/** Where less is better: a time against a time. */
export const ratioAtMost = (most: number): Goal => ({
  text: `<= ${most}`,
  isMet: ({ ratio }) => ratio !== null && ratio <= most,
});

export const atMost = (most: number, unit: string): Goal => ({
  text: `<= ${most} ${unit}`,
  isMet: ({ ours }) => ours <= most,
});

/** Nothing to reach: the figure is there to be known. */
export const INFORMATIVE: Goal = { text: 'informative', isMet: () => null };

/** Makes a row out of what was measured. */
export function benchRow(
  { name, what, unit }: Pick<BenchRow, 'name' | 'what' | 'unit'>,
  { ours, baseline }: Pick<BenchRow, 'ours' | 'baseline'>,
  goal: Goal,
): BenchRow {
  const ratio = baseline === null ? null : significant(ours / baseline);
  const met = goal.isMet({ ours, ratio });
  return {
    name,
    what,
    ours: significant(ours),
    baseline: baseline === null ? null : significant(baseline),
    unit,
    ratio,
    goal: goal.text,
    met,
  };
}

/** Three digits are more than a measurement knows. */
const significant = (value: number): number => Number(value.toPrecision(3));
