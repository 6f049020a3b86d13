import type { CreationAttributes, Transaction } from 'sequelize';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRows, insertRows, selectRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import type { System } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { lockPlatform } from '../organisations/platform.js';
import { findSubjects, type Subject } from './find-subjects.js';
import { WEBHOOK_TOPICS, type SubjectKind, type WebhookTopic } from './topics.js';

const MESSAGES_AT_ONCE = 500;

interface ActiveSubscription {
  readonly id: number;
  readonly organisationId: number;
  readonly topics: ReadonlySet<string>;
  readonly activatedAt: string;
}

/**
 * Makes, for each message that a command left in the outbox, one delivery for every active subscription of the bank whose subject it is
 * and which asked for its topic. Deliveries and the mark on the message are one transaction, and one instance does it at
 * a time: no message is lost or handed over twice. Returns how many messages there were.
 */
export async function handOver(system: System): Promise<number> {
  const [waiting] = await findRows(OutboxMessage, { where: { deliveredAt: null }, limit: 1 });
  if (!waiting) return 0;
  return inTransaction(system.database, async (transaction) => {
    await lockPlatform(transaction);
    const messages = await findRows(OutboxMessage, {
      where: { deliveredAt: null },
      order: [['id', 'ASC']],
      limit: MESSAGES_AT_ONCE,
      transaction,
    });
    if (messages.length === 0) return 0;
    const now = system.clock.now();
    await insertRows(WebhookDelivery, await deliveriesOf(messages, now, transaction), transaction);
    const handed = { id: messages.map(({ id }) => id) };
    await updateRows(OutboxMessage, { deliveredAt: now }, handed, transaction);
    return messages.length;
  });
}

async function deliveriesOf(
  messages: readonly Row<OutboxMessage>[],
  now: string,
  transaction: Transaction,
): Promise<CreationAttributes<WebhookDelivery>[]> {
  const subscriptions = await findActive(transaction);
  if (subscriptions.length === 0) return [];
  const wanted = messages.filter(({ topic }) => Object.hasOwn(WEBHOOK_TOPICS, topic));
  const subjects = await subjectsOf(wanted, transaction);
  return wanted.flatMap((message) => {
    const subject = subjects.get(message.id);
    if (!subject) return [];
    return subscriptions
      .filter((subscription) => wants(subscription, message, subject))
      .map(({ id }) => deliveryOf(id, message, subject, now));
  });
}

const wants = (
  { organisationId, topics, activatedAt }: ActiveSubscription,
  { topic, createdAt }: Row<OutboxMessage>,
  { bankOrganisationId }: Subject,
): boolean => organisationId === bankOrganisationId && topics.has(topic) && createdAt >= activatedAt;

const deliveryOf = (
  subscriptionId: number,
  message: Row<OutboxMessage>,
  { data }: Subject,
  now: string,
): CreationAttributes<WebhookDelivery> => ({
  subscriptionId,
  messageId: message.id,
  topic: message.topic,
  aggregateKind: message.aggregateKind,
  aggregateId: message.aggregateId,
  bodyJson: canonicalJson({
    messageId: String(message.id),
    topic: message.topic,
    occurredAt: message.createdAt,
    data,
  }),
  state: 'due',
  availableAt: now,
  attempts: 0,
  lockedBy: null,
  lockedUntil: null,
  createdAt: now,
  deliveredAt: null,
});

async function findActive(transaction: Transaction): Promise<ActiveSubscription[]> {
  const rows = await selectRows<{
    id: number;
    organisationId: number;
    topicsJson: string;
    activatedAt: string;
  }>(
    transaction,
    `SELECT s.id, s.organisationId, s.topicsJson, s.activatedAt FROM webhook_subscriptions s
      JOIN api_clients c ON c.id = s.apiClientId WHERE s.state = 'active' AND c.disabledAt IS NULL`,
  );
  return rows.map(({ topicsJson, ...row }) => ({
    ...row,
    topics: new Set(JSON.parse(topicsJson) as string[]),
  }));
}

/** The subject of each message, by the id of the message. */
async function subjectsOf(
  messages: readonly Row<OutboxMessage>[],
  transaction: Transaction,
): Promise<ReadonlyMap<number, Subject>> {
  const found = new Map<number, Subject>();
  for (const kind of ['loan', 'application', 'subsidy-claim'] as const) {
    const about = messages.filter((message) => isAbout(message, kind));
    const ids = [...new Set(about.map(({ aggregateId }) => aggregateId))];
    const subjects = await findSubjects(kind, ids, transaction);
    for (const { id, aggregateId } of about) {
      const subject = subjects.get(aggregateId);
      if (subject) found.set(id, subject);
    }
  }
  return found;
}

const isAbout = ({ topic, aggregateKind }: Row<OutboxMessage>, kind: SubjectKind): boolean =>
  aggregateKind === kind && WEBHOOK_TOPICS[topic as WebhookTopic].about === kind;
