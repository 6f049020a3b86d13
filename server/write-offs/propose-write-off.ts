import { proposeApproval } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import { lockClaimCase, recordOnClaim } from '../compensation/claim-case.js';
import type { Context } from '../context.js';
import { COMPENSATION_CLAIM_STATES } from '../core/states/compensation-claim-states.js';
import { transition } from '../core/states/state-machine.js';
import {
  readWriteOffTerms,
  replyOf,
  writeOffSubject,
  type WriteOffInput,
  type WriteOffReply,
} from './write-off-terms.js';

/**
 * The guarantor's officer proposes to give up what cannot be recovered (申请核销), on a ground of the policy and with its document. What
 * comes back before it is decided voids the proposal.
 * Fails: not-found, illegal-transition, write-off-not-allowed, already-exists (one is open).
 */
export async function proposeWriteOff(context: Context, input: WriteOffInput): Promise<WriteOffReply> {
  return runCommand(context, 'write-off.propose', async (unit) => {
    const { claim } = await lockClaimCase(context, unit, input.claimId);
    transition(COMPENSATION_CLAIM_STATES, claim.state, 'write-off');
    const terms = await readWriteOffTerms(context, unit, claim, input);
    const subject = writeOffSubject(claim.id, 'approve-write-off');
    const { payloadHash } = await proposeApproval(unit, context.actor, subject, terms);
    recordOnClaim(context, unit, claim, { ...terms, payloadHash }, 'write-off.proposed');
    return replyOf(terms, claim.state, payloadHash);
  });
}
