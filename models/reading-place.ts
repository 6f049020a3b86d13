import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sequelize } from 'sequelize';
import type { Database } from './database.js';

/** Where reads outside a transaction go for a while: to a copy of the primary that may be behind it. */
export interface ReadingPlace {
  readonly primary: Database;
  readonly copy: Database;
  /** Told when the copy does not answer; the reads go to the primary from then on. */
  readonly onFault: () => void;
}

interface Stay {
  readonly place: ReadingPlace;
  left: boolean;
}

const stays = new AsyncLocalStorage<Stay>();

/**
 * Runs `work` with its reads going to a copy. What belongs to a transaction goes where the transaction is, so a command decides on
 * the primary wherever it is called. If the copy fails, the read that failed and all later ones go to the primary.
 */
export const readingFrom = <T>(place: ReadingPlace, work: () => Promise<T>): Promise<T> =>
  stays.run({ place, left: false }, work);

/** The copy that stands for this primary at the moment, if there is one. */
export function copyOf(primary: Sequelize): Sequelize | undefined {
  const stay = stays.getStore();
  if (!stay || stay.left || stay.place.primary.sequelize !== primary) return undefined;
  return stay.place.copy.sequelize;
}

/** Runs `work` with all its reads on the primary: what a command decides on is never a copy. */
export const onPrimary = <T>(work: () => T): T => (stays.getStore() ? stays.exit(work) : work());

/** Goes back to the primary for the rest of the work. */
export function leaveCopy(): void {
  const stay = stays.getStore();
  if (!stay || stay.left) return;
  stay.left = true;
  stay.place.onFault();
}
