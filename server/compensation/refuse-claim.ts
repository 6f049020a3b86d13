import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { lockClaimCase, nextState, takeStep, type CompensationReply } from './claim-case.js';

/** A claim refused or sent back, and why. */
export interface ClaimRefusal {
  readonly claimId: number;
  readonly reason: string;
}

/**
 * Sends a claim back to the bank to be mended; every approval begins again. Whoever it lies before may do so, until all
 * have consented. Fails: not-found, illegal-transition, forbidden.
 */
export async function returnClaim(
  context: Context,
  { claimId, reason }: ClaimRefusal,
): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.return', async (unit) => {
    const { claim } = await lockClaimCase(context, unit, claimId);
    nextState(claim, 'return', context.actor);
    const changes = { round: claim.round + 1 };
    return takeStep(context, unit, claim, { event: 'return', reason, changes });
  });
}

/** Refuses a claim for good; the bank may open another. Fails: not-found, illegal-transition, forbidden. */
export async function rejectClaim(
  context: Context,
  { claimId, reason }: ClaimRefusal,
): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.reject', async (unit) => {
    const { claim } = await lockClaimCase(context, unit, claimId);
    nextState(claim, 'reject', context.actor);
    return takeStep(context, unit, claim, { event: 'reject', reason, changes: { liveLoanId: null } });
  });
}

/** The bank takes its claim back before it is paid. Fails: not-found, illegal-transition, forbidden. */
export async function withdrawClaim(
  context: Context,
  { claimId, reason }: ClaimRefusal,
): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.withdraw', async (unit) => {
    const { claim } = await lockClaimCase(context, unit, claimId);
    nextState(claim, 'withdraw', context.actor);
    return takeStep(context, unit, claim, { event: 'withdraw', reason, changes: { liveLoanId: null } });
  });
}
