import type { Transaction } from 'sequelize';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Guarantee } from '../../models/guarantee.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { agreedConsents, type AgreedShare } from '../agreements/find-agreement-in-force.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import type { PolicyBook } from '../core/policy/policy-book.js';

/** What holds for the compensation of one guarantee: who bears what, what is covered, and who has to consent. */
export interface GuaranteeTerms {
  readonly shares: readonly AgreedShare[];
  readonly interestCovered: boolean;
  readonly costsFirst: boolean;
  readonly consents: readonly ConsentBody[];
  readonly policyIds: readonly string[];
}

const WHOLE = 10_000;

/**
 * The terms by the guarantee's own shares and its agreement. Where shares were never recorded the guarantor answers for the whole, as
 * its exposure counts it. A fund's consents are dated policy, those of an institution are agreed.
 */
export async function readGuaranteeTerms(
  guarantee: Row<Guarantee>,
  policy: PolicyBook,
  on: BusinessDate,
  transaction: Transaction,
): Promise<GuaranteeTerms> {
  const agreement =
    guarantee.agreementId === null
      ? null
      : await findRow(CooperationAgreement, { where: { id: guarantee.agreementId }, transaction });
  const guarantor = await findRow(Organisation, {
    where: { id: guarantee.guarantorOrganisationId },
    transaction,
  });
  const isFund = guarantor?.guarantorKind !== 'institution';
  const rows = await findRows(GuaranteeShare, {
    where: { guaranteeId: guarantee.id },
    order: [['id', 'ASC']],
    transaction,
  });
  const whole = { bearer: isFund ? 'city-fund' : 'guarantee-institution', shareBasisPoints: WHOLE } as const;
  const shares = rows.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints }));
  const ofFund = isFund ? policy.asOf('compensation-consents-fund', on) : undefined;
  return {
    shares: shares.length === 0 ? [whole] : shares,
    interestCovered: agreement?.interestCoveredFlag === 1,
    costsFirst: agreement?.costsFirstFlag === 1,
    consents: ofFund?.value.bodies ?? (agreement === null ? [] : agreedConsents(agreement)),
    policyIds: ofFund ? [ofFund.id] : [],
  };
}
