import { GuaranteeShare } from '../../../models/guarantee-share.js';
import { Guarantee } from '../../../models/guarantee.js';
import { findRows, lockRow, updateRows } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import { subtractFen, type Fen } from '../../core/money.js';
import { guaranteedPart } from '../../core/risk-share.js';
import { releaseExposure } from './exposure.js';

/**
 * Makes the guarantee that was issued on the amount requested fit the smaller amount that the bank lends, and frees the
 * difference.
 */
export async function fitGuarantee(unit: UnitOfWork, applicationId: number, principal: Fen): Promise<void> {
  const { transaction } = unit;
  const guarantee = await lockRow(Guarantee, { applicationId, state: 'issued' }, transaction);
  if (!guarantee || guarantee.agreementId === null)
    throw new Error(`Application ${applicationId} has no guarantee`);
  const { id, guarantorOrganisationId, agreementId, version } = guarantee;
  const shares = await findRows(GuaranteeShare, {
    where: { guaranteeId: id },
    order: [['id', 'ASC']],
    transaction,
  });
  const guaranteedFen = guaranteedPart(principal, shares);
  await releaseExposure(
    unit,
    guarantorOrganisationId,
    agreementId,
    subtractFen(guarantee.guaranteedFen, guaranteedFen),
  );
  await updateRows(
    Guarantee,
    { guaranteedFen, balanceFen: guaranteedFen, version: version + 1 },
    { id },
    transaction,
  );
}
