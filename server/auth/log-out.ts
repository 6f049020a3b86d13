import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { chainOf } from '../organisations/platform.js';
import { revokeSession } from './sessions.js';

/** Ends the session in which one acts; its tokens are worth nothing from the next request on. */
export async function logOut(context: Context): Promise<void> {
  const { actor, system } = context;
  await runCommand(context, 'session.close', async (unit) => {
    await revokeSession(actor.sessionId, 'log-out', unit);
    unit.record({
      organisationId: await chainOf(actor, unit.transaction),
      subjectKind: 'user-session',
      subjectId: actor.sessionId,
      detail: {},
    });
    return {};
  });
  system.auth.liveSessions.forgetAll();
}
