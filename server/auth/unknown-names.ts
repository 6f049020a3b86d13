import { addSeconds } from '../clock.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { afterFailure, type LockState, UNLOCKED } from './lock-out.js';

const REMEMBERED_SECONDS = 30 * 86_400;

/** A name may hold what somebody typed into the wrong field, so only its keyed hash is kept. */
const keyOf = ({ cipher }: System, username: string): string =>
  `unknown-name:${cipher.blindIndex('username', username)}`;

/** The lock on a name that nobody has: like that of an account, so that a lock tells nothing. */
export async function unknownNameLock(system: System, username: string): Promise<LockState> {
  const tally = await system.auth.tries.find(keyOf(system, username), system.clock.now());
  if (!tally) return UNLOCKED;
  const lastFailedAt = addSeconds(tally.expiresAt, -REMEMBERED_SECONDS);
  return afterFailure({ failedLogins: tally.points - 1, lockedUntil: null }, lastFailedAt);
}

/** Counts a failed log-in with a name that nobody has, as part of the command that records it. */
export async function countUnknownName(
  system: System,
  { transaction, now }: UnitOfWork,
  username: string,
): Promise<void> {
  const window = { seconds: REMEMBERED_SECONDS, slides: true };
  await system.auth.tries.countWithin(transaction, keyOf(system, username), now, window);
}
