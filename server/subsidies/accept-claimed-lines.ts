import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { recordOnClaim } from './claim-journal.js';
import { recordLineDecisions, type ChosenLines } from './claim-check/record-line-decisions.js';
import { countUndecided } from './claim-check/summarise-check.js';
import { assertOtherPerson, lockClaim, nextState } from './claim-step.js';
import type { ClaimDecision } from './submit-subsidy-claim.js';

/** Lines whose computed amount is accepted in place of the claimed one. */
export interface LineAcceptance extends ClaimDecision, ChosenLines {
  readonly reason: string | null;
}

/** How many differing lines are still to be decided on. */
export interface AcceptanceReply {
  readonly claimId: number;
  readonly undecided: number;
}

/**
 * The centre's officer accepts the computed amount of lines that differ, one by one or all of a cause. What is paid is the
 * computed amount in any case (docs/decisions/0014-imported-claims.md); a claim is verified once every difference is decided.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, malformed (no such difference).
 */
export async function acceptClaimedLines(
  context: Context,
  { claimId, contentHash, lines, causes, reason }: LineAcceptance,
): Promise<AcceptanceReply> {
  return await runCommand(context, 'subsidy-claim.accept-lines', async (unit) => {
    const claim = await lockClaim(context, unit, claimId);
    nextState(claim, 'verify', context.actor);
    await assertOtherPerson(context.actor, claim, ['submittedByUserId'], unit);
    if (contentHash !== claim.contentHash) throw new DomainError('approval-does-not-match');
    const verdict = { outcome: 'accepted', reason } as const;
    await recordLineDecisions(unit, context.actor, claim, { lines, causes }, verdict);
    const undecided = await countUndecided(claim, unit.transaction);
    const { revision } = claim;
    recordOnClaim(context, unit, claim, { contentHash, revision, lines, causes, reason, undecided });
    return { claimId, undecided };
  });
}
