import { User } from '../../models/user.js';
import { updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { UNLOCKED } from './lock-out.js';
import { revokeSessionsOf, type SessionOwner } from './sessions.js';

/**
 * Stores a new password: ends every session made with the old one and lifts a lock. `mustChange` marks a password that somebody
 * else has seen. Returns the owner as new sessions need it. Forget the live sessions after commit.
 */
export async function setPassword(
  unit: UnitOfWork,
  user: { readonly id: number; readonly sessionVersion: number; readonly version: number },
  password: { readonly hash: string; readonly mustChange: boolean },
): Promise<SessionOwner> {
  const sessionVersion = user.sessionVersion + 1;
  await updateRows(
    User,
    {
      ...UNLOCKED,
      passwordHash: password.hash,
      passwordSetAt: unit.now,
      mustChangePasswordFlag: password.mustChange ? 1 : 0,
      sessionVersion,
      version: user.version + 1,
    },
    { id: user.id },
    unit.transaction,
  );
  await revokeSessionsOf(user.id, 'password-changed', unit);
  return { id: user.id, sessionVersion };
}
