import { epochSeconds } from '../clock.js';
import type { Actor, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { findSession } from './find-session.js';
import { mustProveFactor } from './high-value.js';
import type { LiveSession } from './live-sessions.js';
import { readScopes } from './machine-scopes.js';
import type { Permission } from './permissions.js';
import { mustChangePassword, mustEnrolSecondFactor } from './session-duties.js';

/** All that may be done in a session whose password has to be changed first, and in one that needs a second factor. */
const BEFORE_PASSWORD_CHANGE = new Set<Permission>(['account.secure']);
const BEFORE_SECOND_FACTOR = new Set<Permission>(['account.secure', 'account.enrol-second-factor']);

/**
 * The actor behind an access token, for an operation with this permission; whether the role has it is asked elsewhere. The token must be
 * genuine, its session alive and its rights those of today. Fails: unauthenticated, password-change-required,
 * second-factor-enrolment-required, fresh-factor-required.
 */
export async function identifyActor(
  system: System,
  accessToken: string,
  permission: Permission,
): Promise<Actor> {
  const now = system.clock.now();
  const claims = system.auth.accessTokens.verify(accessToken, epochSeconds(now));
  const session = await findSession(system, claims.sessionId);
  const valid =
    session !== null &&
    session.actor.userId === claims.userId &&
    session.sessionVersion === claims.sessionVersion &&
    session.expiresAt > now;
  if (!valid) throw new DomainError('unauthenticated');
  const { machine, ...account } = session.actor;
  if (machine) {
    return { ...account, machine: { ...machine, scopes: readScopes(claims.scope ?? '', machine.scopes) } };
  }
  return actorInSession(system, session, permission);
}

/**
 * The person of a live session, for an operation with this permission. A machine has no session of this sort. Fails: unauthenticated,
 * password-change-required, second-factor-enrolment-required, fresh-factor-required.
 */
export function actorInSession(system: System, session: LiveSession, permission: Permission): Actor {
  if (session.actor.machine) throw new DomainError('unauthenticated');
  if (!BEFORE_PASSWORD_CHANGE.has(permission) && mustChangePassword(system, session.duties)) {
    throw new DomainError('password-change-required');
  }
  if (!BEFORE_SECOND_FACTOR.has(permission) && mustEnrolSecondFactor(system, session.duties)) {
    throw new DomainError('second-factor-enrolment-required');
  }
  if (mustProveFactor(system, session.duties, session.factorProvenAt, permission)) {
    throw new DomainError('fresh-factor-required');
  }
  return session.actor;
}
