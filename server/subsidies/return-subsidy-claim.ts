import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { lockClaim, takeStep, type ClaimReply } from './claim-step.js';

/** A claim sent back, and why. */
export interface ClaimReturn {
  readonly claimId: number;
  readonly reason: string;
}

/**
 * Sends a claim back to the bank for correction; its lines may then be rebuilt, and every approval begins again. Until it
 * is funded. Fails: not-found, illegal-transition, forbidden (it lies before somebody else).
 */
export async function returnSubsidyClaim(
  context: Context,
  { claimId, reason }: ClaimReturn,
): Promise<ClaimReply> {
  return await runCommand(context, 'subsidy-claim.return', async (unit) => {
    const claim = await lockClaim(context, unit, claimId);
    return await takeStep(context, unit, claim, {
      event: 'return',
      topic: 'subsidy-claim.returned',
      changes: { submittedByUserId: null, verifiedByUserId: null, approvedByUserId: null },
      detail: { reason },
    });
  });
}
