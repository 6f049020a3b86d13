import { DailyClose } from '../../models/daily-close.js';
import { findRow, selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import type { QueuedNotice } from '../messages/queue-notices.js';

/** Days past due on which a borrower is told. */
const ON_DAYS = [1, 7, 30, 60, 90] as const;

interface OverdueRow {
  readonly loanId: number;
  readonly borrowerId: number;
  readonly contractNumber: string;
  readonly pastDueSince: BusinessDate;
}

/** Loans that the last daily close found so many days overdue that their borrower is told. */
export async function findOverdueLoans({ database }: System): Promise<QueuedNotice[]> {
  const close = await findRow(DailyClose, { where: { state: 'done' }, order: [['businessDate', 'DESC']] });
  if (!close) return [];
  const notices: QueuedNotice[] = [];
  for (const days of ON_DAYS) {
    const rows = await selectRows<OverdueRow>(
      database,
      `SELECT l.id AS loanId, l.borrowerId, l.contractNumber, s.pastDueSince
         FROM loan_standings s JOIN loans l ON l.id = s.loanId
        WHERE s.pastDueSince = ? AND l.state = 'overdue'`,
      [addDays(close.businessDate, -days)],
    );
    notices.push(...rows.map((row) => notice(row, days)));
  }
  return notices;
}

const notice = (
  { loanId, borrowerId, contractNumber, pastDueSince }: OverdueRow,
  days: number,
): QueuedNotice => ({
  kind: 'loan-overdue',
  values: { contractNumber, days: String(days) },
  factKey: `loan-overdue:${loanId}:${pastDueSince}:${days}`,
  subjectKind: 'loan',
  subjectId: loanId,
  to: { borrowerId },
});
