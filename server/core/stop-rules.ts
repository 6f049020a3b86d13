import type { Bilingual } from './bilingual.js';
import type { BusinessDate } from './business-date.js';
import type { Fen } from './money.js';
import type { PolicyBook } from './policy/policy-book.js';

/** What is measured of a bank, a guarantor and a district; at its threshold new guarantees stop. */
export const STOP_MEASURES = {
  'overdue-rate': { zh: '逾期率', en: 'Overdue rate' },
  'compensation-rate': { zh: '代偿率', en: 'Compensation rate' },
  'yearly-compensation': { zh: '年度代偿率', en: 'Compensation of the year' },
  'compensation-cap': { zh: '协议年度代偿上限使用率', en: 'Use of the agreed cap of the year' },
} as const satisfies Record<string, Bilingual>;

export type StopMeasure = keyof typeof STOP_MEASURES;

/**
 * A part of a whole: overdue of outstanding, compensated of guaranteed; compensated in the calendar year of that and what is
 * outstanding, or of the cap of an agreement.
 */
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

/** A rate in basis points, rounded down; nought while there is nothing to measure. */
export const rateBasisPoints = ({ part, whole }: Pick<MeasuredRate, 'part' | 'whole'>): number =>
  whole === 0 ? 0 : Number((BigInt(part) * WHOLE) / BigInt(whole));

/** The threshold of each measure by the policy of a day, with the version that says so. Throws `no-policy-in-force`. */
export function thresholdOn(
  measure: StopMeasure,
  book: PolicyBook,
  day: BusinessDate,
): { readonly basisPoints: number; readonly policyId: string } {
  if (measure === 'overdue-rate' || measure === 'compensation-rate') {
    const { value, id: policyId } = book.asOf('stop-thresholds', day);
    const isOverdue = measure === 'overdue-rate';
    return { basisPoints: isOverdue ? value.overdueBasisPoints : value.compensationBasisPoints, policyId };
  }
  const { value, id: policyId } = book.asOf('stop-yearly-compensation', day);
  const isCap = measure === 'compensation-cap';
  return { basisPoints: isCap ? value.capBasisPoints : value.rateBasisPoints, policyId };
}

/** Whether a rate has reached its threshold: undefined while it has not, or while there is nothing to measure. */
export function reachedThreshold(
  rate: Pick<MeasuredRate, 'part' | 'whole'>,
  thresholdBasisPoints: number,
): ReachedThreshold | undefined {
  const { part, whole } = rate;
  if (part === 0 || BigInt(part) * WHOLE < BigInt(whole) * BigInt(thresholdBasisPoints)) return undefined;
  return { rateBasisPoints: rateBasisPoints(rate), thresholdBasisPoints };
}

/** Basis points as a percentage with two places: 2000 is `20.00`. */
export function formatBasisPoints(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
