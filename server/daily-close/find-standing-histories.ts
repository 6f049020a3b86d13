import { listsOf } from '../../models/id-lists.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { findRows, type Row } from '../../models/rows.js';
import type { StandingStep } from '../core/daily-close/loan-standing.js';
import { standingHistory } from './standing-history.js';

/** How loans stood from day to day, as it is known now, by loan id; a loan of which no close had to say anything is not in the map. */
export async function findStandingHistories(
  loanIds: readonly number[],
): Promise<Map<number, StandingStep[]>> {
  const changes = new Map<number, Row<LoanStandingChange>[]>();
  for (const ids of listsOf(loanIds)) {
    const rows = await findRows(LoanStandingChange, {
      where: { loanId: [...ids] },
      order: [
        ['loanId', 'ASC'],
        ['closeId', 'ASC'],
        ['fromOn', 'ASC'],
      ],
    });
    for (const row of rows) {
      const known = changes.get(row.loanId);
      if (known === undefined) changes.set(row.loanId, [row]);
      else known.push(row);
    }
  }
  return new Map([...changes].map(([loanId, rows]) => [loanId, standingHistory(rows)]));
}
