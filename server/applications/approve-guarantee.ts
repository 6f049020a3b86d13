import { decideApproval } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, System } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import { assertGuarantorDecides } from './guarantees/arise-guarantee.js';
import { issueGuarantee, type IssuedGuarantee } from './guarantees/issue-guarantee.js';
import { approvalOn, type ApplicationRow } from './application-case.js';
import type { DueDiligenceVerdict } from './approve-credit.js';
import { agree, declineProposal, lockForSide, refuse, type DueDiligenceReply } from './due-diligence.js';
import { agreementOf, principalOf, type GuaranteePayload } from './propose-guarantee.js';

export type GuaranteeReply = DueDiligenceReply & {
  readonly guaranteeNumber: string | null;
  readonly guaranteedFen: Fen | null;
};

/**
 * The guarantor's supervisor, another person than the officer, approves what was proposed (担保决定) or sends it back. The
 * guarantee is issued with its number and the agreement's shares, and its exposure is reserved under lock.
 * Fails: not-found, illegal-transition, already-exists, maker-is-checker, approval-does-not-match (also when the agreement
 * changed meanwhile), agreement-not-in-force, amount-above-cap, exposure-exceeded, guarantees-stopped,
 * guarantee-follows-credit (bank and guarantor have agreed so meanwhile).
 */
export async function approveGuarantee(
  context: Context,
  input: DueDiligenceVerdict,
): Promise<GuaranteeReply> {
  const { actor } = context;
  return runCommand(context, 'application.approve-guarantee', async (unit) => {
    const row = await lockForSide(unit, actor, input.applicationId, 'guarantee');
    await assertGuarantorDecides(unit, row);
    const { payload, makerUserId } = await decideApproval(
      unit,
      actor,
      approvalOn(row.id, 'decide-guarantee'),
      input,
    );
    const proposal = payload as GuaranteePayload;
    if (proposal.contentHash !== row.contentHash) throw new DomainError('approval-does-not-match');
    const nothing = { guaranteeNumber: null, guaranteedFen: null };
    const { reason } = proposal;
    if (input.outcome === 'decline') {
      return { ...declineProposal(context, unit, row, 'guarantee', input.reason), ...nothing };
    }
    if (proposal.outcome === 'refuse') {
      return {
        ...(await refuse(context, unit, row, 'guarantee', { reason, makerUserId, detail: {} })),
        ...nothing,
      };
    }
    const issued = await issue(context.system, unit, row, proposal);
    const { number: guaranteeNumber, guaranteedFen } = issued;
    const detail = {
      guaranteeNumber,
      guaranteedFen,
      shares: proposal.shares ?? [],
      feeRate: proposal.feeRate,
    };
    const reply = await agree(context, unit, row, 'guarantee', { reason, makerUserId, detail, changes: {} });
    return { ...reply, guaranteeNumber, guaranteedFen };
  });
}

async function issue(
  system: System,
  unit: UnitOfWork,
  row: ApplicationRow,
  proposal: GuaranteePayload & { readonly outcome: 'agree' },
): Promise<IssuedGuarantee> {
  const terms = await agreementOf(unit, row);
  const agreed = canonicalJson({
    id: terms.agreement.id,
    shares: terms.shares.map((share) => ({ ...share })),
  });
  const proposed = canonicalJson({
    id: proposal.agreementId ?? 0,
    shares: (proposal.shares ?? []).map((share) => ({ ...share })),
  });
  if (agreed !== proposed) throw new DomainError('approval-does-not-match');
  if (row.districtOrganisationId === null) throw new Error(`Application ${row.id} was never filed`);
  return issueGuarantee(system, unit, {
    applicationId: row.id,
    districtOrganisationId: row.districtOrganisationId,
    terms,
    principal: principalOf(row),
    feeRate: proposal.feeRate,
  });
}
