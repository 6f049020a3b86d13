import { addDays, addMonths, businessDate, yearMonthDay, type BusinessDate } from './business-date.js';

declare const calendarQuarterBrand: unique symbol;

/** A quarter of the calendar year as `2025Q2` (季度), which is not the interest quarter of a subsidy. The text sorts in time order. */
export type CalendarQuarter = string & { readonly [calendarQuarterBrand]: true };

/** The days of a quarter: the first one, and the last one. */
export interface QuarterDays {
  readonly firstOn: BusinessDate;
  readonly lastOn: BusinessDate;
}

const MONTHS_IN_QUARTER = 3;
const PATTERN = /^(20\d\d)Q([1-4])$/;

/** The quarter in which a day lies. */
export function calendarQuarterOf(day: BusinessDate): CalendarQuarter {
  const { year, month } = yearMonthDay(day);
  return `${year}Q${Math.ceil(month / MONTHS_IN_QUARTER)}` as CalendarQuarter;
}

/** Reads `2025Q2`. Throws RangeError for anything else. */
export function parseCalendarQuarter(text: string): CalendarQuarter {
  if (!PATTERN.test(text)) throw new RangeError(`${text} is not a quarter`);
  return text as CalendarQuarter;
}

/** First and last day of a quarter. */
export function quarterDays(quarter: CalendarQuarter): QuarterDays {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(-1))];
  const firstOn = businessDate(year, (number - 1) * MONTHS_IN_QUARTER + 1, 1);
  return { firstOn, lastOn: addDays(addMonths(firstOn, MONTHS_IN_QUARTER), -1) };
}

/** The quarter so many quarters later, or earlier when negative. */
export const addQuarters = (quarter: CalendarQuarter, count: number): CalendarQuarter =>
  calendarQuarterOf(addMonths(quarterDays(quarter).firstOn, count * MONTHS_IN_QUARTER));
