import { addSeconds, epochSeconds } from '../clock.js';

/** How often in a row a log-in has failed, and until when the account takes no further try. */
export interface LockState {
  readonly failedLogins: number;
  readonly lockedUntil: string | null;
}

export const UNLOCKED: LockState = { failedLogins: 0, lockedUntil: null };

const FREE_FAILURES = 4;
const FIRST_LOCK_SECONDS = 60;
const LONGEST_LOCK_SECONDS = 1_800;

/** The fifth failure locks for a minute, every further one for twice as long, up to half an hour. Success starts anew. */
export function afterFailure(state: LockState, now: string): LockState {
  const failedLogins = state.failedLogins + 1;
  if (failedLogins <= FREE_FAILURES) return { failedLogins, lockedUntil: null };
  const seconds = Math.min(
    FIRST_LOCK_SECONDS * 2 ** (failedLogins - FREE_FAILURES - 1),
    LONGEST_LOCK_SECONDS,
  );
  return { failedLogins, lockedUntil: addSeconds(now, seconds) };
}

/** Seconds until another try is taken; 0 when it is taken now. */
export const lockedSeconds = ({ lockedUntil }: LockState, now: string): number =>
  lockedUntil === null || lockedUntil <= now ? 0 : Math.max(1, epochSeconds(lockedUntil) - epochSeconds(now));
