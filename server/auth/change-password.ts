import { User } from '../../models/user.js';
import { findRow, lockRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';
import { assertStrongPassword, hashPassword } from './passwords.js';
import { withProvenAccount } from './prove-password.js';
import type { OpenSession } from './sessions.js';
import { setPassword } from './set-password.js';

export interface ChangePassword {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly otp?: string | undefined;
}

/**
 * Changes one's own password, ends all one's sessions and opens a new one. Fails: wrong-credentials, account-locked,
 * second-factor-required, weak-password (also when the new one is the old one).
 */
export async function changePassword<Opened extends JsonValue>(
  context: Context,
  input: ChangePassword,
  openSession: OpenSession<Opened>,
): Promise<Opened> {
  const { actor, system, requestId, language } = context;
  const account = await findRow(User, { where: { id: actor.userId } });
  if (!account) throw new DomainError('not-found');
  const { username } = account;
  // Tokens must not rest in the stored reply of an idempotency key, so this command takes none.
  const unkeyed: Context = { actor, system, requestId, language };
  const credentials = { username, password: input.currentPassword, otp: input.otp };
  const opened = await withProvenAccount(unkeyed, credentials, async () => {
    assertStrongPassword(input.newPassword, username);
    if (input.newPassword === input.currentPassword)
      throw new DomainError('weak-password', { rule: 'unchanged' });
    const hash = await hashPassword(input.newPassword);
    return runCommand(unkeyed, 'password.change', async (unit) => {
      const user = await lockRow(User, { id: actor.userId }, unit.transaction);
      if (!user) throw new DomainError('not-found');
      const owner = await setPassword(unit, user, { hash, mustChange: false });
      unit.record({
        organisationId: await chainOf(user, unit.transaction),
        subjectKind: 'user',
        subjectId: user.id,
        detail: {},
      });
      return openSession(system, unit, owner);
    });
  });
  system.auth.liveSessions.forgetAll();
  return opened;
}
