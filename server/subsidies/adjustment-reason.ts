import type { ClaimSegment } from './claim-segments.js';

/** What may differ between the facts a quarter was paid on and the facts now known, in the order in which it is named. */
export const ADJUSTMENT_REASONS = {
  'not-claimed-before': { zh: '原期未申报', en: 'Not claimed for that quarter' },
  'principal-changed': { zh: '本金余额有变', en: 'The principal outstanding changed' },
  'rate-changed': { zh: '合同利率有变', en: 'The contract rate changed' },
  'exclusion-changed': { zh: '不予贴息的天数有变', en: 'The days that earn no subsidy changed' },
  'policy-changed': { zh: '适用贴息政策有变', en: 'The subsidy policy changed' },
  'clawback-offset': { zh: '抵扣追回款', en: 'Taken off for a clawback' },
  recomputed: { zh: '重算有差', en: 'Recomputed differently' },
} as const;

export type AdjustmentReason = keyof typeof ADJUSTMENT_REASONS;

type Difference = readonly [
  reason: AdjustmentReason,
  differs: (before: ClaimSegment, after: ClaimSegment) => boolean,
];

const DIFFERENCES: readonly Difference[] = [
  ['principal-changed', (before, after) => before.principal !== after.principal],
  ['rate-changed', (before, after) => before.annualRate !== after.annualRate],
  ['exclusion-changed', (before, after) => before.notSubsidisedBecause !== after.notSubsidisedBecause],
  ['policy-changed', (before, after) => before.subsidyRate !== after.subsidyRate],
];

/**
 * Why a quarter comes out differently than it was paid: the first fact that differs on some day, by comparing what the
 * paid line rested on with what is known now. Both lists cover the same quarter in date order.
 */
export function adjustmentReason(
  before: readonly ClaimSegment[] | null,
  after: readonly ClaimSegment[],
): AdjustmentReason {
  if (before === null) return 'not-claimed-before';
  const overlaps = before.flatMap((old) =>
    after.filter((now) => now.from < old.until && old.from < now.until).map((now) => [old, now] as const),
  );
  const found = DIFFERENCES.find(([, differs]) => overlaps.some(([old, now]) => differs(old, now)));
  return found?.[0] ?? 'recomputed';
}
