import { runCommand } from '../command.js';
import type { Context } from '../context.js';
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

/**
 * The guarantor's officer has examined a claim and found it right, exactly as hashed, and reports it to the municipality.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, compensation-not-due.
 */
export async function verifyClaim(context: Context, decision: ClaimDecision): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.verify', async (unit) => {
    const found = await lockClaimCase(context, unit, decision.claimId);
    nextState(found.claim, 'verify', context.actor);
    await assertOtherPerson(unit, context.actor, found.claim, { event: 'verify' });
    await assertContent(context, unit, found, decision.contentHash);
    return takeStep(context, unit, found.claim, {
      event: 'verify',
      clock: { stage: 'compensation-approval', organisationId: await officeOf(unit, 'centre') },
    });
  });
}
