import { findRow, findRows, type Row } from '../../models/rows.js';
import { WebhookAttempt } from '../../models/webhook-attempt.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import { WebhookSubscription } from '../../models/webhook-subscription.js';
import type { Where } from '../../models/condition.js';
import { webhookDeliveryScope, webhookSubscriptionScope } from '../auth/webhook-scope.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** Subscriptions within one's scope, the newest first. Fails: malformed (the cursor). */
export async function findSubscriptions(
  { actor }: Context,
  request: PageRequest,
): Promise<Page<Row<WebhookSubscription>>> {
  const before = idBefore(request);
  const rows = await findRows(WebhookSubscription, {
    where: { ...(before !== undefined && { id: { '<': before } }), ...webhookSubscriptionScope(actor) },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows, request);
}

/** The deliveries of one subscription, as far as it is within one's scope. */
async function withinSubscription(actor: Actor, id: number): Promise<Where<WebhookDelivery>> {
  const seen = await findRow(WebhookSubscription, { where: { id, ...webhookSubscriptionScope(actor) } });
  return { subscriptionId: seen ? id : [] };
}

export interface DeliveryFilter extends PageRequest {
  readonly state?: Row<WebhookDelivery>['state'] | undefined;
  readonly subscriptionId?: number | undefined;
}

/** Deliveries within one's scope, the newest first; those in state `dead` are the dead letters. Fails: malformed (the cursor). */
export async function findDeliveries(
  { actor }: Context,
  filter: DeliveryFilter,
): Promise<Page<Row<WebhookDelivery>>> {
  const before = idBefore(filter);
  const rows = await findRows(WebhookDelivery, {
    where: {
      ...(filter.state && { state: filter.state }),
      ...(before !== undefined && { id: { '<': before } }),
      ...(filter.subscriptionId === undefined
        ? webhookDeliveryScope(actor)
        : await withinSubscription(actor, filter.subscriptionId)),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** One delivery. Fails: not-found. */
export async function findDelivery({ actor }: Context, id: number): Promise<Row<WebhookDelivery>> {
  const delivery = await findRow(WebhookDelivery, { where: { id, ...webhookDeliveryScope(actor) } });
  if (!delivery) throw new DomainError('not-found');
  return delivery;
}

/** The log of one delivery, every try in order. Fails: not-found. */
export async function findAttempts(
  context: Context,
  deliveryId: number,
): Promise<readonly Row<WebhookAttempt>[]> {
  await findDelivery(context, deliveryId);
  return findRows(WebhookAttempt, { where: { deliveryId }, order: [['id', 'ASC']] });
}
