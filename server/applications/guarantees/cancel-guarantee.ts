import { Guarantee } from '../../../models/guarantee.js';
import { lockRow, updateRows } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import { ZERO_FEN } from '../../core/money.js';
import { releaseExposure } from './exposure.js';

/**
 * Cancels the guarantee issued for an application that came to nothing, and frees its exposure. It lets go of the
 * application, so that another can be issued after a reconsideration; decisions keep its number. Answers the number, or
 * null when none was issued.
 */
export async function cancelGuarantee(unit: UnitOfWork, applicationId: number): Promise<string | null> {
  const guarantee = await lockRow(Guarantee, { applicationId, state: 'issued' }, unit.transaction);
  if (!guarantee) return null;
  const { id, guarantorOrganisationId, agreementId, balanceFen, number, version } = guarantee;
  if (agreementId !== null) await releaseExposure(unit, guarantorOrganisationId, agreementId, balanceFen);
  const cancelled = {
    state: 'cancelled',
    applicationId: null,
    balanceFen: ZERO_FEN,
    version: version + 1,
  } as const;
  await updateRows(Guarantee, cancelled, { id }, unit.transaction);
  return number;
}
