import { addDays, daysBetween, type BusinessDate } from '../business-date.js';
import { calendarQuarterOf, quarterDays } from '../calendar-quarter.js';

/** When an overdue loan may be claimed, and until when it should be. */
export interface ClaimWindow {
  /** The first day on which the loan is overdue for more than the days of the parameter `overdue-to-claim`. */
  readonly claimableFrom: BusinessDate;
  /** The last day of the calendar quarter in which the bank could first claim: on the morning after that day was closed. */
  readonly claimBy: BusinessDate;
}

/**
 * The window of a claim: from the day after so many days overdue (the 91st with 90), before the end of the quarter
 * (穗人社函〔2023〕325号). Days are counted from `pastDueSince`; the day after it is day 1.
 */
export function claimWindow(pastDueSince: BusinessDate, days: number): ClaimWindow {
  const claimableFrom = addDays(pastDueSince, days + 1);
  return { claimableFrom, claimBy: quarterDays(calendarQuarterOf(addDays(claimableFrom, 1))).lastOn };
}

/** Whether a loan that is past due since a day may be claimed by the books of another day. */
export const isClaimable = (pastDueSince: BusinessDate, days: number, on: BusinessDate): boolean =>
  daysBetween(pastDueSince, on) > days;
