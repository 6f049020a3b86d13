import { createHmac, randomBytes } from 'node:crypto';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { WebSession } from '../../models/web-session.js';
import { addSeconds } from '../clock.js';
import type { Actor, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';
import { findSession } from './find-session.js';
import { actorInSession } from './identify-actor.js';
import type { Permission } from './permissions.js';
import { IDLE_SECONDS, startSession, type OpenSession } from './sessions.js';

/** What a browser keeps of a session: 256 random bits, of which only the hash is stored. */
export type OpenedWebSession = { readonly cookie: string };

/** How exactly the last use is kept: a page view seldom writes. */
const NOTED_EVERY_SECONDS = 60;

/** Opens a session that lives in a browser, under a cookie that nobody has seen before. */
export const openWebSession: OpenSession<OpenedWebSession> = async (_system, moment, owner) => {
  const { id: sessionId } = await startSession(moment, owner);
  const cookie = randomBytes(32).toString('base64url');
  const cookieHash = sha256(cookie);
  await insertRow(WebSession, { sessionId, cookieHash, lastUsedAt: moment.now }, moment.transaction);
  return { cookie };
};

/**
 * The actor behind a browser's cookie, for a page with this permission. The session is alive, was used within the last half hour
 * and has the rights of today. Fails: unauthenticated, password-change-required, second-factor-enrolment-required.
 */
export async function identifyByCookie(
  system: System,
  cookie: string,
  permission: Permission,
): Promise<Actor> {
  const now = system.clock.now();
  const known = await findRow(WebSession, { where: { cookieHash: sha256(cookie) } });
  if (!known || addSeconds(known.lastUsedAt, IDLE_SECONDS) <= now) throw new DomainError('unauthenticated');
  const session = await findSession(system, known.sessionId);
  if (!session || session.expiresAt <= now) throw new DomainError('unauthenticated');
  if (addSeconds(known.lastUsedAt, NOTED_EVERY_SECONDS) <= now) {
    await inTransaction(system.database, (transaction) =>
      updateRows(WebSession, { lastUsedAt: now }, { id: known.id }, transaction),
    );
  }
  return actorInSession(system, session, permission);
}

/** Whose session a browser's cookie is, or was until it ran out; null for one that was ended, or that nobody knows. */
export async function ownerOfCookie(system: System, cookie: string): Promise<number | null> {
  const known = await findRow(WebSession, { where: { cookieHash: sha256(cookie) } });
  const session = known && (await findSession(system, known.sessionId));
  return session?.actor.userId ?? null;
}

/** What the forms of a session carry, so that no other site can send them: it follows from the cookie and tells nothing of it. */
export const formTokenOf = (cookie: string): string =>
  createHmac('sha256', cookie).update('form-token').digest('base64url');
