import { randomInt, randomUUID } from 'node:crypto';
import { insertRow, selectRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { WebhookAttempt } from '../../models/webhook-attempt.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import { addSeconds, epochSeconds } from '../clock.js';
import type { System } from '../context.js';
import { findSigningKeys } from '../signing/find-signing-keys.js';
import { contentDigestOf, signText, webhookText } from '../signing/message-signature.js';
import { sendWebhook } from './send-webhook.js';

/** Tries after which a delivery is a dead letter: about seven hours. */
export const MOST_ATTEMPTS = 15;

const FIRST_PAUSE_S = 5;
const LONGEST_PAUSE_S = 3_600;
/** Longer than any try may take: a delivery whose instance died is taken up again after it. */
const LEASE_SECONDS = 60;
const AT_ONCE = 4;

/** A subscription to which something is due. */
export interface DueSubscription {
  readonly id: number;
  readonly apiClientId: number;
  readonly url: string;
}

interface Sent {
  readonly httpStatus: number | null;
  readonly problem: string | null;
  readonly milliseconds: number;
}

/** The oldest waiting message of each subject; one behind a message that is still due or dead waits for it. */
const CLAIMABLE = `SELECT d.* FROM webhook_deliveries d
  WHERE d.subscriptionId = ? AND d.state = 'due' AND d.availableAt <= ? AND (d.lockedUntil IS NULL OR d.lockedUntil <= ?)
    AND NOT EXISTS (SELECT 1 FROM webhook_deliveries e
      WHERE e.subscriptionId = d.subscriptionId AND e.aggregateKind = d.aggregateKind AND e.aggregateId = d.aggregateId
        AND e.id < d.id AND e.state IN ('due', 'dead'))
  ORDER BY d.id LIMIT ${AT_ONCE}`;

/** Active subscriptions with something to send now. */
export async function findDueSubscriptions({ database, clock }: System): Promise<DueSubscription[]> {
  return selectRows<DueSubscription>(
    database,
    `SELECT s.id, s.apiClientId, s.url FROM webhook_subscriptions s JOIN api_clients c ON c.id = s.apiClientId
      WHERE s.state = 'active' AND c.disabledAt IS NULL
        AND EXISTS (SELECT 1 FROM webhook_deliveries d
          WHERE d.subscriptionId = s.id AND d.state = 'due' AND d.availableAt <= ?)`,
    [clock.now()],
  );
}

/**
 * Sends what is due to one subscription, messages about one subject one after another and in their order, those about different
 * subjects side by side, until nothing is left or `stop` is aborted.
 */
export async function deliverTo(
  system: System,
  subscription: DueSubscription,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const now = system.clock.now();
    const candidates = await selectRows<Row<WebhookDelivery>>(system.database, CLAIMABLE, [
      subscription.id,
      now,
      now,
    ]);
    const tried = await Promise.all(candidates.map((delivery) => tryOnce(system, subscription, delivery)));
    if (!tried.includes(true)) return;
  }
}

/** One try, if the delivery can be claimed; says whether it could. */
async function tryOnce(
  system: System,
  subscription: DueSubscription,
  seen: Row<WebhookDelivery>,
): Promise<boolean> {
  const lockedBy = randomUUID();
  const now = system.clock.now();
  const { id, state, attempts, lockedUntil } = seen;
  const claimed = await inTransaction(system.database, (transaction) =>
    updateRows(
      WebhookDelivery,
      { lockedBy, lockedUntil: addSeconds(now, LEASE_SECONDS) },
      { id, state, attempts, lockedUntil },
      transaction,
    ),
  );
  if (claimed === 0) return false;
  await settle(system, { ...seen, lockedBy }, await send(system, subscription, seen), now);
  return true;
}

async function send(
  system: System,
  { apiClientId, url }: DueSubscription,
  { messageId, bodyJson: body }: Row<WebhookDelivery>,
): Promise<Sent> {
  const keys = await findSigningKeys(system, apiClientId);
  if (keys.length === 0) return { httpStatus: null, problem: 'no-signing-key', milliseconds: 0 };
  const timestamp = String(epochSeconds(system.clock.now()));
  const contentDigest = contentDigestOf(body);
  const text = webhookText({ messageCode: String(messageId), timestamp, contentDigest });
  const startedAt = performance.now();
  const outcome = await sendWebhook(system.destinations, {
    url,
    body,
    headers: {
      'Suidai-Message-Id': String(messageId),
      'Suidai-Timestamp': timestamp,
      'Content-Digest': contentDigest,
      'Suidai-Signature': keys.map((key) => signText(text, key)).join(', '),
    },
  });
  return { ...outcome, milliseconds: Math.round(performance.now() - startedAt) };
}

/** Writes down what came of a try, in the log and on the delivery, unless another instance has taken it over. */
async function settle(
  { database, clock }: System,
  { id, lockedBy, attempts }: Row<WebhookDelivery>,
  { httpStatus, problem, milliseconds }: Sent,
  attemptedAt: string,
): Promise<void> {
  const delivered = httpStatus !== null && httpStatus >= 200 && httpStatus < 300;
  const now = clock.now();
  const after = delivered
    ? ({ state: 'delivered', deliveredAt: now } as const)
    : ({
        state: attempts + 1 >= MOST_ATTEMPTS ? 'dead' : 'due',
        availableAt: addSeconds(now, pauseSeconds(attempts)),
      } as const);
  const change = { ...after, attempts: attempts + 1, lockedBy: null, lockedUntil: null };
  await inTransaction(database, async (transaction) => {
    const attempt = { deliveryId: id, attemptedAt, httpStatus, milliseconds, problem };
    await insertRow(WebhookAttempt, attempt, transaction);
    await updateRows(WebhookDelivery, change, { id, lockedBy, state: 'due' }, transaction);
  });
}

/** Twice as long after each failure, and between half and all of it, so that what failed together does not return together. */
function pauseSeconds(failuresBefore: number): number {
  const longest = Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** failuresBefore);
  return Math.ceil(longest / 2) + randomInt(Math.floor(longest / 2) + 1);
}
