import { findSubscriptions } from '../../../server/webhooks/find-webhooks.js';
import {
  activateSubscription,
  disableSubscription,
  proposeSubscription,
} from '../../../server/webhooks/subscriptions.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import { presentSubscription } from './present.js';
import * as schemas from './schemas.js';

const BASE = '/api/v1/webhook-subscriptions';

const listSubscriptions = guarded<unknown, PageQuery>({
  method: 'get',
  path: BASE,
  tag: 'webhooks',
  operationId: 'listWebhookSubscriptions',
  summary: 'Where which bank is told of what (推送订阅列表)',
  permission: 'webhook-subscription.read',
  query: schemas.subscriptionsQuery,
  reply: { status: 200, schema: schemas.subscriptionsReply },
  errors: [],
  handle: async (context, { query }) => {
    const page = await findSubscriptions(context, query);
    return { items: page.items.map(presentSubscription), nextCursor: page.nextCursor };
  },
});

const propose = guarded<unknown, unknown, schemas.NewSubscriptionBody>({
  method: 'post',
  path: BASE,
  tag: 'webhooks',
  operationId: 'proposeWebhookSubscription',
  summary: 'Propose a subscription; the security administrator activates it (登记推送订阅)',
  permission: 'webhook-subscription.propose',
  body: schemas.newSubscriptionBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.proposedReply },
  errors: ['not-found', 'destination-not-allowed'],
  handle: async (context, { body }) => {
    const input = { ...body, apiClientId: Number(body.apiClientId) };
    const { subscriptionId } = await proposeSubscription(context, input);
    return { subscriptionId: String(subscriptionId) };
  },
});

const activate = guarded<schemas.SubscriptionParams>({
  method: 'post',
  path: `${BASE}/:subscriptionId/activate`,
  tag: 'webhooks',
  operationId: 'activateWebhookSubscription',
  summary: 'Put a proposed subscription in force (启用推送订阅)',
  permission: 'webhook-subscription.activate',
  params: schemas.subscriptionParams,
  reply: { status: 204 },
  errors: ['illegal-transition', 'destination-not-allowed'],
  handle: (context, { params }) =>
    activateSubscription(context, { subscriptionId: Number(params.subscriptionId) }),
});

const disable = guarded<schemas.SubscriptionParams, unknown, { reason: string }>({
  method: 'post',
  path: `${BASE}/:subscriptionId/disable`,
  tag: 'webhooks',
  operationId: 'disableWebhookSubscription',
  summary: 'Send nothing more to a subscription (停用推送订阅)',
  permission: 'webhook-subscription.activate',
  params: schemas.subscriptionParams,
  body: schemas.reasonBody,
  reply: { status: 204 },
  errors: ['illegal-transition'],
  handle: (context, { params, body }) =>
    disableSubscription(context, { subscriptionId: Number(params.subscriptionId), reason: body.reason }),
});

/** Where the system reports what happened. */
export const SUBSCRIPTION_ENDPOINTS: readonly Endpoint[] = [listSubscriptions, propose, activate, disable];
