import { addDays, businessDate, yearMonthDay, type BusinessDate } from './business-date.js';
import { DomainError } from './errors.js';

/** An interest quarter (贴息季度) from the 21st to the 21st: 2025Q2 is `[2025-03-21, 2025-06-21)`. */
export interface SubsidyQuarter {
  /** Year and quarter, such as "2025Q2". */
  readonly name: string;
  readonly from: BusinessDate;
  /** The first day of the next quarter. */
  readonly until: BusinessDate;
}

const NAME_PATTERN = /^(\d{4})Q([1-4])$/;
const FIRST_YEAR = 1901;
const LAST_YEAR = 2200;
const FIRST_DAY = 21;

/** Reads a quarter's name, of the years 1901 to 2200. Throws `malformed`. */
export function subsidyQuarter(name: string): SubsidyQuarter {
  const match = NAME_PATTERN.exec(name);
  const year = Number(match?.[1]);
  if (match === null || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new DomainError('malformed', { expected: 'subsidy-quarter' });
  }
  return quarterOf(year, Number(match[2]));
}

/** The quarter that a day belongs to: 2025-03-20 to 2025Q1, 2025-03-21 to 2025Q2, 2025-12-21 to 2026Q1. */
export function subsidyQuarterOf(date: BusinessDate): SubsidyQuarter {
  // The 21st of a month is moved to the first of that month, so that a quarter ends with its calendar quarter's last 20th.
  const { year, month } = yearMonthDay(addDays(date, 1 - FIRST_DAY));
  const quarter = Math.floor(month / 3) + 1;
  return quarter > 4 ? quarterOf(year + 1, 1) : quarterOf(year, quarter);
}

export function nextSubsidyQuarter(quarter: SubsidyQuarter): SubsidyQuarter {
  return subsidyQuarterOf(quarter.until);
}

/** The names of the quarters that end on one of these days, both included: those of a half-year are its first and second. */
export function subsidyQuartersEnding(from: BusinessDate, to: BusinessDate): string[] {
  const names: string[] = [];
  for (
    let quarter = subsidyQuarterOf(from);
    addDays(quarter.until, -1) <= to;
    quarter = nextSubsidyQuarter(quarter)
  ) {
    names.push(quarter.name);
  }
  return names;
}

/** Nothing is claimed for a quarter before it has ended; `field` is where a request names it. Throws `malformed`. */
export function assertQuarterEnded(quarter: SubsidyQuarter, today: BusinessDate, field = 'quarter'): void {
  if (today >= quarter.until) return;
  const message = { zh: '贴息季度尚未结束', en: 'the interest quarter has not ended yet' };
  throw new DomainError('malformed', {}, [{ field, rule: 'quarter-ended', message }]);
}

function quarterOf(year: number, quarter: number): SubsidyQuarter {
  return {
    name: `${year}Q${quarter}`,
    from: quarter === 1 ? quarterEnd(year - 1, 4) : quarterEnd(year, quarter - 1),
    until: quarterEnd(year, quarter),
  };
}

/** The 21st of the quarter's last month. */
function quarterEnd(year: number, quarter: number): BusinessDate {
  return businessDate(year, quarter * 3, FIRST_DAY);
}
