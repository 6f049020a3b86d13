import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { formatYuan, type Fen } from '../core/money.js';
import type { QueuedNotice } from '../messages/queue-notices.js';
import { findClosedThrough } from './find-collection-actions.js';
import { PAID_ON_PROMISE } from './paid-on-promise.js';

/** A close that catches up passes several days at once; what is older was told of before. */
const DAYS_BACK = 30;

interface BrokenRow {
  readonly id: number;
  readonly organisationId: number;
  readonly loanId: number;
  readonly contractNumber: string;
  readonly promisedFen: Fen;
  readonly promisedOn: BusinessDate;
  readonly paidFen: Fen;
}

/** Promises that the last daily close passed without enough having been repaid, for those who were given them. */
export async function findBrokenPromises({ database }: System): Promise<QueuedNotice[]> {
  const closedThrough = await findClosedThrough();
  if (closedThrough === null) return [];
  const rows = await selectRows<BrokenRow>(
    database,
    `SELECT p.id, p.organisationId, p.loanId, l.contractNumber, p.promisedFen, p.promisedOn, ${PAID_ON_PROMISE} AS paidFen
       FROM collection_actions p JOIN loans l ON l.id = p.loanId
      WHERE p.promisedOn > ? AND p.promisedOn <= ? AND ${PAID_ON_PROMISE} < p.promisedFen
        AND NOT EXISTS (SELECT 1 FROM collection_actions c WHERE c.correctsActionId = p.id)`,
    [addDays(closedThrough, -DAYS_BACK), closedThrough],
  );
  return rows.map((row) => ({
    kind: 'promise-broken',
    values: {
      contractNumber: row.contractNumber,
      promisedOn: row.promisedOn,
      amount: formatYuan(row.promisedFen),
      paid: formatYuan(row.paidFen),
    },
    factKey: `promise-broken:${row.id}`,
    subjectKind: 'loan',
    subjectId: row.loanId,
    to: { organisationId: row.organisationId },
  }));
}
