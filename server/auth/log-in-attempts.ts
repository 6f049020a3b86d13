import { DomainError } from '../core/errors.js';
import { type LockState, UNLOCKED } from './lock-out.js';

/**
 * What log-in remembers beside the database. Tries on one user name take turns, so that parallel guesses are counted
 * before the next one is looked at. Names that nobody has are locked like those that somebody has, so that a lock tells nothing.
 */
export interface LogInAttempts {
  /** Fails: too-many-requests when too many tries on this name are waiting. */
  inTurn<T>(username: string, work: () => Promise<T>): Promise<T>;
  unknownName(username: string): LockState;
  rememberUnknownName(username: string, state: LockState): void;
  /** The last time step of a user's one-time password that was taken; the same one is not taken twice. */
  lastTimeStep(userId: number): number | undefined;
  rememberTimeStep(userId: number, timeStep: number): void;
}

const WAITING_PER_NAME = 30;
const REMEMBERED_NAMES = 10_000;

export function createLogInAttempts(): LogInAttempts {
  const turns = new Map<string, { last: Promise<unknown>; waiting: number }>();
  const unknownNames = new Map<string, LockState>();
  const timeSteps = new Map<number, number>();
  return {
    async inTurn(username, work) {
      const turn = turns.get(username) ?? { last: Promise.resolve(), waiting: 0 };
      if (turn.waiting >= WAITING_PER_NAME)
        throw new DomainError('too-many-requests', { retryAfterSeconds: 1 });
      turns.set(username, turn);
      turn.waiting += 1;
      const result = turn.last.then(work);
      turn.last = result.catch(() => undefined);
      try {
        return await result;
      } finally {
        turn.waiting -= 1;
        if (turn.waiting === 0) turns.delete(username);
      }
    },
    unknownName: (username) => unknownNames.get(username) ?? UNLOCKED,
    rememberUnknownName(username, state) {
      if (unknownNames.size >= REMEMBERED_NAMES) unknownNames.clear();
      unknownNames.set(username, state);
    },
    lastTimeStep: (userId) => timeSteps.get(userId),
    rememberTimeStep(userId, timeStep) {
      timeSteps.set(userId, timeStep);
    },
  };
}
