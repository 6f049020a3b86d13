import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaim,
  nextState,
  takeStep,
  type ClaimReply,
} from './claim-step.js';
import type { ClaimDecision } from './submit-subsidy-claim.js';

/**
 * The centre's supervisor approves what was verified; another person than who built, filed or verified it.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match.
 */
export async function approveSubsidyClaim(context: Context, decision: ClaimDecision): Promise<ClaimReply> {
  return await runCommand(context, 'subsidy-claim.approve', async (unit) => {
    const claim = await lockClaim(context, unit, decision.claimId);
    nextState(claim, 'approve', context.actor);
    await assertOtherPerson(
      context.actor,
      claim,
      ['builtByUserId', 'submittedByUserId', 'verifiedByUserId'],
      unit,
    );
    await assertContent(claim, decision.contentHash, unit);
    return await takeStep(context, unit, claim, {
      event: 'approve',
      topic: 'subsidy-claim.approved',
      changes: { approvedByUserId: context.actor.userId },
      clock: { stage: 'claim-funding', organisationKind: 'finance' },
    });
  });
}
