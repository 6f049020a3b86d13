import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { judgeArrears, type AlertFinding } from '../core/risk-alerts/judge-loan.js';
import type { SweepWindow } from './sweep-window.js';

interface ArrearsRow {
  readonly loanId: number;
  readonly pastDueSince: BusinessDate;
  readonly behind: number;
  readonly firstDueOn: BusinessDate | null;
}

/** What fell due at maturity falls due at the end of an extension. */
const DUE_BEFORE = `i.loanId = l.id AND i.dueOn < ?
  AND (l.extendedUntil IS NULL OR i.dueOn < l.maturesOn OR l.extendedUntil < ?)`;

/**
 * Payments missed, by the standings that closes changed and the due dates that passed since the sweep before. Payments cover the
 * oldest instalment first, so that all from the oldest unpaid one on are unpaid.
 */
export async function detectArrears(
  { database, referenceData }: System,
  { after, close: { businessDate } }: SweepWindow,
): Promise<AlertFinding[]> {
  const behind = referenceData.current().policyBook.valueOn('alert-instalments-behind', businessDate).value;
  const rows = await selectRows<ArrearsRow>(
    database,
    `SELECT l.id AS loanId, s.pastDueSince,
        (SELECT COUNT(*) FROM instalments i WHERE ${DUE_BEFORE} AND i.dueOn >= s.pastDueSince) AS behind,
        (SELECT MIN(i.dueOn) FROM instalments i WHERE i.loanId = l.id) AS firstDueOn
       FROM (SELECT loanId FROM loan_standing_changes WHERE closeId > ?
             UNION SELECT loanId FROM instalments WHERE dueOn >= ? AND dueOn < ?) touched
       JOIN loan_standings s ON s.loanId = touched.loanId AND s.pastDueSince IS NOT NULL
       JOIN loans l ON l.id = s.loanId AND l.state IN ('active', 'overdue')
      ORDER BY l.id`,
    [businessDate, businessDate, after.closeId, after.businessDate ?? businessDate, businessDate],
  );
  return rows.flatMap(({ loanId, pastDueSince, behind: count, firstDueOn }) =>
    judgeArrears(
      {
        loanId,
        pastDueSince,
        unpaidInstalments: Math.max(1, count),
        isFirstInstalment: firstDueOn === pastDueSince,
      },
      behind,
    ),
  );
}
