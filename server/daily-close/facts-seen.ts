import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import { addSeconds } from '../clock.js';

/** Up to which row of each kind all facts were there when a close began; the next close looks at those beyond. */
export interface FactsSeen {
  readonly loansSeen: number;
  readonly repaymentsSeen: number;
  readonly eventsSeen: number;
  readonly bankClassesSeen: number;
  readonly compensationsSeen: number;
  readonly recoveriesSeen: number;
}

export const NOTHING_SEEN: FactsSeen = {
  loansSeen: 0,
  repaymentsSeen: 0,
  eventsSeen: 0,
  bankClassesSeen: 0,
  compensationsSeen: 0,
  recoveriesSeen: 0,
};

/** Ids are given before the commit: a row older than this is committed or will never be. Transactions take seconds. */
const SETTLED_AFTER_SECONDS = 600;

/** What may be taken as seen by a close that begins now. */
export async function findFactsSeen(
  transaction: Transaction,
  earlier: FactsSeen,
  now: string,
): Promise<FactsSeen> {
  const recent = addSeconds(now, -SETTLED_AFTER_SECONDS);
  const seenOf = async (table: string, at: string, beyond: number): Promise<number> => {
    const [row] = await selectRows<{ last: number | null; firstRecent: number | null }>(
      transaction,
      `SELECT MAX(id) AS last, MIN(CASE WHEN ${at} > ? THEN id END) AS firstRecent FROM ${table} WHERE id > ?`,
      [recent, beyond],
    );
    if (row === undefined || row.last === null) return beyond;
    return row.firstRecent === null ? row.last : row.firstRecent - 1;
  };
  return {
    loansSeen: await seenOf('loans', 'createdAt', earlier.loansSeen),
    repaymentsSeen: await seenOf('repayments', 'recordedAt', earlier.repaymentsSeen),
    eventsSeen: await seenOf('loan_events', 'recordedAt', earlier.eventsSeen),
    bankClassesSeen: await seenOf('bank_classes', 'recordedAt', earlier.bankClassesSeen),
    compensationsSeen: await seenOf('compensation_payments', 'recordedAt', earlier.compensationsSeen),
    recoveriesSeen: await seenOf('recoveries', 'recordedAt', earlier.recoveriesSeen),
  };
}
