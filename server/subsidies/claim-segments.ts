import type { BusinessDate } from '../core/business-date.js';
import type { SubsidyStatementLine } from '../core/interest-subsidy.js';
import type { NotSubsidisedReason } from '../core/subsidy-segments.js';

/** A segment as a claim line keeps it: amounts in fen, rates in the units of `Rate` and `SubsidyRate`. */
export interface ClaimSegment {
  readonly annualRate: number;
  readonly days: number;
  readonly from: BusinessDate;
  readonly interest: number;
  readonly notSubsidisedBecause: NotSubsidisedReason | null;
  readonly principal: number;
  readonly subsidy: number;
  readonly subsidyRate: number;
  readonly until: BusinessDate;
}

/** The canonical JSON of a line's segments. Keys are written in order, which spares a million lines the sorting. */
export function segmentsJson(segments: readonly SubsidyStatementLine[]): string {
  return JSON.stringify(
    segments.map((segment): ClaimSegment => ({
      annualRate: segment.annualRate,
      days: segment.days,
      from: segment.from,
      interest: segment.interest,
      notSubsidisedBecause: segment.notSubsidisedBecause,
      principal: segment.principal,
      subsidy: segment.subsidy,
      subsidyRate: segment.subsidyRate,
      until: segment.until,
    })),
  );
}

/** The segments of a stored line. */
export function parseSegments(json: string): readonly ClaimSegment[] {
  const segments: readonly ClaimSegment[] = JSON.parse(json);
  return segments;
}
