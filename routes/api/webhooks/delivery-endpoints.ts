import { discardDelivery, replayDelivery } from '../../../server/webhooks/dead-letters.js';
import { findAttempts, findDeliveries, findDelivery } from '../../../server/webhooks/find-webhooks.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentAttempt, presentDelivery } from './present.js';
import * as schemas from './schemas.js';

const BASE = '/api/v1/webhook-deliveries';

const listDeliveries = guarded<unknown, schemas.DeliveriesQuery>({
  method: 'get',
  path: BASE,
  tag: 'webhooks',
  operationId: 'listWebhookDeliveries',
  summary: 'Messages on their way and delivered; state=dead: the dead letters (推送记录)',
  permission: 'webhook-subscription.read',
  query: schemas.deliveriesQuery,
  reply: { status: 200, schema: schemas.deliveriesReply },
  errors: [],
  handle: async (context, { query: { subscriptionId, ...query } }) => {
    const page = await findDeliveries(context, {
      ...query,
      subscriptionId: subscriptionId === undefined ? undefined : Number(subscriptionId),
    });
    return { items: page.items.map(presentDelivery), nextCursor: page.nextCursor };
  },
});

const getDelivery = guarded<schemas.DeliveryParams>({
  method: 'get',
  path: `${BASE}/:deliveryId`,
  tag: 'webhooks',
  operationId: 'getWebhookDelivery',
  summary: 'One message on its way (推送记录详情)',
  permission: 'webhook-subscription.read',
  params: schemas.deliveryParams,
  reply: { status: 200, schema: schemas.deliveryReply },
  errors: [],
  handle: async (context, { params }) =>
    presentDelivery(await findDelivery(context, Number(params.deliveryId))),
});

const listAttempts = guarded<schemas.DeliveryParams>({
  method: 'get',
  path: `${BASE}/:deliveryId/attempts`,
  tag: 'webhooks',
  operationId: 'listWebhookAttempts',
  summary: 'Every try to deliver one message, and what came of it (推送日志)',
  permission: 'webhook-subscription.read',
  params: schemas.deliveryParams,
  reply: { status: 200, schema: schemas.attemptsReply },
  errors: [],
  handle: async (context, { params }) => ({
    items: (await findAttempts(context, Number(params.deliveryId))).map(presentAttempt),
  }),
});

const replay = guarded<schemas.DeliveryParams>({
  method: 'post',
  path: `${BASE}/:deliveryId/replay`,
  tag: 'webhooks',
  operationId: 'replayWebhookDelivery',
  summary: 'Take a dead letter up again; what waits behind it follows (重发死信)',
  permission: 'webhook-delivery.replay',
  params: schemas.deliveryParams,
  reply: { status: 204 },
  errors: ['illegal-transition'],
  handle: (context, { params }) => replayDelivery(context, { deliveryId: Number(params.deliveryId) }),
});

const discard = guarded<schemas.DeliveryParams, unknown, { reason: string }>({
  method: 'post',
  path: `${BASE}/:deliveryId/discard`,
  tag: 'webhooks',
  operationId: 'discardWebhookDelivery',
  summary: 'Give a dead letter up, so that what waits behind it goes on (放弃死信)',
  permission: 'webhook-delivery.replay',
  params: schemas.deliveryParams,
  body: schemas.reasonBody,
  reply: { status: 204 },
  errors: ['illegal-transition'],
  handle: (context, { params, body }) =>
    discardDelivery(context, { deliveryId: Number(params.deliveryId), reason: body.reason }),
});

/** What became of each message. */
export const DELIVERY_ENDPOINTS: readonly Endpoint[] = [
  listDeliveries,
  getDelivery,
  listAttempts,
  replay,
  discard,
];
