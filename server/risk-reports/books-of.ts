import { furtherConditionOf } from '../../models/condition.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import type { Population } from './loan-positions.js';

/** The loans that an actor sees. */
export const visibleTo = ({ actor }: Context): Population => ({
  terms: furtherConditionOf(loanScope(actor), 'l'),
});

/**
 * The day of a report: the one asked for, or the last business date that is closed. Fails: malformed (a day whose books are
 * not closed, by the name of its field).
 */
export async function closedDay(
  { system }: Context,
  asked: BusinessDate | undefined,
  field: string,
): Promise<BusinessDate> {
  const { closedThrough } = await findBooksDate(system);
  if (closedThrough !== null && (asked ?? closedThrough) <= closedThrough) return asked ?? closedThrough;
  const message = {
    zh:
      closedThrough === null
        ? '尚未日终,没有可查的业务日'
        : `该日尚未日终,最近已日终的业务日为${closedThrough}`,
    en:
      closedThrough === null
        ? 'no business date is closed yet'
        : `the books of this day are not closed; the last closed business date is ${closedThrough}`,
  };
  throw new DomainError('malformed', { field }, [{ field, rule: 'books-closed', message }]);
}
