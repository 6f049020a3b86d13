import type { BusinessDate } from '../business-date.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../policy/policy-parameters.js';

/** Days from one to another, exclusive; without end where there is none yet. */
export interface Span {
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
}

/** A day, and the version of the parameter by which it is that day. */
export interface DayUnder<Parameter extends PolicyParameter> {
  readonly on: BusinessDate;
  readonly version: PolicyVersion<Parameter>;
}

/**
 * The first day of a span on which something holds by the version in force on that very day: `dayUnder` says from when on it holds under
 * one version, not before the day it is given, or null for never. Null where it holds on no day of the span.
 */
export function firstDayUnder<Parameter extends PolicyParameter>(
  book: PolicyBook,
  parameter: Parameter,
  span: Span,
  dayUnder: (value: PolicyVersion<Parameter>['value'], from: BusinessDate) => BusinessDate | null,
): DayUnder<Parameter> | null {
  const changes = book.versions
    .filter((each) => each.parameter === parameter && each.effectiveFrom > span.from)
    .map(({ effectiveFrom }) => effectiveFrom)
    .toSorted();
  const starts = [span.from, ...new Set(changes)];
  for (const [index, from] of starts.entries()) {
    if (span.until !== null && from >= span.until) return null;
    const version = ifInForce(() => book.asOf(parameter, from));
    const on = version === undefined ? null : dayUnder(version.value, from);
    const next = starts[index + 1];
    const isWithin = on !== null && isBefore(on, next) && isBefore(on, span.until);
    if (isWithin && version !== undefined) return { on, version };
  }
  return null;
}

const isBefore = (day: BusinessDate, end: BusinessDate | null | undefined): boolean =>
  end === null || end === undefined || day < end;
