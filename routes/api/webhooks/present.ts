import type {
  findAttempts,
  findDeliveries,
  findSubscriptions,
} from '../../../server/webhooks/find-webhooks.js';

type Item<Find extends (...args: never[]) => Promise<{ readonly items: readonly unknown[] }>> = Awaited<
  ReturnType<Find>
>['items'][number];

export const presentSubscription = (subscription: Item<typeof findSubscriptions>) => ({
  subscriptionId: String(subscription.id),
  apiClientId: String(subscription.apiClientId),
  organisationId: String(subscription.organisationId),
  url: subscription.url,
  topics: JSON.parse(subscription.topicsJson) as string[],
  state: subscription.state,
  createdAt: subscription.createdAt,
  activatedAt: subscription.activatedAt,
});

export const presentDelivery = (delivery: Item<typeof findDeliveries>) => ({
  deliveryId: String(delivery.id),
  subscriptionId: String(delivery.subscriptionId),
  messageId: String(delivery.messageId),
  topic: delivery.topic,
  aggregateKind: delivery.aggregateKind,
  aggregateId: String(delivery.aggregateId),
  state: delivery.state,
  attempts: delivery.attempts,
  availableAt: delivery.availableAt,
  createdAt: delivery.createdAt,
  deliveredAt: delivery.deliveredAt,
});

export const presentAttempt = ({
  attemptedAt,
  httpStatus,
  problem,
  milliseconds,
}: Awaited<ReturnType<typeof findAttempts>>[number]) => ({ attemptedAt, httpStatus, problem, milliseconds });
