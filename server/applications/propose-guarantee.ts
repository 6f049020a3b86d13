import {
  findAgreementInForce,
  type AgreedShare,
  type AgreementTerms,
} from '../agreements/find-agreement-in-force.js';
import { proposeApproval } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { Fen } from '../core/money.js';
import type { Rate } from '../core/rate.js';
import { guaranteedPart } from '../core/risk-share.js';
import { approvalOn, recordOnApplication, replyOf, type ApplicationRow } from './application-case.js';
import { lockForSide } from './due-diligence.js';
import { assertGuarantorDecides } from './guarantees/arise-guarantee.js';
import type { ProposalReply } from './propose-credit.js';

/** The guarantor's officer's opinion: guarantee at this yearly fee (zero for the fund), or do not. */
export type GuaranteeProposal =
  | { readonly outcome: 'agree'; readonly reason: string; readonly feeRate: Rate }
  | { readonly outcome: 'refuse'; readonly reason: string };

/** What the supervisor approves: the opinion, the agreement it rests on, and what would be guaranteed at most. */
export type GuaranteePayload = GuaranteeProposal & {
  readonly contentHash: string;
  readonly agreementId?: number;
  readonly shares?: readonly AgreedShare[];
  readonly principalFen?: Fen;
  readonly guaranteedFen?: Fen;
};

/**
 * A guarantor's officer proposes the guarantee decision, with the risk shares of the agreement in force.
 * Fails: not-found, illegal-transition, already-exists, maker-is-checker, agreement-not-in-force,
 * guarantee-follows-credit.
 */
export async function proposeGuarantee(
  context: Context,
  applicationId: number,
  proposal: GuaranteeProposal,
): Promise<ProposalReply> {
  const { actor } = context;
  return runCommand(context, 'application.propose-guarantee', async (unit) => {
    const row = await lockForSide(unit, actor, applicationId, 'guarantee');
    await assertGuarantorDecides(unit, row);
    const promise = proposal.outcome === 'agree' ? await promiseOf(unit, row) : {};
    const payload = { ...proposal, ...promise, contentHash: row.contentHash } satisfies GuaranteePayload;
    const { payloadHash } = await proposeApproval(
      unit,
      actor,
      approvalOn(row.id, 'decide-guarantee'),
      payload,
    );
    recordOnApplication(unit, actor, row, { state: row.state, payloadHash, proposal });
    return { ...replyOf(row), payloadHash };
  });
}

/** What is to be guaranteed: the amount that the bank has agreed to lend, or until then the amount requested. */
export function principalOf({ id, approvedFen, requestedFen, creditOutcome }: ApplicationRow): Fen {
  const principal = creditOutcome === 'agree' ? approvedFen : requestedFen;
  if (principal === null) throw new Error(`Application ${id} has no amount`);
  return principal;
}

/** The agreement that holds between the two institutions of an application. Fails: agreement-not-in-force. */
export async function agreementOf(unit: UnitOfWork, row: ApplicationRow): Promise<AgreementTerms> {
  const { bankOrganisationId, guarantorOrganisationId } = row;
  if (bankOrganisationId === null || guarantorOrganisationId === null)
    throw new Error(`Application ${row.id} was never filed`);
  return findAgreementInForce(bankOrganisationId, guarantorOrganisationId, unit);
}

async function promiseOf(unit: UnitOfWork, row: ApplicationRow) {
  const { agreement, shares } = await agreementOf(unit, row);
  const principalFen = principalOf(row);
  return {
    agreementId: agreement.id,
    shares: shares.map((share) => ({ ...share })),
    principalFen,
    guaranteedFen: guaranteedPart(principalFen, shares),
  };
}
