import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { recordLineDecisions, type ChosenLines } from './claim-check/record-line-decisions.js';
import { lockClaim, nextState, takeStep, type ClaimReply } from './claim-step.js';

/** A claim sent back, why, and for which of its lines; for none in particular where none are named. */
export interface ClaimReturn extends Partial<ChosenLines> {
  readonly claimId: number;
  readonly reason: string;
}

/**
 * Sends a claim back to the bank for correction; its lines may then be rebuilt, or another file sent, and every approval
 * begins again. Until it is funded.
 * Fails: not-found, illegal-transition, forbidden (it lies before somebody else), malformed (a line that does not differ).
 */
export async function returnSubsidyClaim(
  context: Context,
  { claimId, reason, lines = [], causes = [] }: ClaimReturn,
): Promise<ClaimReply> {
  return await runCommand(context, 'subsidy-claim.return', async (unit) => {
    const claim = await lockClaim(context, unit, claimId);
    nextState(claim, 'return', context.actor);
    const verdict = { outcome: 'returned', reason } as const;
    await recordLineDecisions(unit, context.actor, claim, { lines, causes }, verdict);
    return await takeStep(context, unit, claim, {
      event: 'return',
      topic: 'subsidy-claim.returned',
      changes: { submittedByUserId: null, verifiedByUserId: null, approvedByUserId: null },
      detail: { reason, lines, causes },
    });
  });
}
