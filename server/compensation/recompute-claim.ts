import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { contentHash } from '../hashing.js';
import {
  columnsOf,
  lockClaimCase,
  nextState,
  takeStep,
  type ClaimCase,
  type CompensationReply,
} from './claim-case.js';
import { readClaimContent, type ClaimContent, type ClaimedLoan } from './claim-content.js';
import { booksDay } from './open-claim.js';

/**
 * Computes a claim again by the books of the last close, because money came back or something else about the loan has changed. Where
 * the content is another, the guarantor verifies again and every consent is given again; where nothing has to be
 * compensated any more, the claim lapses. The same content changes nothing.
 * Fails: not-found, illegal-transition (paid or at an end), forbidden.
 */
export async function recomputeClaim(context: Context, claimId: number): Promise<CompensationReply> {
  const cutOffOn = await booksDay(context);
  return runCommand(context, 'compensation-claim.recompute', async (unit) => {
    const found = await lockClaimCase(context, unit, claimId);
    nextState(found.claim, 'recompute', context.actor);
    const content = await readIfDue(context, unit, { loan: found.loan, cutOffOn, claimId });
    if (content === null) {
      return takeStep(context, unit, found.claim, { event: 'lapse', changes: { liveLoanId: null } });
    }
    return storeContent(context, unit, found, content);
  });
}

/** Binds another content; what was approved of the former one has to be approved again. */
export async function storeContent(
  context: Context,
  unit: UnitOfWork,
  { claim }: ClaimCase,
  content: ClaimContent,
): Promise<CompensationReply> {
  const before = { claimedFen: claim.claimedFen, compensationFen: claim.compensationFen };
  const { claimedFen, compensationFen, cutOffOn } = content;
  return takeStep(context, unit, claim, {
    event: 'recompute',
    changes: {
      ...columnsOf(content),
      contentJson: canonicalJson(content),
      contentHash: contentHash(content),
      round: claim.round + 1,
    },
    detail: { before, after: { claimedFen, compensationFen, cutOffOn } },
  });
}

async function readIfDue(
  context: Context,
  unit: UnitOfWork,
  request: ClaimedLoan,
): Promise<ClaimContent | null> {
  try {
    return await readClaimContent(context.system, request, unit.transaction);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'compensation-not-due') return null;
    throw error;
  }
}
