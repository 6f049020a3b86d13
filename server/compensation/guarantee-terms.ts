import type { Transaction } from 'sequelize';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Guarantee } from '../../models/guarantee.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { agreedConsents, type AgreedShare } from '../agreements/find-agreement-in-force.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { fundAndBank } from '../core/risk-share.js';
import type { PolicyBook } from '../core/policy/policy-book.js';

/** What holds for the compensation of one guarantee: who bears what, what is covered, and who has to consent. */
export interface GuaranteeTerms {
  readonly shares: readonly AgreedShare[];
  readonly interestCovered: boolean;
  readonly costsFirst: boolean;
  readonly consents: readonly ConsentBody[];
  readonly policyIds: readonly string[];
}

const WHOLE: readonly AgreedShare[] = [{ bearer: 'guarantee-institution', shareBasisPoints: 10_000 }];

/**
 * The terms by the guarantee's own shares and its agreement. Where shares were never recorded a fund pays its share by the policy of the
 * day, whatever its exposure was counted as, and an institution the whole that it guaranteed. A fund's consents are dated policy,
 * those of an institution are agreed.
 * Fails: no-policy-in-force.
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
  const recorded = rows.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints }));
  const ofFund = isFund ? policy.asOf('compensation-consents-fund', on) : null;
  const fundShare = isFund && recorded.length === 0 ? policy.asOf('fund-share', on) : null;
  return {
    shares: fundShare ? fundAndBank(fundShare.value.basisPoints) : recorded.length > 0 ? recorded : WHOLE,
    interestCovered: agreement?.interestCoveredFlag === 1,
    costsFirst: agreement?.costsFirstFlag === 1,
    consents: ofFund?.value.bodies ?? (agreement === null ? [] : agreedConsents(agreement)),
    policyIds: [ofFund, fundShare].flatMap((version) => version?.id ?? []),
  };
}
