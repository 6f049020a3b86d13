import type { System } from '../context.js';
import { settleBeforehand } from '../privacy/settle-indexes.js';
import type { LiveSession } from './live-sessions.js';

/**
 * A session that is alive, with the person's index as it is written now: by it two accounts of one person are told, so that while covers
 * change it is settled before anything is compared with it.
 */
export async function findSession(system: System, sessionId: number): Promise<LiveSession | null> {
  const session = await system.auth.liveSessions.find(sessionId);
  const stored = session?.actor.personIndex ?? null;
  if (session === null || stored === null) return session;
  const personIndex = system.cipher.renewed(stored);
  if (personIndex === stored) return session;
  await settleBeforehand(system, [personIndex]);
  return { ...session, actor: { ...session.actor, personIndex } };
}
