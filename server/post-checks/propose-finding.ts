import { proposeApproval } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import {
  findingOn,
  lockPostCheck,
  recordOnPostCheck,
  stateAfter,
  type PostCheckFinding,
} from './post-check-case.js';

export type FindingProposalReply = { readonly postCheckId: string; readonly payloadHash: string };

/**
 * A guarantor's officer proposes to pass a loan or to object to it.
 * Fails: not-found, illegal-transition, objection-too-late, already-exists.
 */
export async function proposeFinding(
  context: Context,
  postCheckId: number,
  finding: PostCheckFinding,
): Promise<FindingProposalReply> {
  const { actor } = context;
  return runCommand(context, 'post-check.propose', async (unit) => {
    const check = await lockPostCheck(unit, actor, postCheckId);
    await stateAfter(unit, check, finding.outcome);
    const { payloadHash } = await proposeApproval(unit, actor, findingOn(postCheckId), { ...finding });
    recordOnPostCheck(unit, actor, check, { payloadHash, ...finding });
    return { postCheckId: String(postCheckId), payloadHash };
  });
}
