import { User } from '../../models/user.js';
import { findRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context, VisitorContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { chainOf, platformOrganisationId } from '../organisations/platform.js';
import { afterFailure, lockedSeconds, type LockState } from './lock-out.js';
import { passwordFits } from './passwords.js';
import { needsSecondFactor, secondFactorFits } from './second-factor.js';
import { countUnknownName, unknownNameLock } from './unknown-names.js';

/** What somebody says to prove who they are. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly otp?: string | undefined;
}

/**
 * Runs `work` with the account that the credentials prove. An unknown name, a wrong password, a wrong one-time password and a
 * disabled account cost the same work and get the same answer; failures are counted, lock the name for a growing
 * time and are audited. Tries on one name take turns within a process.
 *
 * Fails: wrong-credentials, account-locked, second-factor-required, too-many-requests, unavailable.
 */
export function withProvenAccount<T>(
  context: Context | VisitorContext,
  credentials: Credentials,
  work: (user: Row<User>) => Promise<T>,
): Promise<T> {
  const { auth } = context.system;
  return auth.turns.inTurn(credentials.username, async () => {
    const user = await findRow(User, { where: { username: credentials.username } });
    const unknownLock = await unknownNameLock(context.system, credentials.username);
    refuseWhileLocked(user ?? unknownLock, context.system.clock.now());
    if (user && (await proves(context, user, credentials))) return work(user);
    if (!user) await passwordFits(null, credentials.password);
    await recordFailure(context, credentials.username, user);
    throw new DomainError('wrong-credentials');
  });
}

function refuseWhileLocked(state: LockState, now: string): void {
  const retryAfterSeconds = lockedSeconds(state, now);
  if (retryAfterSeconds > 0) throw new DomainError('account-locked', { retryAfterSeconds });
}

async function proves(
  { system }: Context | VisitorContext,
  user: Row<User>,
  credentials: Credentials,
): Promise<boolean> {
  if (!(await passwordFits(user.passwordHash, credentials.password)) || user.disabledAt !== null)
    return false;
  if (!needsSecondFactor(system, user)) return true;
  if (credentials.otp === undefined) throw new DomainError('second-factor-required');
  return secondFactorFits(system, user, credentials.otp);
}

/** Counts and audits a failure in a transaction of its own: it stays although the request is refused. */
async function recordFailure(
  context: Context | VisitorContext,
  username: string,
  user: Row<User> | null,
): Promise<void> {
  const { system, requestId, language } = context;
  await runCommand({ system, requestId, language }, 'session.refuse', async (unit) => {
    const { transaction, now } = unit;
    const found = user && (await lockRow(User, { id: user.id }, transaction));
    if (found) await updateRows(User, { ...afterFailure(found, now) }, { id: found.id }, transaction);
    else await countUnknownName(system, unit, username);
    unit.record({
      organisationId: found ? await chainOf(found, transaction) : await platformOrganisationId(transaction),
      subjectKind: 'user',
      subjectId: found?.id ?? null,
      detail: {},
    });
    return {};
  });
}
