import { AgreementShare } from '../../models/agreement-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { DomainError } from '../core/errors.js';

/** Who can bear part of a loss. */
export type RiskBearer = Row<AgreementShare>['bearer'];

/** Who bears which part of a loss under an agreement, in basis points of the whole. */
export type AgreedShare = {
  readonly bearer: RiskBearer;
  readonly shareBasisPoints: number;
};

/** An agreement and its shares, in the order in which they were agreed. */
export interface AgreementTerms {
  readonly agreement: Row<CooperationAgreement>;
  readonly shares: readonly AgreedShare[];
}

/** Who consents to a compensation under an agreement beside the municipality. */
export const agreedConsents = ({
  consentsJson,
}: Pick<Row<CooperationAgreement>, 'consentsJson'>): ConsentBody[] =>
  consentsJson === null ? [] : (JSON.parse(consentsJson) as ConsentBody[]);

/** The agreement between a bank and a guarantor that is in force today; of several, the one that ends last. Null without one. */
export async function findAgreementBetween(
  bankOrganisationId: number,
  guarantorOrganisationId: number,
  { transaction, today }: UnitOfWork,
): Promise<AgreementTerms | null> {
  const agreement = await findRow(CooperationAgreement, {
    where: {
      bankOrganisationId,
      guarantorOrganisationId,
      state: 'in-force',
      startsOn: { '<=': today },
      endsOn: { '>': today },
    },
    order: [['endsOn', 'DESC']],
    transaction,
  });
  if (!agreement) return null;
  const shares = await findRows(AgreementShare, {
    where: { agreementId: agreement.id },
    order: [['id', 'ASC']],
    transaction,
  });
  return { agreement, shares: shares.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })) };
}

/** The same, where there has to be one. Fails: agreement-not-in-force. */
export async function findAgreementInForce(
  bankOrganisationId: number,
  guarantorOrganisationId: number,
  unit: UnitOfWork,
): Promise<AgreementTerms> {
  const terms = await findAgreementBetween(bankOrganisationId, guarantorOrganisationId, unit);
  if (!terms) throw new DomainError('agreement-not-in-force', { date: unit.today });
  return terms;
}

/** Refuses where bank and guarantor have no agreement in force today. Fails: agreement-not-in-force. */
export async function assertAgreementInForce(
  bankId: number,
  guarantorId: number,
  unit: UnitOfWork,
): Promise<void> {
  await findAgreementInForce(bankId, guarantorId, unit);
}
