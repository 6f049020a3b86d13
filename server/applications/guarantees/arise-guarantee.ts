import { findAgreementBetween, type AgreementTerms } from '../../agreements/find-agreement-in-force.js';
import { supersedeApproval } from '../../approvals/approval.js';
import type { UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { arisesWithCredit } from '../../core/approval-mode.js';
import { DomainError } from '../../core/errors.js';
import type { Fen } from '../../core/money.js';
import { stopClocks } from '../../stage-clocks/stage-clock.js';
import { approvalOn, type ApplicationRow } from '../application-case.js';
import { recordDecision } from '../record-decision.js';
import { issueGuarantee } from './issue-guarantee.js';

/** The bank's credit that carries the guarantee with it. */
export interface CarryingCredit {
  readonly principal: Fen;
  readonly makerUserId: number;
}

/**
 * The agreement under which the guarantee of an application arises with the bank's credit; null where the guarantor decides on
 * each loan, or where either side has decided before.
 */
export async function findCarryingTerms(
  unit: UnitOfWork,
  { bankOrganisationId: bank, guarantorOrganisationId: guarantor, ...row }: ApplicationRow,
): Promise<AgreementTerms | null> {
  if (bank === null || guarantor === null || row.creditOutcome !== null || row.guaranteeOutcome !== null)
    return null;
  const terms = await findAgreementBetween(bank, guarantor, unit);
  return terms && arisesWithCredit(terms.agreement.approvalMode) ? terms : null;
}

/** Leaves to the bank what the agreement leaves to it. Fails: guarantee-follows-credit. */
export async function assertGuarantorDecides(unit: UnitOfWork, row: ApplicationRow): Promise<void> {
  const terms = await findCarryingTerms(unit, row);
  if (terms) throw new DomainError('guarantee-follows-credit', { agreementNumber: terms.agreement.number });
}

/**
 * The guarantee arises with the bank's approved credit (见贷即担、批量担保): within the limits of the agreement and of the
 * guarantor, and while no stop is in force. Answers the application as the guarantor's consent leaves it; it is not stored yet.
 * Fails: amount-above-cap, exposure-exceeded, guarantees-stopped.
 */
export async function ariseGuarantee(
  { system, actor }: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  terms: AgreementTerms,
  { principal, makerUserId }: CarryingCredit,
): Promise<ApplicationRow> {
  const { id: applicationId, districtOrganisationId } = row;
  if (districtOrganisationId === null) throw new Error(`Application ${applicationId} was never filed`);
  const { agreement, shares } = terms;
  const { agreedFeeRate: feeRate, approvalMode, number: agreementNumber } = agreement;
  const promise = { applicationId, districtOrganisationId, terms, principal, feeRate };
  const { number: guaranteeNumber, guaranteedFen } = await issueGuarantee(system, unit, promise);
  await recordDecision(unit, row, {
    stage: 'guarantee',
    outcome: 'pass',
    reason: `依合作协议 ${agreementNumber} 随银行授信成立`,
    detail: {
      guaranteeNumber,
      guaranteedFen,
      shares: shares.map((share) => ({ ...share })),
      feeRate,
      approvalMode,
      agreementNumber,
    },
    makerUserId,
    checkerUserId: actor.userId,
  });
  await supersedeApproval(unit, approvalOn(applicationId, 'decide-guarantee'));
  await stopClocks(unit, { subjectKind: 'application', subjectId: applicationId, stage: 'guarantee' });
  return { ...row, guaranteeOutcome: 'agree' };
}
