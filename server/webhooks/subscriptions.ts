import { ApiClient } from '../../models/api-client.js';
import { findRow, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { WebhookSubscription } from '../../models/webhook-subscription.js';
import { personOf } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { WebhookTopic } from './topics.js';

export interface NewSubscription {
  readonly apiClientId: number;
  readonly url: string;
  readonly topics: readonly WebhookTopic[];
}

/**
 * Proposes where a bank's system is told of what; it is in force once the security administrator activates it. Fails: not-found (an API
 * client in use), destination-not-allowed.
 */
export async function proposeSubscription(
  context: Context,
  { apiClientId, url, topics }: NewSubscription,
): Promise<{ readonly subscriptionId: number }> {
  personOf(context.actor);
  const { href } = context.system.destinations.read(url);
  return runCommand(context, 'webhook-subscription.propose', async (unit) => {
    const client = await findRow(ApiClient, {
      where: { id: apiClientId, disabledAt: null },
      transaction: unit.transaction,
    });
    if (!client) throw new DomainError('not-found');
    const { organisationId } = client;
    const subscriptionId = await insertRow(
      WebhookSubscription,
      {
        apiClientId,
        organisationId,
        url: href,
        topicsJson: JSON.stringify(topics),
        state: 'proposed',
        makerUserId: context.actor.userId,
        checkerUserId: null,
        createdAt: unit.now,
        activatedAt: null,
      },
      unit.transaction,
    );
    recordOnSubscription(unit, { id: subscriptionId, organisationId }, { url: href, topics: [...topics] });
    return { subscriptionId };
  });
}

/**
 * Puts a proposed subscription in force: messages from now on go to it. Fails: not-found, illegal-transition, destination-not-allowed (its
 * address has been taken off the list meanwhile).
 */
export async function activateSubscription(
  context: Context,
  { subscriptionId }: { readonly subscriptionId: number },
): Promise<void> {
  await runCommand(context, 'webhook-subscription.activate', async (unit) => {
    const subscription = await lockIn(unit, subscriptionId, ['proposed'], 'activate');
    context.system.destinations.read(subscription.url);
    const change = { state: 'active', checkerUserId: context.actor.userId, activatedAt: unit.now } as const;
    await updateRows(WebhookSubscription, change, { id: subscriptionId }, unit.transaction);
    recordOnSubscription(unit, subscription, { url: subscription.url });
    return {};
  });
}

/** Sends nothing more to a subscription, for good. Fails: not-found, illegal-transition. */
export async function disableSubscription(
  context: Context,
  { subscriptionId, reason }: { readonly subscriptionId: number; readonly reason: string },
): Promise<void> {
  await runCommand(context, 'webhook-subscription.disable', async (unit) => {
    const subscription = await lockIn(unit, subscriptionId, ['proposed', 'active'], 'disable');
    await updateRows(WebhookSubscription, { state: 'disabled' }, { id: subscriptionId }, unit.transaction);
    recordOnSubscription(unit, subscription, { reason });
    return {};
  });
}

async function lockIn(
  unit: UnitOfWork,
  id: number,
  states: readonly Row<WebhookSubscription>['state'][],
  event: string,
): Promise<Row<WebhookSubscription>> {
  const subscription = await lockRow(WebhookSubscription, { id }, unit.transaction);
  if (!subscription) throw new DomainError('not-found');
  if (!states.includes(subscription.state))
    throw new DomainError('illegal-transition', { from: subscription.state, event });
  return subscription;
}

const recordOnSubscription = (
  unit: UnitOfWork,
  { id, organisationId }: Pick<Row<WebhookSubscription>, 'id' | 'organisationId'>,
  detail: JsonValue,
): void => unit.record({ organisationId, subjectKind: 'webhook-subscription', subjectId: id, detail });
