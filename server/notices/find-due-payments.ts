import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { addFen, formatYuan, type Fen } from '../core/money.js';
import type { QueuedNotice } from '../messages/queue-notices.js';

/** How many days before a payment its borrower is reminded. */
const DAYS_BEFORE = [7, 1] as const;

interface DueRow {
  readonly loanId: number;
  readonly borrowerId: number;
  readonly contractNumber: string;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

const COLUMNS = 'l.id AS loanId, l.borrowerId, l.contractNumber, i.principalFen, i.interestFen';
const OPEN = "l.state IN ('active', 'overdue')";

/** Payments that the schedules name for a week from today and for tomorrow; an extension moves the last one. */
export async function findDuePayments({ database, clock }: System): Promise<QueuedNotice[]> {
  const notices: QueuedNotice[] = [];
  for (const days of DAYS_BEFORE) {
    const dueOn = addDays(clock.today(), days);
    const rows = await selectRows<DueRow>(
      database,
      `SELECT ${COLUMNS} FROM instalments i JOIN loans l ON l.id = i.loanId
        WHERE i.dueOn = ? AND ${OPEN} AND (l.extendedUntil IS NULL OR i.dueOn < l.maturesOn)
       UNION ALL
       SELECT ${COLUMNS} FROM loans l JOIN instalments i ON i.loanId = l.id AND i.dueOn = l.maturesOn
        WHERE l.extendedUntil = ? AND ${OPEN}`,
      [dueOn, dueOn],
    );
    notices.push(...rows.map((row) => reminder(row, dueOn, days)));
  }
  return notices;
}

const reminder = (row: DueRow, dueOn: BusinessDate, days: number): QueuedNotice => ({
  kind: 'loan-due',
  values: {
    contractNumber: row.contractNumber,
    dueOn,
    amount: formatYuan(addFen(row.principalFen, row.interestFen)),
  },
  factKey: `loan-due:${row.loanId}:${dueOn}:${days}`,
  subjectKind: 'loan',
  subjectId: row.loanId,
  to: { borrowerId: row.borrowerId },
});
