import { execute } from '../../../models/statement.js';
import { inTransaction } from '../../../models/transaction.js';
import { patiently } from '../moves/move.js';
import type { KillStage } from './kill-stage.js';

/** The dead do not come back: what they held is free at once, and not only when their leases have run out. */
export async function freeLeases({ system: { database } }: Pick<KillStage, 'system'>): Promise<void> {
  const past = '2000-01-01T00:00:00.000Z';
  await patiently(() =>
    inTransaction(database, async (transaction) => {
      await execute(transaction, "UPDATE jobs SET lockedUntil = ? WHERE state = 'running'", [past]);
      await execute(transaction, "UPDATE jobs SET availableAt = ? WHERE state = 'due'", [past]);
      await execute(
        transaction,
        'UPDATE webhook_deliveries SET lockedUntil = ? WHERE lockedUntil IS NOT NULL',
        [past],
      );
      await execute(transaction, "UPDATE webhook_deliveries SET availableAt = ? WHERE state = 'due'", [past]);
    }),
  );
}
