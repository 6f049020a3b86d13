import { setTimeout as delay } from 'node:timers/promises';
import type { System } from '../context.js';
import type { Logger } from '../logger.js';

const LOOK_MS = 1_000;

export interface ReferenceDataFollower {
  stop(): Promise<void>;
}

/** Looks every second, in every instance, whether another one has released policy, a prime rate or a calendar, and takes it up. */
export function startReferenceDataFollower(
  { referenceData }: System,
  { logger, ready }: { readonly logger: Logger; readonly ready: () => boolean },
): ReferenceDataFollower {
  const stopping = new AbortController();
  const follow = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        if (ready()) await referenceData.follow();
      } catch (error) {
        logger.error({ err: error }, 'reference data cannot be read');
      }
      await delay(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const following = follow();
  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };
}
