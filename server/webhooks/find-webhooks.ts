import { findRow, findRows, type Row } from '../../models/rows.js';
import { WebhookAttempt } from '../../models/webhook-attempt.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import { WebhookSubscription } from '../../models/webhook-subscription.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** All subscriptions, the newest first. */
export async function findSubscriptions(request: PageRequest): Promise<Page<Row<WebhookSubscription>>> {
  const before = idBefore(request);
  const rows = await findRows(WebhookSubscription, {
    where: before === undefined ? {} : { id: { '<': before } },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows, request);
}

export interface DeliveryFilter extends PageRequest {
  readonly state?: Row<WebhookDelivery>['state'] | undefined;
  readonly subscriptionId?: number | undefined;
}

/** Deliveries, the newest first; those in state `dead` are the dead letters. */
export async function findDeliveries(filter: DeliveryFilter): Promise<Page<Row<WebhookDelivery>>> {
  const before = idBefore(filter);
  const rows = await findRows(WebhookDelivery, {
    where: {
      ...(filter.state && { state: filter.state }),
      ...(filter.subscriptionId !== undefined && { subscriptionId: filter.subscriptionId }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** The log of one delivery, every try in order. Fails: not-found. */
export async function findAttempts(deliveryId: number): Promise<readonly Row<WebhookAttempt>[]> {
  if (!(await findRow(WebhookDelivery, { where: { id: deliveryId } }))) throw new DomainError('not-found');
  return findRows(WebhookAttempt, { where: { deliveryId }, order: [['id', 'ASC']] });
}
