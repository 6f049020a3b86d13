import { proposeApproval } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { approvalOn, recordOnApplication, replyOf, type ApplicationReply } from './application-case.js';
import { assertTermsAllowed, type CreditTerms } from './credit-terms.js';
import { lockForSide } from './due-diligence.js';

/** The officer's opinion: lend on these terms, or do not. */
export type CreditProposal =
  | { readonly outcome: 'agree'; readonly reason: string; readonly terms: CreditTerms }
  | { readonly outcome: 'refuse'; readonly reason: string };

/** What the supervisor approves: the opinion, on exactly this content of the application. */
export type CreditPayload = CreditProposal & { readonly contentHash: string };

export type ProposalReply = ApplicationReply & { readonly payloadHash: string };

/**
 * A bank's officer proposes the credit decision.
 * Fails: not-found, illegal-transition, already-exists, maker-is-checker, rate-above-ceiling, amount-above-cap,
 * term-above-cap.
 */
export async function proposeCredit(
  context: Context,
  applicationId: number,
  proposal: CreditProposal,
): Promise<ProposalReply> {
  const { system, actor } = context;
  return runCommand(context, 'application.propose-credit', async (unit) => {
    const row = await lockForSide(unit, actor, applicationId, 'credit');
    if (proposal.outcome === 'agree') await assertTermsAllowed(system, unit, row, proposal.terms);
    const payload: CreditPayload = { ...proposal, contentHash: row.contentHash };
    const { payloadHash } = await proposeApproval(unit, actor, approvalOn(row.id, 'decide-credit'), payload);
    recordOnApplication(unit, actor, row, { state: row.state, payloadHash, proposal });
    return { ...replyOf(row), payloadHash };
  });
}
