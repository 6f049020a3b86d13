import type { Reconciliation } from '../../models/reconciliation.js';
import { furtherConditionOf } from '../../models/condition.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { Context, SystemContext } from '../context.js';
import { compareReconciliation, type Hold } from './compare-balances.js';

/**
 * Compares again what new facts of a bank (null: of any) may have changed: days that were never compared, days with unresolved
 * breaks, and the latest of each bank. `hold` runs in every transaction.
 */
export async function followFacts(
  context: Context | SystemContext,
  bankOrganisationId: number | null,
  hold: Hold,
): Promise<void> {
  for (const reconciliation of await findLive(context, bankOrganisationId)) {
    await compareReconciliation(context, reconciliation, hold);
  }
}

async function findLive(
  { system }: Context | SystemContext,
  bankOrganisationId: number | null,
): Promise<Row<Reconciliation>[]> {
  const ofBank = furtherConditionOf(bankOrganisationId === null ? {} : { bankOrganisationId }, 'r');
  return selectRows<Row<Reconciliation>>(
    system.database,
    `SELECT r.* FROM reconciliations r WHERE (r.comparedAt IS NULL
        OR r.balanceOn = (SELECT MAX(latest.balanceOn) FROM reconciliations latest
          WHERE latest.bankOrganisationId = r.bankOrganisationId)
        OR EXISTS (SELECT 1 FROM reconciliation_breaks b WHERE b.bankOrganisationId = r.bankOrganisationId
          AND b.balanceOn = r.balanceOn AND b.state <> 'resolved'))${ofBank.sql} ORDER BY r.id`,
    ofBank.parameters,
  );
}
