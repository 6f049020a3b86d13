import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Guarantee } from '../../models/guarantee.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, insertRow, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { POST_CHECK_STATES } from '../core/states/post-check-states.js';
import { startClock } from '../stage-clocks/stage-clock.js';

/**
 * Puts a disbursed loan before the guarantor, with a deadline, where the bank alone decided on it under the agreement of its
 * guarantee (见贷即担). Under every other agreement nothing happens.
 */
export async function openPostCheck(
  system: System,
  unit: UnitOfWork,
  { id: guaranteeId, agreementId, bankOrganisationId, guarantorOrganisationId }: Row<Guarantee>,
  loanId: number,
): Promise<void> {
  const { transaction, now, today } = unit;
  if (agreementId === null) return;
  const agreement = await findRow(CooperationAgreement, { where: { id: agreementId }, transaction });
  if (agreement?.approvalMode !== 'bank-alone') return;
  const subjectId = await insertRow(
    PostCheck,
    {
      guaranteeId,
      loanId,
      agreementId,
      bankOrganisationId,
      guarantorOrganisationId,
      state: POST_CHECK_STATES.initial,
      reason: null,
      makerUserId: null,
      checkerUserId: null,
      openedOn: today,
      closedOn: null,
      createdAt: now,
      updatedAt: now,
    },
    transaction,
  );
  const clock = { subjectKind: 'post-check', subjectId, stage: 'post-check' } as const;
  await startClock(system, unit, { ...clock, organisationId: guarantorOrganisationId });
}
