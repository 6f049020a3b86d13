import { addDays, type BusinessDate, weekday, yearMonthDay } from '../business-date.js';
import { type CalendarYear, PUBLISHED_CALENDAR_YEARS } from './published-years.js';

/** The published years by number. Years without an entry are estimated by weekends, and every answer says so. */
export type WorkingCalendar = ReadonlyMap<number, CalendarYear>;

/** An answer that rests on an estimate where `estimated` is true: some year it touched has no published calendar. */
export interface Judged<T> {
  readonly value: T;
  readonly estimated: boolean;
}

const SATURDAY = 6;

/** The calendar of the published years and of further ones, which replace a published year of the same number. */
export function workingCalendar(furtherYears: readonly CalendarYear[] = []): WorkingCalendar {
  return new Map([...PUBLISHED_CALENDAR_YEARS, ...furtherYears].map((entry) => [entry.year, entry]));
}

/** Whether public offices work on a day. */
export function isWorkingDay(calendar: WorkingCalendar, date: BusinessDate): Judged<boolean> {
  const published = calendar.get(yearMonthDay(date).year);
  const plain = weekday(date) < SATURDAY;
  if (!published) return { value: plain, estimated: true };
  const value = published.workdays.includes(date) || (plain && !published.holidays.includes(date));
  return { value, estimated: false };
}

/**
 * The day that is so many working days after a date, which itself does not count; before it when negative. Zero is the
 * date itself.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: BusinessDate,
  days: number,
): Judged<BusinessDate> {
  const step = days < 0 ? -1 : 1;
  let remaining = Math.abs(days);
  let day = date;
  let estimated = false;
  while (remaining > 0) {
    day = addDays(day, step);
    const working = isWorkingDay(calendar, day);
    estimated ||= working.estimated;
    if (working.value) remaining -= 1;
  }
  return { value: day, estimated };
}

/** Working days after `from` up to and including `until`: what `addWorkingDays` adds. Negative when `until` is earlier. */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: BusinessDate,
  until: BusinessDate,
): Judged<number> {
  if (until < from) {
    const backwards = workingDaysBetween(calendar, until, from);
    return { value: 0 - backwards.value, estimated: backwards.estimated };
  }
  let count = 0;
  let estimated = false;
  for (let day = from; day < until;) {
    day = addDays(day, 1);
    const working = isWorkingDay(calendar, day);
    estimated ||= working.estimated;
    if (working.value) count += 1;
  }
  return { value: count, estimated };
}
