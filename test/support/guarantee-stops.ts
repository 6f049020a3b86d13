import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseYuan } from '../../server/core/money.js';
import type { TestApp } from './app.js';
import { nextSerial } from './loans.js';

/** A stop of an organisation, laid down in the table. It rests beside others of the same organisation. */
export async function stopOf({ system }: TestApp, organisationId: number): Promise<number> {
  const now = system.clock.now();
  return inTransaction(system.database, (transaction) =>
    insertRow(
      GuaranteeStop,
      {
        organisationId,
        measure: 'overdue-rate',
        rateBasisPoints: 2500,
        thresholdBasisPoints: 2000,
        policyId: 'stop-thresholds',
        partFen: parseYuan('25.00'),
        wholeFen: parseYuan('100.00'),
        stoppedOn: system.clock.today(),
        state: 'in-force',
        openKey: `test:${nextSerial()}`,
        releasedUntil: null,
        releaseReason: null,
        createdAt: now,
        updatedAt: now,
      },
      transaction,
    ),
  );
}
