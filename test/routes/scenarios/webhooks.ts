import { expect } from 'chai';
import { insertRow } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { OutboxMessage } from '../../../models/outbox-message.js';
import { WebhookDelivery } from '../../../models/webhook-delivery.js';
import type { TestApp } from '../../support/app.js';
import { registerClient } from './api-clients.js';
import type { Scenarios, World } from './world.js';

const SUBSCRIPTIONS = '/api/v1/webhook-subscriptions';
const DELIVERIES = '/api/v1/webhook-deliveries';

/** A subscription of a bank, proposed only. */
export async function proposed(world: World, bank = 'bank'): Promise<string> {
  const { id } = await registerClient(world, bank);
  const reply = await (await world.logIn('system.admin')).post(SUBSCRIPTIONS).send({
    apiClientId: id,
    url: 'https://hooks.bank.example/suidai',
    topics: ['loan.settled', 'subsidy-claim.paid'],
  });
  expect(reply.status, reply.text).to.equal(201);
  return (reply.body as { subscriptionId: string }).subscriptionId;
}

/** A delivery that was tried often enough and given up. */
export async function deadLetter(world: World, bank = 'bank'): Promise<string> {
  const subscriptionId = Number(await proposed(world, bank));
  const { database, clock } = (world as TestApp).system;
  const [now, about] = [clock.now(), { aggregateKind: 'loan', aggregateId: 1, topic: 'loan.settled' }];
  return inTransaction(database, async (transaction) => {
    const message = { ...about, payloadJson: '{}', createdAt: now, deliveredAt: now, lastError: null };
    const messageId = await insertRow(OutboxMessage, message, transaction);
    const id = await insertRow(
      WebhookDelivery,
      {
        ...about,
        subscriptionId,
        messageId,
        bodyJson: '{}',
        state: 'dead',
        availableAt: now,
        lockedBy: null,
        lockedUntil: null,
        createdAt: now,
        deliveredAt: null,
      },
      transaction,
    );
    return String(id);
  });
}

export const WEBHOOK_SCENARIOS: Scenarios = {
  listWebhookSubscriptions: async (world) => {
    await proposed(world);
    return (await world.logIn('auditor')).get(SUBSCRIPTIONS);
  },
  proposeWebhookSubscription: async (world) => {
    const { id } = await registerClient(world);
    return (await world.logIn('system.admin')).post(SUBSCRIPTIONS).send({
      apiClientId: id,
      url: 'https://hooks.bank.example/suidai',
      topics: ['loan.disbursed'],
    });
  },
  activateWebhookSubscription: async (world) =>
    (await world.logIn('security.admin')).post(`${SUBSCRIPTIONS}/${await proposed(world)}/activate`),
  disableWebhookSubscription: async (world) =>
    (await world.logIn('security.admin'))
      .post(`${SUBSCRIPTIONS}/${await proposed(world)}/disable`)
      .send({ reason: '地址变更' }),
  listWebhookDeliveries: async (world) => {
    await deadLetter(world);
    return (await world.logIn('system.admin')).get(`${DELIVERIES}?state=dead`);
  },
  getWebhookDelivery: async (world) =>
    (await world.logIn('bank.maker')).get(`${DELIVERIES}/${await deadLetter(world)}`),
  listWebhookAttempts: async (world) =>
    (await world.logIn('system.admin')).get(`${DELIVERIES}/${await deadLetter(world)}/attempts`),
  replayWebhookDelivery: async (world) =>
    (await world.logIn('system.admin')).post(`${DELIVERIES}/${await deadLetter(world)}/replay`),
  discardWebhookDelivery: async (world) =>
    (await world.logIn('system.admin'))
      .post(`${DELIVERIES}/${await deadLetter(world)}/discard`)
      .send({ reason: '银行已从接口取得' }),
};
