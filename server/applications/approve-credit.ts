import { decideApproval, type Verdict } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { ariseGuarantee, findCarryingTerms } from './guarantees/arise-guarantee.js';
import { fitGuarantee } from './guarantees/fit-guarantee.js';
import { approvalOn } from './application-case.js';
import { assertTermsAllowed } from './credit-terms.js';
import { agree, declineProposal, lockForSide, refuse, type DueDiligenceReply } from './due-diligence.js';
import type { CreditPayload } from './propose-credit.js';

export interface DueDiligenceVerdict extends Verdict {
  readonly applicationId: number;
}

/**
 * The bank's supervisor, another person than the officer, approves what was proposed (授信决定) or sends it back. Terms are tested
 * again on the day. A guarantee issued before on a larger amount is made to fit; where the agreement leaves the decision to the
 * bank, the guarantee arises now.
 * Fails: not-found, illegal-transition, already-exists, maker-is-checker, approval-does-not-match, rate-above-ceiling,
 * amount-above-cap, term-above-cap, exposure-exceeded, guarantees-stopped.
 */
export async function approveCredit(
  context: Context,
  input: DueDiligenceVerdict,
): Promise<DueDiligenceReply> {
  const { system, actor } = context;
  return runCommand(context, 'application.approve-credit', async (unit) => {
    const row = await lockForSide(unit, actor, input.applicationId, 'credit');
    const { payload, makerUserId } = await decideApproval(
      unit,
      actor,
      approvalOn(row.id, 'decide-credit'),
      input,
    );
    const proposal = payload as CreditPayload;
    if (proposal.contentHash !== row.contentHash) throw new DomainError('approval-does-not-match');
    if (input.outcome === 'decline') return declineProposal(context, unit, row, 'credit', input.reason);
    const { reason } = proposal;
    if (proposal.outcome === 'refuse')
      return refuse(context, unit, row, 'credit', { reason, makerUserId, detail: {} });
    const { terms } = proposal;
    await assertTermsAllowed(system, unit, row, terms);
    if (row.guaranteeOutcome === 'agree') await fitGuarantee(unit, row.id, terms.amountFen);
    const carrying = await findCarryingTerms(unit, row);
    const credit = { principal: terms.amountFen, makerUserId };
    const decided = carrying ? await ariseGuarantee(context, unit, row, carrying, credit) : row;
    const changes = {
      approvedFen: terms.amountFen,
      approvedRate: terms.rate,
      approvedTermMonths: terms.termMonths,
      dayCountBasis: terms.dayCountBasis,
      repaymentMethod: terms.repaymentMethod,
      guaranteeOutcome: decided.guaranteeOutcome,
    };
    return agree(context, unit, decided, 'credit', { reason, makerUserId, detail: terms, changes });
  });
}
