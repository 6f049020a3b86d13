import { generateSecret, generateURI, verifySync } from 'otplib';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { findRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { epochSeconds } from '../clock.js';
import { runCommand } from '../command.js';
import type { Context, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';

const PURPOSE = 'users.otpSecret';
const ISSUER = 'Suidai';
/** A code is taken during its half minute and in the one after it, for clocks that differ and fingers that are slow. */
const TOLERANCE_SECONDS: [number, number] = [30, 0];
/** Longer than a code can be taken. */
const OTP_REMEMBERED = { seconds: 120 };

/** Whether a log-in of this user needs a one-time password. */
export const needsSecondFactor = (system: System, user: Row<User>): boolean =>
  system.auth.secondFactor && user.otpConfirmedAt !== null && user.otpSecretCipher !== null;

/** Whether a one-time password (TOTP, RFC 6238) is the present one and has not been taken before, by any instance. */
export async function secondFactorFits(system: System, user: Row<User>, otp: string): Promise<boolean> {
  if (user.otpSecretCipher === null || !/^\d{6}$/.test(otp)) return false;
  const now = system.clock.now();
  const result = verifySync({
    secret: system.cipher.decrypt(user.otpSecretCipher, PURPOSE),
    token: otp,
    epoch: epochSeconds(now),
    epochTolerance: TOLERANCE_SECONDS,
  });
  if (!result.valid || !('timeStep' in result)) return false;
  const uses = await system.auth.tries.count(`otp:${user.id}:${result.timeStep}`, now, OTP_REMEMBERED);
  return uses.points === 1;
}

/** What the user's authenticator has to learn: shown once. */
export type SecondFactorSecret = { readonly secret: string; readonly uri: string };

/**
 * Makes a second factor for one's own account; it counts from its confirmation on. Fails: already-exists while a confirmed one
 * is in place (the security administrator can remove it).
 */
export async function enrolSecondFactor(context: Context): Promise<SecondFactorSecret> {
  const { actor, system, requestId, language } = context;
  const secret = generateSecret();
  const { username } = await runCommand(
    { actor, system, requestId, language },
    'second-factor.enrol',
    async (unit) => {
      const user = await lockRow(User, { id: actor.userId }, unit.transaction);
      if (!user) throw new DomainError('not-found');
      if (user.otpConfirmedAt !== null) throw new DomainError('already-exists', { what: 'second-factor' });
      const otpSecretCipher = system.cipher.encrypt(secret, PURPOSE);
      await updateRows(User, { otpSecretCipher }, { id: user.id }, unit.transaction);
      unit.record({
        organisationId: await chainOf(user, unit.transaction),
        subjectKind: 'user',
        subjectId: user.id,
        detail: {},
      });
      return { username: user.username };
    },
  );
  return { secret, uri: generateURI({ issuer: ISSUER, label: username, secret }) };
}

/** Puts one's second factor in force with a first code from the authenticator. Fails: not-found, already-exists, wrong-credentials. */
export async function confirmSecondFactor(context: Context, input: { readonly otp: string }): Promise<void> {
  const { actor, system } = context;
  const user = await findRow(User, { where: { id: actor.userId } });
  if (!user?.otpSecretCipher) throw new DomainError('not-found');
  if (user.otpConfirmedAt !== null) throw new DomainError('already-exists', { what: 'second-factor' });
  if (!(await secondFactorFits(system, user, input.otp))) throw new DomainError('wrong-credentials');
  await runCommand(context, 'second-factor.confirm', async (unit) => {
    await updateRows(
      User,
      { otpConfirmedAt: unit.now },
      { id: user.id, otpConfirmedAt: null },
      unit.transaction,
    );
    await updateRows(UserSession, { factorProvenAt: unit.now }, { id: actor.sessionId }, unit.transaction);
    unit.record({
      organisationId: await chainOf(user, unit.transaction),
      subjectKind: 'user',
      subjectId: user.id,
      detail: {},
    });
    return {};
  });
  system.auth.liveSessions.forgetAll();
}
