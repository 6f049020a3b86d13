import { DomainError } from '../core/errors.js';

/** Lets tries on one user name take turns, so that parallel guesses are counted before the next one is looked at. */
export interface LogInTurns {
  /** Fails: too-many-requests when too many tries on this name are waiting. */
  inTurn<T>(username: string, work: () => Promise<T>): Promise<T>;
}

const WAITING_PER_NAME = 30;

export function createLogInTurns(): LogInTurns {
  const turns = new Map<string, { last: Promise<unknown>; waiting: number }>();
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
  };
}
