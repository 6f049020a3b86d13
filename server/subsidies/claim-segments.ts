import { daysBetween, type BusinessDate } from '../core/business-date.js';
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

/** How a segment is written: by place, which spares a million lines the names and half of their bytes. */
type WrittenSegment = readonly [
  from: BusinessDate,
  until: BusinessDate,
  principal: number,
  annualRate: number,
  subsidyRate: number,
  interest: number,
  subsidy: number,
  notSubsidisedBecause: NotSubsidisedReason | null,
];

/** The canonical JSON of a line's segments. */
export function segmentsJson(segments: readonly Omit<ClaimSegment, 'days'>[]): string {
  return `[${segments.map(textOf).join(',')}]`;
}

function textOf(segment: Omit<ClaimSegment, 'days'>): string {
  const { from, until, principal, annualRate, subsidyRate, interest, subsidy, notSubsidisedBecause } =
    segment;
  const reason = notSubsidisedBecause === null ? 'null' : `"${notSubsidisedBecause}"`;
  return `["${from}","${until}",${principal},${annualRate},${subsidyRate},${interest},${subsidy},${reason}]`;
}

/** The segments of a stored line. */
export function parseSegments(json: string): readonly ClaimSegment[] {
  const written: readonly (WrittenSegment | ClaimSegment)[] = JSON.parse(json);
  return written.map(readSegment);
}

/** A segment as it was written, also in the way of earlier lines, which named every value. */
export function readSegment(written: WrittenSegment | ClaimSegment): ClaimSegment {
  if (!isByPlace(written)) return written;
  const [from, until, principal, annualRate, subsidyRate, interest, subsidy, notSubsidisedBecause] = written;
  const days = daysBetween(from, until);
  return { annualRate, days, from, interest, notSubsidisedBecause, principal, subsidy, subsidyRate, until };
}

const isByPlace = (written: WrittenSegment | ClaimSegment): written is WrittenSegment =>
  Array.isArray(written);
