import { findRow, lockRow } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { runCommand } from '../command.js';
import type { VisitorContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { issueCode, spendCode } from './one-time-codes.js';
import { assertStrongPassword, hashPassword } from './passwords.js';
import { setPassword } from './set-password.js';

export interface ResetPassword {
  readonly phone: string;
  readonly code: string;
  readonly newPassword: string;
}

/**
 * Sends a reset code to a borrower's phone. A number that nobody registered gets a message as well, one that says so: the
 * answer and the work are the same, and only who holds the phone learns more. Staff ask their security administrator. Fails:
 * too-many-requests.
 */
export async function requestPasswordResetCode(
  context: VisitorContext,
  input: { readonly phone: string },
): Promise<void> {
  const { system } = context;
  const code = await issueCode(context, 'password-reset', input.phone);
  const phoneIndex = system.cipher.blindIndex('phone', input.phone);
  const account = await findRow(User, { where: { phoneIndex, role: 'borrower' } });
  const template = account ? 'password-reset-code' : 'no-account';
  await system.notifications.send({
    channel: 'sms',
    to: input.phone,
    template,
    values: account ? { code } : {},
  });
}

/**
 * Sets a borrower's new password by a code sent to the phone, ends all sessions, and tells the user name, which may be what was
 * forgotten. Fails: wrong-credentials (code, also for a phone that nobody registered), weak-password.
 */
export async function resetPassword(
  context: VisitorContext,
  input: ResetPassword,
): Promise<{ readonly username: string }> {
  const { system } = context;
  assertStrongPassword(input.newPassword, input.phone);
  await spendCode(context, 'password-reset', input.phone, input.code);
  const phoneIndex = system.cipher.blindIndex('phone', input.phone);
  const hash = await hashPassword(input.newPassword);
  const reply = await runCommand(context, 'password.reset', async (unit) => {
    const user = await lockRow(User, { phoneIndex, role: 'borrower' }, unit.transaction);
    if (!user) throw new DomainError('wrong-credentials');
    assertStrongPassword(input.newPassword, user.username);
    await setPassword(unit, user, { hash, mustChange: false });
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'user',
      subjectId: user.id,
      detail: { by: 'phone-code' },
    });
    return { username: user.username };
  });
  system.auth.liveSessions.forgetAll();
  return reply;
}
