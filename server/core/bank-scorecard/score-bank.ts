import { divideHalfUp } from '../money.js';
import type { PolicyParameterValues } from '../policy/policy-parameters.js';
import { SCORE_MEASURE_NAMES, type ScoreMeasure } from './score-measures.js';

/** A part of a whole as the facts of a quarter give it; a whole of zero: there was nothing to measure. */
export type MeasuredPart = {
  readonly part: number;
  readonly whole: number;
};

export type MeasuredParts = Readonly<Record<ScoreMeasure, MeasuredPart>>;

/** How a measure is scored: the policy in force, and where it comes from. */
export interface ScoreRule {
  readonly scale: PolicyParameterValues[`score-${ScoreMeasure}`];
  readonly policyId: string;
  readonly verified: boolean;
}

export type ScoreRules = Readonly<Record<ScoreMeasure, ScoreRule>>;

/** One measure of one bank, with the marks that it earns. */
export type ScoredMeasure = MeasuredPart & {
  readonly measure: ScoreMeasure;
  /** The part of the whole, rounded half up; null where there was nothing to measure. */
  readonly rateBasisPoints: number | null;
  /** Marks in basis points of full marks; null where there was nothing to measure. */
  readonly marksBasisPoints: number | null;
  readonly weight: number;
  readonly policyId: string;
  readonly verified: boolean;
};

/** A bank with its marks. */
export interface BankScore {
  readonly measures: readonly ScoredMeasure[];
  /** The weighted mean of the marks, in basis points of full marks; null for a bank with nothing to measure. */
  readonly scoreBasisPoints: number | null;
}

const FULL = 10_000;

/**
 * The score of a bank: each measure earns marks on a line between the rate that earns none and the rate that earns full marks;
 * what could not be measured leaves its weight to the others. Exact until the one rounding of each figure.
 */
export function scoreBank(parts: MeasuredParts, rules: ScoreRules): BankScore {
  const measures = SCORE_MEASURE_NAMES.map((measure) => scored(measure, parts[measure], rules[measure]));
  const counted = measures.flatMap(({ weight, marksBasisPoints }) =>
    marksBasisPoints === null ? [] : [{ weight, marks: weight * marksBasisPoints }],
  );
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  const marks = counted.reduce((sum, each) => sum + each.marks, 0);
  const scoreBasisPoints = weights === 0 ? null : Number(divideHalfUp(BigInt(marks), BigInt(weights)));
  return { measures, scoreBasisPoints };
}

function scored(measure: ScoreMeasure, { part, whole }: MeasuredPart, rule: ScoreRule): ScoredMeasure {
  const { scale, policyId, verified } = rule;
  const measured = whole > 0;
  return {
    measure,
    part,
    whole,
    rateBasisPoints: measured ? Number(divideHalfUp(BigInt(part) * BigInt(FULL), BigInt(whole))) : null,
    marksBasisPoints: measured ? marksOf(part, whole, scale) : null,
    weight: scale.weight,
    policyId,
    verified,
  };
}

/** Where full marks lie below none, less is better. Without a distance between the two, full marks are reached or missed. */
function marksOf(
  part: number,
  whole: number,
  { noneAtBasisPoints: none, fullAtBasisPoints: full }: ScoreRule['scale'],
): number {
  const away = (at: number): bigint => BigInt(part) * BigInt(FULL) - BigInt(at) * BigInt(whole);
  if (full === none) return away(full) >= 0n ? FULL : 0;
  const isRising = full > none;
  if (isRising ? away(full) >= 0n : away(full) <= 0n) return FULL;
  if (isRising ? away(none) <= 0n : away(none) >= 0n) return 0;
  const distance = BigInt(full - none) * BigInt(whole);
  const sign = isRising ? 1n : -1n;
  return Number(divideHalfUp(sign * away(none) * BigInt(FULL), sign * distance));
}

/** Ranks by score, the best first; equal scores share a rank, and the next one is left out. Without a score there is no rank. */
export function rankOf(score: number | null, all: readonly (number | null)[]): number | null {
  if (score === null) return null;
  return 1 + all.filter((other) => other !== null && other > score).length;
}
