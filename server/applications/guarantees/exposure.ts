import { AgreementExposure } from '../../../models/agreement-exposure.js';
import { GuarantorExposure } from '../../../models/guarantor-exposure.js';
import type { CooperationAgreement } from '../../../models/cooperation-agreement.js';
import { lockRow, updateRows, type Row } from '../../../models/rows.js';
import { findExposureLimit, type GuarantorLimit } from '../../agreements/find-exposure-limit.js';
import type { UnitOfWork } from '../../command.js';
import type { System } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { addFen, fen, formatYuan, subtractFen, ZERO_FEN, type Fen } from '../../core/money.js';

/**
 * Counts another guaranteed amount to what the guarantor and the agreement answer for, under the locks of both rows, so that
 * simultaneous approvals can never go above a limit: the agreement's, the guarantor's, or the multiple of its capital. Answers the guarantor's limit. Fails: exposure-exceeded.
 */
export async function reserveExposure(
  system: System,
  unit: UnitOfWork,
  agreement: Row<CooperationAgreement>,
  amount: Fen,
): Promise<GuarantorLimit> {
  const { guarantor, agreed } = await lockExposures(unit, agreement.guarantorOrganisationId, agreement.id);
  const limit = await findExposureLimit(system, guarantor, unit.today, unit.transaction);
  assertWithin('guarantor', guarantor.exposureFen, amount, limit.limit);
  assertWithin('agreement', agreed.exposureFen, amount, agreement.exposureLimitFen);
  await addExposure(unit, { guarantor, agreed }, amount);
  return limit;
}

/** Gives back part of a reserved exposure: a smaller loan, a withdrawal, a repayment. */
export async function releaseExposure(
  unit: UnitOfWork,
  guarantorOrganisationId: number,
  agreementId: number,
  amount: Fen,
): Promise<void> {
  if (amount === 0) return;
  const { guarantor, agreed } = await lockExposures(unit, guarantorOrganisationId, agreementId);
  await addExposure(unit, { guarantor, agreed }, subtractFen(ZERO_FEN, amount));
}

interface Exposures {
  readonly guarantor: Row<GuarantorExposure>;
  readonly agreed: Row<AgreementExposure>;
}

/** The guarantor's row first, then the agreement's. */
async function lockExposures(
  { transaction }: UnitOfWork,
  organisationId: number,
  agreementId: number,
): Promise<Exposures> {
  const guarantor = await lockRow(GuarantorExposure, { organisationId }, transaction);
  const agreed = await lockRow(AgreementExposure, { agreementId }, transaction);
  if (!guarantor || !agreed) throw new Error(`Agreement ${agreementId} keeps no exposure`);
  return { guarantor, agreed };
}

async function addExposure(unit: UnitOfWork, { guarantor, agreed }: Exposures, amount: Fen): Promise<void> {
  const { transaction, now } = unit;
  await updateRows(
    GuarantorExposure,
    { exposureFen: addFen(guarantor.exposureFen, amount), updatedAt: now, version: guarantor.version + 1 },
    { organisationId: guarantor.organisationId },
    transaction,
  );
  await updateRows(
    AgreementExposure,
    { exposureFen: addFen(agreed.exposureFen, amount), version: agreed.version + 1 },
    { agreementId: agreed.agreementId },
    transaction,
  );
}

function assertWithin(whose: string, exposure: Fen, amount: Fen, limit: Fen): void {
  if (exposure + amount <= limit) return;
  throw new DomainError('exposure-exceeded', {
    whose,
    limit: formatYuan(limit),
    available: formatYuan(fen(Math.max(0, limit - exposure))),
  });
}
