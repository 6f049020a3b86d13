import { lockRow, findRow, updateRows, type Row } from '../../models/rows.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import { WebhookSubscription } from '../../models/webhook-subscription.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';

/** Takes a dead letter up again, with all its tries before it; what waits behind it follows. Fails: not-found, illegal-transition. */
export const replayDelivery = (
  context: Context,
  { deliveryId }: { readonly deliveryId: number },
): Promise<void> =>
  changeDeadLetter(context, 'webhook-delivery.replay', deliveryId, {}, (unit) => ({
    state: 'due',
    attempts: 0,
    availableAt: unit.now,
  }));

/** Gives a dead letter up, so that what waits behind it goes on without it. Fails: not-found, illegal-transition. */
export const discardDelivery = (
  context: Context,
  { deliveryId, reason }: { readonly deliveryId: number; readonly reason: string },
): Promise<void> =>
  changeDeadLetter(context, 'webhook-delivery.discard', deliveryId, { reason }, () => ({
    state: 'discarded',
  }));

async function changeDeadLetter(
  context: Context,
  command: 'webhook-delivery.replay' | 'webhook-delivery.discard',
  deliveryId: number,
  detail: Readonly<Record<string, string>>,
  change: (unit: UnitOfWork) => Partial<Row<WebhookDelivery>>,
): Promise<void> {
  await runCommand(context, command, async (unit) => {
    const { transaction } = unit;
    const delivery = await lockRow(WebhookDelivery, { id: deliveryId }, transaction);
    const subscription =
      delivery &&
      (await findRow(WebhookSubscription, { where: { id: delivery.subscriptionId }, transaction }));
    if (!delivery || !subscription) throw new DomainError('not-found');
    if (delivery.state !== 'dead')
      throw new DomainError('illegal-transition', { from: delivery.state, event: command });
    await updateRows(WebhookDelivery, change(unit), { id: deliveryId }, transaction);
    unit.record({
      organisationId: subscription.organisationId,
      subjectKind: 'webhook-delivery',
      subjectId: deliveryId,
      detail: { ...detail, messageId: delivery.messageId, topic: delivery.topic },
    });
    return {};
  });
}
