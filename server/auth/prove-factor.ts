import { findRow, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { epochSeconds } from '../clock.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';
import { secondFactorFits } from './second-factor.js';

const WRONG_CODES = 5;
const WINDOW = { seconds: 15 * 60 };

/**
 * Proves the second factor again within a session, for what may only be done shortly after (`high-value.ts`). A code counts as a try before it
 * is looked at. Fails: not-found (no second factor), wrong-credentials, too-many-requests (the sixth within a quarter of an hour).
 */
export async function proveSecondFactor(context: Context, input: { readonly otp: string }): Promise<void> {
  const { actor, system } = context;
  const user = await findRow(User, { where: { id: actor.userId } });
  if (!user?.otpConfirmedAt) throw new DomainError('not-found');
  const now = system.clock.now();
  const tally = await system.auth.tries.count(`factor-proof:${user.id}`, now, WINDOW);
  if (tally.points > WRONG_CODES) {
    const retryAfterSeconds = Math.max(1, epochSeconds(tally.expiresAt) - epochSeconds(now));
    throw new DomainError('too-many-requests', { retryAfterSeconds });
  }
  const fits = await secondFactorFits(system, user, input.otp);
  await runCommand(context, fits ? 'session.prove-factor' : 'session.refuse-factor', async (unit) => {
    const { transaction, now: factorProvenAt } = unit;
    if (fits) await updateRows(UserSession, { factorProvenAt }, { id: actor.sessionId }, transaction);
    unit.record({
      organisationId: await chainOf(user, transaction),
      subjectKind: 'user',
      subjectId: user.id,
      detail: {},
    });
    return {};
  });
  if (!fits) throw new DomainError('wrong-credentials');
  system.auth.liveSessions.forgetAll();
}
