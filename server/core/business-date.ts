import { DomainError } from './errors.js';

declare const businessDateBrand: unique symbol;

/** A calendar day in Asia/Shanghai as `YYYY-MM-DD`. The text sorts and compares in date order. */
export type BusinessDate = string & { readonly [businessDateBrand]: true };

export interface YearMonthDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const DAYS_IN_ERA = 146_097; // 400 Gregorian years
const ERA_START_TO_1970 = 719_468; // from 0000-03-01, so that the leap day ends a year

/** Reads a real calendar day of the years 1900 to 2200. Throws `malformed`. */
export function parseBusinessDate(text: string): BusinessDate {
  if (typeof text === 'string' && isCalendarDay(text)) {
    const { year } = yearMonthDay(text);
    if (year >= FIRST_YEAR && year <= LAST_YEAR) return text;
  }
  throw new DomainError('malformed', { expected: 'date' });
}

/** The day of a year, month (1 to 12) and day of the month. Throws RangeError where there is none. */
export function businessDate(year: number, month: number, day: number): BusinessDate {
  const text = `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
  if (!isCalendarDay(text)) throw new RangeError(`${text} is not a calendar day`);
  return text;
}

/** The parts of a date. */
export function yearMonthDay(date: BusinessDate): YearMonthDay {
  return partsOf(date);
}

/** Days since 1970-01-01; earlier days are negative. */
export function dayNumber(date: BusinessDate): number {
  const { year, month, day } = yearMonthDay(date);
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_IN_ERA + yearOfEra * 365 + leapDays + dayOfYear - ERA_START_TO_1970;
}

/** The date that lies so many days after 1970-01-01. */
export function dateOfDayNumber(days: number): BusinessDate {
  const shifted = days + ERA_START_TO_1970;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return businessDate(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The same day of the month so many months later; where that month is too short, its last day. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const { year, month, day } = yearMonthDay(date);
  const count = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(count / 12);
  const targetMonth = count - targetYear * 12 + 1;
  return businessDate(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** Days of `[from, until)`: the first counts, the last does not (算头不算尾). Negative when `until` is earlier. */
export function daysBetween(from: BusinessDate, until: BusinessDate): number {
  return dayNumber(until) - dayNumber(from);
}

/** The day of the week, 1 for Monday to 7 for Sunday. */
export function weekday(date: BusinessDate): number {
  const sinceMonday = (dayNumber(date) + 3) % 7; // 1970-01-01 was a Thursday
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

/** How many days a month (1 to 12) has. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function partsOf(text: string): YearMonthDay {
  return {
    year: digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3),
    month: digit(text, 5) * 10 + digit(text, 6),
    day: digit(text, 8) * 10 + digit(text, 9),
  };
}

function digit(text: string, position: number): number {
  return text.charCodeAt(position) - 48;
}

function isCalendarDay(text: string): text is BusinessDate {
  if (!DATE_PATTERN.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
