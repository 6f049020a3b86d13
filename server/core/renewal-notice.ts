import { daysBetween, type BusinessDate } from './business-date.js';

/** Days before the end of an agreement on which its parties are reminded of its renewal. */
export const RENEWAL_NOTICE_DAYS = [90, 60, 30] as const;

/**
 * The notice that is due of an agreement that ends on a day: the nearest of 90, 60 and 30 days that has come, unless it or a
 * nearer one was given. Undefined while none is due, and once it has ended.
 */
export function renewalNoticeDue(
  endsOn: BusinessDate,
  today: BusinessDate,
  given: number | null,
): number | undefined {
  const left = daysBetween(today, endsOn);
  if (left <= 0) return undefined;
  const due = RENEWAL_NOTICE_DAYS.findLast((days) => left <= days);
  return due !== undefined && (given === null || due < given) ? due : undefined;
}
