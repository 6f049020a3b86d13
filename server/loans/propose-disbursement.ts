import { Application } from '../../models/application.js';
import { Guarantee } from '../../models/guarantee.js';
import { Loan } from '../../models/loan.js';
import { findRow, lockRow } from '../../models/rows.js';
import { proposeApproval } from '../approvals/approval.js';
import { applicationScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { disbursementOf, disbursementTerms, type DisbursementInput } from './disbursement-terms.js';

export type DisbursementProposalReply = {
  readonly applicationId: string;
  readonly payloadHash: string;
};

/**
 * Puts a disbursement before the bank's supervisor. Fails: not-found, illegal-transition, amount-above-cap,
 * outside-loan-term, rate-above-ceiling, no-policy-in-force, already-exists (a proposal is open, or the contract number
 * is taken).
 */
export async function proposeDisbursement(
  context: Context,
  input: DisbursementInput,
): Promise<DisbursementProposalReply> {
  const { actor, system } = context;
  return runCommand(context, 'disbursement.propose', async (unit) => {
    const where = { id: input.applicationId, ...applicationScope(actor) };
    const application = await lockRow(Application, where, unit.transaction);
    if (!application || application.bankOrganisationId === null) throw new DomainError('not-found');
    const { bankOrganisationId } = application;
    const { policyBook } = system.referenceData.current();
    const { transaction } = unit;
    const guarantee = await findRow(Guarantee, { where: { applicationId: application.id }, transaction });
    const days = { issuedOn: guarantee?.issuedOn ?? unit.today, today: unit.today };
    const terms = disbursementTerms(application, input, days, policyBook);
    const taken = { bankOrganisationId, contractNumber: input.contractNumber };
    if (await findRow(Loan, { where: taken, transaction })) {
      throw new DomainError('already-exists', { what: 'contractNumber' });
    }
    const { payloadHash } = await proposeApproval(unit, actor, disbursementOf(application.id), terms);
    const detail = { ...terms, payloadHash };
    unit.record({
      organisationId: bankOrganisationId,
      subjectKind: 'application',
      subjectId: application.id,
      detail,
    });
    return { applicationId: String(application.id), payloadHash };
  });
}
