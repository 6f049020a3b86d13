import type { Transaction } from 'sequelize';
import { AgreementShare } from '../../models/agreement-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { findRows } from '../../models/rows.js';
import type { AgreementTerms } from './find-agreement-in-force.js';

/** Every agreement of a bank that is or was in force, the one that ends last first. */
export async function findAgreementsOfBank(
  bankOrganisationId: number,
  transaction: Transaction,
): Promise<AgreementTerms[]> {
  const agreements = await findRows(CooperationAgreement, {
    where: { bankOrganisationId, state: ['in-force', 'suspended', 'expired', 'terminated'] },
    order: [['endsOn', 'DESC']],
    transaction,
  });
  const shares = await findRows(AgreementShare, {
    where: { agreementId: agreements.map(({ id }) => id) },
    order: [['id', 'ASC']],
    transaction,
  });
  return agreements.map((agreement) => ({
    agreement,
    shares: shares
      .filter((share) => share.agreementId === agreement.id)
      .map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
  }));
}
