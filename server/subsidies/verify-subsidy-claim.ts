import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaim,
  nextState,
  takeStep,
  type ClaimReply,
} from './claim-step.js';
import { countUndecided } from './claim-check/summarise-check.js';
import type { ClaimDecision } from './submit-subsidy-claim.js';

/**
 * The centre's officer finds a claim right, line by line as hashed, once every difference to what the bank asked for is decided.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, lines-undecided.
 */
export async function verifySubsidyClaim(context: Context, decision: ClaimDecision): Promise<ClaimReply> {
  return await runCommand(context, 'subsidy-claim.verify', async (unit) => {
    const claim = await lockClaim(context, unit, decision.claimId);
    nextState(claim, 'verify', context.actor);
    await assertOtherPerson(context.actor, claim, ['submittedByUserId'], unit);
    await assertContent(claim, decision.contentHash, unit);
    const undecided = await countUndecided(claim, unit.transaction);
    if (undecided > 0) throw new DomainError('lines-undecided', { count: undecided });
    return await takeStep(context, unit, claim, {
      event: 'verify',
      topic: 'subsidy-claim.verified',
      changes: { verifiedByUserId: context.actor.userId },
      clock: { stage: 'claim-approval', organisationKind: 'centre' },
    });
  });
}
