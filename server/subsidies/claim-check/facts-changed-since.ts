import type { Transaction } from 'sequelize';
import { selectRows } from '../../../models/rows.js';

/** Whether a loan of a bank has been changed, repaid or reported on since an instant. */
export async function factsChangedSince(
  instant: string,
  bankOrganisationId: number,
  transaction: Transaction,
): Promise<boolean> {
  const changed = await selectRows<{ found: number }>(
    transaction,
    `SELECT 1 AS found FROM loans WHERE bankOrganisationId = ? AND updatedAt > ?
     UNION ALL
     SELECT 1 FROM loan_events event JOIN loans loan ON loan.id = event.loanId
      WHERE loan.bankOrganisationId = ? AND event.recordedAt > ? LIMIT 1`,
    [bankOrganisationId, instant, bankOrganisationId, instant],
  );
  return changed.length > 0;
}
