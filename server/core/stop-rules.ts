import type { Bilingual } from './bilingual.js';
import type { Fen } from './money.js';
import type { PolicyParameterValues } from './policy/policy-parameters.js';

/** What is measured of a bank, a guarantor and a district; at its threshold new guarantees stop. */
export const STOP_MEASURES = {
  'overdue-rate': { zh: '逾期率', en: 'Overdue rate' },
  'compensation-rate': { zh: '代偿率', en: 'Compensation rate' },
} as const satisfies Record<string, Bilingual>;

export type StopMeasure = keyof typeof STOP_MEASURES;

/** A part of a whole: overdue of outstanding, or compensated of guaranteed. */
export interface MeasuredRate {
  readonly measure: StopMeasure;
  readonly part: Fen;
  readonly whole: Fen;
}

/** A rate that has reached its threshold, in basis points. The rate is rounded down, the test is exact. */
export interface ReachedThreshold {
  readonly rateBasisPoints: number;
  readonly thresholdBasisPoints: number;
}

const WHOLE = 10_000n;

/** The threshold of a measure, in basis points. */
export const thresholdOf = (
  measure: StopMeasure,
  thresholds: PolicyParameterValues['stop-thresholds'],
): number =>
  measure === 'overdue-rate' ? thresholds.overdueBasisPoints : thresholds.compensationBasisPoints;

/** A rate in basis points, rounded down; nought while there is nothing to measure. */
export const rateBasisPoints = ({ part, whole }: MeasuredRate): number =>
  whole === 0 ? 0 : Number((BigInt(part) * WHOLE) / BigInt(whole));

/** Whether a rate has reached the threshold of its measure: undefined while it has not, or while there is nothing to measure. */
export function reachedThreshold(
  rate: MeasuredRate,
  thresholds: PolicyParameterValues['stop-thresholds'],
): ReachedThreshold | undefined {
  const { measure, part, whole } = rate;
  const thresholdBasisPoints = thresholdOf(measure, thresholds);
  if (part === 0 || BigInt(part) * WHOLE < BigInt(whole) * BigInt(thresholdBasisPoints)) return undefined;
  return { rateBasisPoints: rateBasisPoints(rate), thresholdBasisPoints };
}

/** Basis points as a percentage with two places: 2000 is `20.00`. */
export function formatBasisPoints(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
