import type { SqlPart } from '../../models/condition.js';
import { literally, sql } from '../../models/sql.js';
import type { BusinessDate } from '../core/business-date.js';
import { SIGNED_PRINCIPAL } from './loan-positions.js';

/** The column of what came back after the day at this place. */
export const afterColumn = (place: number): string => `after${place}`;

/**
 * What came back after each of several days, by loan, in one look at all that came back since the first of them: `loanId` and a column for
 * each day. A loan of which nothing came back has no row. Grouped by a sum, so that MariaDB makes it once and not anew for every loan (a lateral
 * derived table), which takes several times as long for a whole book.
 */
export function repaidAfterEach(days: readonly BusinessDate[]): SqlPart {
  const [first = ''] = days.toSorted();
  const columns = days.map(
    (day, place) =>
      sql`, SUM(CASE WHEN r.paidOn > ${day} THEN ${SIGNED_PRINCIPAL} ELSE 0 END) AS ${literally(afterColumn(place))}`,
  );
  const all = columns.reduce((before, each) => sql`${before}${each}`, literally(''));
  return sql`SELECT r.loanId + 0 AS loanId${all} FROM repayments r WHERE r.paidOn > ${first} AND r.principalFen > 0 GROUP BY r.loanId + 0`;
}
