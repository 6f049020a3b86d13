import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { systemContext } from '../context.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaimCase,
  nextState,
  officeOf,
  takeStep,
  type ClaimDecision,
  type CompensationReply,
} from './claim-case.js';

/** An approval, perhaps with the number of the document that says so. */
export interface ClaimApproval extends ClaimDecision {
  readonly documentNumber: string | null;
}

/**
 * The municipality (HRSS) consents to a compensation. Where nobody else has to, the claim is ready to be paid.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, compensation-not-due.
 */
export async function approveClaim(context: Context, approval: ClaimApproval): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.approve', async (unit) => {
    const found = await lockClaimCase(context, unit, approval.claimId);
    const { claim } = found;
    nextState(claim, 'approve', context.actor);
    await assertOtherPerson(unit, context.actor, claim, { event: 'approve' });
    const { consents } = await assertContent(context, unit, found, approval.contentHash);
    const { documentNumber } = approval;
    if (consents.length > 0) {
      const clock = {
        stage: 'compensation-consent',
        organisationId: await officeOf(unit, 'finance'),
      } as const;
      return takeStep(context, unit, claim, { event: 'approve', documentNumber, clock });
    }
    const reply = await takeStep(context, unit, claim, { event: 'approve', documentNumber });
    const approved = { ...claim, state: reply.state, version: reply.version };
    const itself = systemContext(context.system, context.requestId);
    const clock = { stage: 'compensation-payment', organisationId: claim.guarantorOrganisationId } as const;
    return takeStep(itself, unit, approved, { event: 'consent', clock });
  });
}
