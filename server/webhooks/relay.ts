import { setTimeout as delay } from 'node:timers/promises';
import type { System } from '../context.js';
import type { Logger } from '../logger.js';
import { deliverTo, findDueSubscriptions } from './deliver.js';
import { handOver } from './hand-over.js';

const POLL_MS = 500;
const NEVER = new AbortController().signal;

export interface WebhookRelay {
  /** Starts no further try and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Hands messages over and delivers them until it is stopped, in every instance: a delivery is claimed by one at a time. Each
 * subscription has a round of its own, so that one that does not answer holds up nobody else. It stands beside the jobs,
 * because a job that waits for somebody else's server would keep a place from an import.
 */
export function startWebhookRelay(
  system: System,
  { logger, ready }: { readonly logger: Logger; readonly ready: () => boolean },
): WebhookRelay {
  const stopping = new AbortController();
  const rounds = new Map<number, Promise<void>>();

  const lookOnce = async (): Promise<void> => {
    while (!stopping.signal.aborted && (await handOver(system)) > 0);
    for (const subscription of await findDueSubscriptions(system)) {
      if (rounds.has(subscription.id)) continue;
      const round = deliverTo(system, subscription, stopping.signal)
        .catch((error: unknown) =>
          logger.error({ err: error, subscriptionId: subscription.id }, 'delivery failed'),
        )
        .finally(() => rounds.delete(subscription.id));
      rounds.set(subscription.id, round);
    }
  };
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        if (ready()) await lookOnce();
      } catch (error) {
        logger.error({ err: error }, 'messages cannot be handed over');
      }
      await delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
      await Promise.all(rounds.values());
    },
  };
}

/** Hands over and delivers all that is due now, once: for tests and command-line programs. */
export async function deliverDue(system: System): Promise<void> {
  while ((await handOver(system)) > 0);
  const subscriptions = await findDueSubscriptions(system);
  await Promise.all(subscriptions.map((subscription) => deliverTo(system, subscription, NEVER)));
}
