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

/** A decision on a claim as one person saw it. */
export interface ClaimDecision {
  readonly claimId: number;
  /** The hash of the lines that were looked at. */
  readonly contentHash: string;
}

/**
 * The bank files a built claim with the centre (穗人社函〔2023〕325号). Another person than the builder.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, request-in-progress.
 */
export async function submitSubsidyClaim(context: Context, decision: ClaimDecision): Promise<ClaimReply> {
  return await runCommand(context, 'subsidy-claim.submit', async (unit) => {
    const claim = await lockClaim(context, unit, decision.claimId);
    nextState(claim, 'submit', context.actor);
    await assertOtherPerson(context.actor, claim, ['builtByUserId'], unit);
    await assertContent(claim, decision.contentHash, unit);
    return await takeStep(context, unit, claim, {
      event: 'submit',
      topic: 'subsidy-claim.submitted',
      changes: { submittedByUserId: context.actor.userId, verifiedByUserId: null, approvedByUserId: null },
      clock: { stage: 'claim-verification', organisationKind: 'centre' },
    });
  });
}
