import { GuaranteeShare } from '../../../models/guarantee-share.js';
import { Guarantee } from '../../../models/guarantee.js';
import { insertRow, insertRows } from '../../../models/rows.js';
import type { AgreementTerms } from '../../agreements/find-agreement-in-force.js';
import type { UnitOfWork } from '../../command.js';
import type { System } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, type Fen } from '../../core/money.js';
import type { Rate } from '../../core/rate.js';
import { guaranteedPart } from '../../core/risk-share.js';
import { assertNotStopped } from '../../guarantee-stops/find-stop-in-force.js';
import { nextNumber } from '../../numbering/next-number.js';
import { assertObligorLimits } from './assert-obligor-limits.js';
import { reserveExposure } from './exposure.js';

/** A promise to be made on the loan of one application. */
export interface GuaranteePromise {
  readonly applicationId: number;
  readonly districtOrganisationId: number;
  readonly terms: AgreementTerms;
  readonly principal: Fen;
  readonly feeRate: Rate;
}

export interface IssuedGuarantee {
  readonly guaranteeId: number;
  readonly number: string;
  readonly guaranteedFen: Fen;
}

/**
 * Issues the guarantee of an application under an agreement: its shares are copied, so that a later agreement changes
 * nothing, and the guaranteed part is counted to the exposures. Fails: amount-above-cap (the agreement's limit for one
 * loan), exposure-exceeded, guarantees-stopped.
 */
export async function issueGuarantee(
  system: System,
  unit: UnitOfWork,
  promise: GuaranteePromise,
): Promise<IssuedGuarantee> {
  const { agreement, shares } = promise.terms;
  const { transaction, now, today } = unit;
  const { bankOrganisationId: bank, guarantorOrganisationId: guarantor } = agreement;
  await assertNotStopped(unit, [bank, guarantor, promise.districtOrganisationId], agreement.id);
  if (promise.principal > agreement.singleLoanLimitFen) {
    throw new DomainError('amount-above-cap', {
      amount: formatYuan(promise.principal),
      cap: formatYuan(agreement.singleLoanLimitFen),
    });
  }
  const guaranteedFen = guaranteedPart(promise.principal, shares);
  const { capitalFen } = await reserveExposure(system, unit, agreement, guaranteedFen);
  const number = await nextNumber(unit, 'guarantee');
  const guaranteeId = await insertRow(
    Guarantee,
    {
      number,
      applicationId: promise.applicationId,
      agreementId: agreement.id,
      bankOrganisationId: agreement.bankOrganisationId,
      guarantorOrganisationId: agreement.guarantorOrganisationId,
      guaranteedFen,
      balanceFen: guaranteedFen,
      feeRate: promise.feeRate,
      state: 'issued',
      issuedOn: today,
      createdAt: now,
    },
    transaction,
  );
  const { applicationId } = promise;
  const { guarantorOrganisationId } = agreement;
  await assertObligorLimits(system, unit, { applicationId, guarantorOrganisationId, capitalFen });
  await insertRows(
    GuaranteeShare,
    shares.map((share) => ({ guaranteeId, ...share })),
    transaction,
  );
  return { guaranteeId, number, guaranteedFen };
}
