import { releaseOfApplication } from '../budgets/reserve-subsidies.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { cancelGuarantee } from './guarantees/cancel-guarantee.js';
import {
  abandonStage,
  assertMay,
  lockApplication,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
} from './application-case.js';

export interface Withdrawal {
  readonly applicationId: number;
  readonly reason: string;
}

/**
 * The founder takes an application back, at any time before the money is paid out. What was being decided is void; a
 * guarantee already given is cancelled and its exposure is free again.
 * Fails: not-found, illegal-transition, forbidden.
 */
export async function withdrawApplication(context: Context, input: Withdrawal): Promise<ApplicationReply> {
  const { actor } = context;
  return runCommand(context, 'application.withdraw', async (unit) => {
    const row = await lockApplication(unit, actor, input.applicationId);
    assertMay(row, 'withdraw', actor.role);
    await abandonStage(unit, row.id);
    await cancelGuarantee(unit, row.id);
    await releaseOfApplication(unit, actor, row.id);
    const withdrawn = await moveApplication(unit, row, 'withdraw', { closedAt: unit.now });
    recordOnApplication(unit, actor, withdrawn, {
      before: row.state,
      after: withdrawn.state,
      reason: input.reason,
    });
    return replyOf(withdrawn);
  });
}
