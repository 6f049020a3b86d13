import type { Transaction } from 'sequelize';
import type { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Database } from '../../models/database.js';
import { selectRows, type Row } from '../../models/rows.js';
import { batchRoom, type BatchRoom } from '../core/batch-room.js';
import { fen } from '../core/money.js';

interface BatchSums {
  readonly guaranteed: number | null;
  readonly compensated: number | null;
}

/**
 * What may still be compensated of the batch of an agreement: all guarantees under it whose loans were disbursed, in every year.
 * Undefined where the agreement caps no batch. A caller who pays holds the lock of the guarantor's exposure.
 */
export async function findBatchRoom(
  { id, batchCapBasisPoints }: Pick<Row<CooperationAgreement>, 'id' | 'batchCapBasisPoints'>,
  source: Database | Transaction,
): Promise<BatchRoom | undefined> {
  if (batchCapBasisPoints === null) return undefined;
  const [sums] = await selectRows<BatchSums>(
    source,
    `SELECT (SELECT SUM(guaranteedFen) FROM guarantees
        WHERE agreementId = ? AND state IN ('effective', 'released', 'compensated')) AS guaranteed,
        (SELECT SUM(amountFen) FROM compensation_payments WHERE agreementId = ?) AS compensated`,
    [id, id],
  );
  const [guaranteed, compensated] = [sums?.guaranteed ?? 0, sums?.compensated ?? 0];
  return batchRoom(fen(guaranteed), batchCapBasisPoints, fen(compensated));
}
