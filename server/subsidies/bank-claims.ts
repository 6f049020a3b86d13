import type { Transaction } from 'sequelize';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { lockRow, selectRows } from '../../models/rows.js';

/**
 * Keeps a bank's claims from being built or funded at the same time, until the transaction ends: what one claim asks for
 * depends on what stands in the others. The bank's first claim stands for all of them; it is locked before any other.
 */
export async function lockBankClaims(bankOrganisationId: number, transaction: Transaction): Promise<void> {
  const [first] = await selectRows<{ id: number | null }>(
    transaction,
    'SELECT MIN(id) AS id FROM subsidy_claims WHERE bankOrganisationId = ?',
    [bankOrganisationId],
  );
  if (first?.id) await lockRow(SubsidyClaim, { id: first.id }, transaction);
}
