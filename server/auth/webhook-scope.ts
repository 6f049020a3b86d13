import type { WebhookDelivery } from '../../models/webhook-delivery.js';
import type { WebhookSubscription } from '../../models/webhook-subscription.js';
import { conditionOf, type Where } from '../../models/condition.js';
import type { Actor } from '../context.js';
import { EVERYTHING, NOTHING, sideOf } from './scope-side.js';

/** Webhook subscriptions: those of one's bank; all for auditors and for the administrators who run them. */
export function webhookSubscriptionScope(actor: Actor): Where<WebhookSubscription> {
  const { side, organisationId } = sideOf(actor);
  const runsThem = actor.role === 'system-administrator' || actor.role === 'security-administrator';
  if (side === 'city' || runsThem) return EVERYTHING;
  return side === 'bank' ? { organisationId } : NOTHING;
}

/** What goes to webhook subscriptions, seen by whoever sees the subscription. */
export function webhookDeliveryScope(actor: Actor): Where<WebhookDelivery> {
  const scope = webhookSubscriptionScope(actor);
  if (scope === EVERYTHING) return EVERYTHING;
  const { sql, parameters } = conditionOf(scope);
  return { subscriptionId: { in: { sql: `SELECT id FROM webhook_subscriptions${sql}`, parameters } } };
}
