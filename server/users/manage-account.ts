import type { JsonValue } from '../core/canonical-json.js';
import { lockRow, updateRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { hashPassword, temporaryPassword } from '../auth/passwords.js';
import { UNLOCKED } from '../auth/lock-out.js';
import { revokeSessionsOf } from '../auth/sessions.js';
import { setPassword } from '../auth/set-password.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';
import { assertAdministratorsApart } from './create-user.js';
import { ORGANISATION_OF_ROLE, type StaffRole } from './role-organisations.js';

/** Changes another person's account: lock, change, record, and let the next request see it. Fails: not-found, forbidden (one's own). */
async function changeAccount(
  context: Context,
  command: string,
  userId: number,
  change: (unit: UnitOfWork, user: Row<User>) => Promise<JsonValue>,
): Promise<void> {
  const { actor, system } = context;
  await runCommand(context, command, async (unit) => {
    const user = await lockRow(User, { id: userId, role: { '!=': 'bank-machine' } }, unit.transaction);
    if (!user) throw new DomainError('not-found');
    const samePerson = user.personIndex !== null && user.personIndex === actor.personIndex;
    if (user.id === actor.userId || samePerson) throw new DomainError('forbidden', { reason: 'own-account' });
    const detail = await change(unit, user);
    const organisationId = await chainOf(user, unit.transaction);
    unit.record({ organisationId, subjectKind: 'user', subjectId: user.id, detail });
    return {};
  });
  system.auth.liveSessions.forgetAll();
}

/** Takes all access from an account at once. Fails: not-found, forbidden, illegal-transition when it is disabled already. */
export const disableUser = (
  context: Context,
  input: { readonly userId: number; readonly reason: string },
): Promise<void> =>
  changeAccount(context, 'user.disable', input.userId, async (unit, user) => {
    if (user.disabledAt !== null)
      throw new DomainError('illegal-transition', { from: 'disabled', event: 'disable' });
    const change = {
      disabledAt: unit.now,
      sessionVersion: user.sessionVersion + 1,
      version: user.version + 1,
    };
    await updateRows(User, change, { id: user.id }, unit.transaction);
    await revokeSessionsOf(user.id, 'disabled', unit);
    return { reason: input.reason };
  });

/** Gives access back. Fails: not-found, forbidden, illegal-transition when it is not disabled, already-exists (administrators apart). */
export const enableUser = (context: Context, input: { readonly userId: number }): Promise<void> =>
  changeAccount(context, 'user.enable', input.userId, async (unit, user) => {
    if (user.disabledAt === null)
      throw new DomainError('illegal-transition', { from: 'enabled', event: 'enable' });
    if (user.personIndex !== null && user.role !== 'borrower' && user.role !== 'bank-machine') {
      await assertAdministratorsApart(user.personIndex, user.role, unit.transaction);
    }
    await updateRows(
      User,
      { disabledAt: null, version: user.version + 1 },
      { id: user.id },
      unit.transaction,
    );
    return {};
  });

/** Lifts the lock that failed log-ins have set. Fails: not-found, forbidden. */
export const unlockUser = (context: Context, input: { readonly userId: number }): Promise<void> =>
  changeAccount(context, 'user.unlock', input.userId, async (unit, user) => {
    await updateRows(User, { ...UNLOCKED, version: user.version + 1 }, { id: user.id }, unit.transaction);
    return {};
  });

/** Takes a second factor off an account whose holder has lost it, and ends all sessions. Fails: not-found, forbidden. */
export const resetSecondFactor = (context: Context, input: { readonly userId: number }): Promise<void> =>
  changeAccount(context, 'second-factor.remove', input.userId, async (unit, user) => {
    const change = {
      otpSecretCipher: null,
      otpConfirmedAt: null,
      sessionVersion: user.sessionVersion + 1,
      version: user.version + 1,
    };
    await updateRows(User, change, { id: user.id }, unit.transaction);
    await revokeSessionsOf(user.id, 'second-factor-removed', unit);
    return {};
  });

/** Moves a member of staff to another role in the same organisation. Fails: not-found, forbidden, malformed, already-exists. */
export const changeRole = (
  context: Context,
  input: { readonly userId: number; readonly role: StaffRole },
): Promise<void> =>
  changeAccount(context, 'user.change-role', input.userId, async (unit, user) => {
    const staff =
      user.role !== 'borrower' &&
      user.role !== 'bank-machine' &&
      ORGANISATION_OF_ROLE[user.role] === ORGANISATION_OF_ROLE[input.role];
    if (!staff) throw new DomainError('malformed', { field: 'role' });
    if (user.personIndex !== null) {
      await assertAdministratorsApart(user.personIndex, input.role, unit.transaction, user.id);
    }
    const change = { role: input.role, sessionVersion: user.sessionVersion + 1, version: user.version + 1 };
    await updateRows(User, change, { id: user.id }, unit.transaction);
    await revokeSessionsOf(user.id, 'role-changed', unit);
    return { from: user.role, to: input.role };
  });

/**
 * Gives a member of staff a temporary password, which has to be changed first of all, and ends all their sessions. It is shown once:
 * no idempotency key keeps it. Fails: not-found (also for borrowers, who reset their own by phone), forbidden.
 */
export async function resetStaffPassword(
  context: Context,
  input: { readonly userId: number },
): Promise<{ readonly temporaryPassword: string }> {
  const { actor, system, requestId, language } = context;
  const password = temporaryPassword();
  const hash = await hashPassword(password);
  await changeAccount(
    { actor, system, requestId, language },
    'password.reset',
    input.userId,
    async (unit, user) => {
      if (user.role === 'borrower') throw new DomainError('not-found');
      await setPassword(unit, user, { hash, mustChange: true });
      return { by: 'security-administrator' };
    },
  );
  return { temporaryPassword: password };
}
