import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRows, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { WebhookDelivery } from '../../models/webhook-delivery.js';
import { epochSeconds } from '../../server/clock.js';
import { contentDigestOf, isSigned, webhookText } from '../../server/signing/message-signature.js';
import { MOST_ATTEMPTS } from '../../server/webhooks/deliver.js';
import { createDestinations } from '../../server/webhooks/destinations.js';
import { deliverDue, startWebhookRelay } from '../../server/webhooks/relay.js';
import { createLogger } from '../../server/logger.js';
import { bankSystem, issueTo, type BankSystem } from '../support/api-clients.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { disbursedLoan } from '../support/loans.js';
import { startReceiver, type Arrived, type Receiver } from '../support/webhook-receiver.js';

const LOAN_TOPICS = ['loan.disbursed', 'loan.settled', 'loan.reopened'];
const LONGEST_PAUSE_S = 3_600;

const topicsOf = (arrived: readonly Arrived[]): string[] => arrived.map(({ message }) => message.topic);

const states = async (): Promise<string[]> =>
  (await findRows(WebhookDelivery, { order: [['id', 'ASC']] })).map(({ state }) => state);

describe('a webhook', () => {
  let app: TestApp;
  let system: BankSystem;
  let receiver: Receiver;
  let loanId: number;
  let otherLoanId: number;

  beforeEach(async () => {
    app = await startTestApp();
    receiver = await startReceiver();
    system = await bankSystem(app);
    allow([receiver.origin]);
    loanId = (await disbursedLoan(app, {})).id;
    otherLoanId = (await disbursedLoan(app, {})).id;
    await deliverDue(app.system);
  });
  afterEach(() => receiver.close());

  function allow(origins: readonly string[], privateNetworks = ['127.0.0.0/8']): void {
    Object.assign(app.system, { destinations: createDestinations({ origins, privateNetworks }) });
  }

  async function subscribe(of: BankSystem, origin: string, topics = LOAN_TOPICS): Promise<string> {
    const reply = await (
      await app.logIn('system.admin')
    )
      .post('/api/v1/webhook-subscriptions')
      .send({ apiClientId: of.id, url: `${origin}/suidai`, topics });
    expect(reply.status, reply.text).to.equal(201);
    const { subscriptionId } = reply.body as { subscriptionId: string };
    const security = await app.logIn('security.admin');
    await security.post(`/api/v1/webhook-subscriptions/${subscriptionId}/activate`).expect(204);
    return subscriptionId;
  }

  /** Queues a message as a command would. */
  async function publish(topic: string, aggregateId: number, aggregateKind = 'loan'): Promise<void> {
    const message = { topic, aggregateKind, aggregateId, payloadJson: '{}', createdAt: app.clock.now() };
    await inTransaction(app.system.database, (transaction) =>
      insertRow(OutboxMessage, { ...message, deliveredAt: null, lastError: null }, transaction),
    );
  }

  it('tells a bank what became of its loan, signed with every active key', async () => {
    await subscribe(system, receiver.origin);
    const second = await issueTo(app, system.id, 'signing-key');
    await publish('loan.settled', loanId);
    await deliverDue(app.system);
    const [call] = receiver.arrived;
    expect(receiver.arrived).to.have.length(1);
    expect(call?.message).to.include({ topic: 'loan.settled', occurredAt: app.clock.now() });
    expect(call?.message.data)
      .to.have.keys('loanId', 'contractNumber')
      .and.to.include({ loanId: String(loanId) });
    const header = (name: string): string => String(call?.headers[name]);
    expect(header('content-digest')).to.equal(contentDigestOf(call?.body ?? ''));
    expect(Number(header('suidai-timestamp'))).to.equal(epochSeconds(app.clock.now()));
    const text = webhookText({
      messageCode: header('suidai-message-id'),
      timestamp: header('suidai-timestamp'),
      contentDigest: header('content-digest'),
    });
    const signatures = header('suidai-signature').split(', ');
    expect(signatures).to.have.length(2);
    for (const key of [system.key, second])
      expect(signatures.some((signature) => isSigned(text, signature, [key]))).to.equal(true);
    expect(await states()).to.deep.equal(['delivered']);
  });

  it('never tells a bank of another bank’s loans, nor of topics nobody may have', async () => {
    await subscribe(system, receiver.origin);
    const foreign = await disbursedLoan(app, { foreign: true });
    await publish('loan.settled', foreign.id);
    await publish('loan.forged', loanId);
    await publish('loan.settled', loanId, 'application');
    await publish('budget.allotted', loanId, 'budget');
    await deliverDue(app.system);
    expect(receiver.arrived).to.deep.equal([]);
    expect(await findRows(OutboxMessage, { where: { deliveredAt: null } })).to.deep.equal([]);
  });

  it('comes in the order of one loan, and holds up no other loan', async () => {
    await subscribe(system, receiver.origin);
    receiver.answer = ({ message }) => (message.data['loanId'] === String(loanId) ? 503 : 204);
    for (const topic of ['loan.settled', 'loan.reopened']) await publish(topic, loanId);
    for (const topic of ['loan.settled', 'loan.reopened']) await publish(topic, otherLoanId);
    await deliverDue(app.system);
    const of = (id: number): string[] =>
      topicsOf(receiver.arrived.filter(({ message }) => message.data['loanId'] === String(id)));
    expect(of(loanId)).to.deep.equal(['loan.settled']);
    expect(of(otherLoanId)).to.deep.equal(['loan.settled', 'loan.reopened']);
    receiver.answer = () => 200;
    await deliverDue(app.system);
    expect(of(loanId), 'before its pause is over').to.have.length(1);
    app.clock.advanceSeconds(5);
    await deliverDue(app.system);
    expect(of(loanId)).to.deep.equal(['loan.settled', 'loan.settled', 'loan.reopened']);
    expect(await states()).to.deep.equal(['delivered', 'delivered', 'delivered', 'delivered']);
  });

  it('comes again under the same id when the answer was lost, and from one instance at a time [T13]', async () => {
    await subscribe(system, receiver.origin);
    receiver.answer = () => 'hang-up';
    await publish('loan.settled', loanId);
    await deliverDue(app.system);
    receiver.answer = () => 200;
    app.clock.advanceSeconds(5);
    await Promise.all([deliverDue(app.system), deliverDue(app.system), deliverDue(app.system)]);
    const ids = receiver.arrived.map(({ message }) => message.messageId);
    expect(ids).to.have.length(2);
    expect(ids[0]).to.equal(ids[1]);
  });

  it('is a dead letter after its last try; what follows waits until an administrator replays it', async () => {
    await subscribe(system, receiver.origin);
    receiver.answer = () => 500;
    await publish('loan.settled', loanId);
    await publish('loan.reopened', loanId);
    for (let attempt = 0; attempt < MOST_ATTEMPTS + 2; attempt += 1) {
      await deliverDue(app.system);
      app.clock.advanceSeconds(LONGEST_PAUSE_S);
    }
    expect(receiver.arrived).to.have.length(MOST_ATTEMPTS);
    expect(await states()).to.deep.equal(['dead', 'due']);
    const administrator = await app.logIn('system.admin');
    const listed = await administrator.get('/api/v1/webhook-deliveries?state=dead').expect(200);
    const [dead] = (listed.body as { items: { deliveryId: string }[] }).items;
    const log = await administrator
      .get(`/api/v1/webhook-deliveries/${dead?.deliveryId}/attempts`)
      .expect(200);
    expect((log.body as { items: object[] }).items).to.have.length(MOST_ATTEMPTS);
    receiver.answer = () => 200;
    await administrator.post(`/api/v1/webhook-deliveries/${dead?.deliveryId}/replay`).expect(204);
    await administrator.post(`/api/v1/webhook-deliveries/${dead?.deliveryId}/replay`).expect(409);
    await deliverDue(app.system);
    expect(topicsOf(receiver.arrived.slice(-2))).to.deep.equal(['loan.settled', 'loan.reopened']);
    expect(await states()).to.deep.equal(['delivered', 'delivered']);
  });

  it('goes on without a dead letter that is given up', async () => {
    await subscribe(system, receiver.origin);
    receiver.answer = ({ message }) => (message.topic === 'loan.settled' ? 500 : 200);
    await publish('loan.settled', loanId);
    await publish('loan.reopened', loanId);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      await deliverDue(app.system);
      app.clock.advanceSeconds(LONGEST_PAUSE_S);
    }
    const [dead] = await findRows(WebhookDelivery, { where: { state: 'dead' } });
    const administrator = await app.logIn('system.admin');
    await administrator
      .post(`/api/v1/webhook-deliveries/${dead?.id}/discard`)
      .send({ reason: '银行已从接口取得' })
      .expect(204);
    await deliverDue(app.system);
    expect(await states()).to.deep.equal(['discarded', 'delivered']);
  });

  it('follows no redirect, and stops at an address that is taken off the list', async () => {
    await subscribe(system, receiver.origin);
    const elsewhere = await startReceiver();
    receiver.answer = () => ({ redirect: `${elsewhere.origin}/suidai` });
    await publish('loan.settled', loanId);
    await deliverDue(app.system);
    expect(elsewhere.arrived).to.deep.equal([]);
    allow([]);
    app.clock.advanceSeconds(LONGEST_PAUSE_S);
    await deliverDue(app.system);
    expect(receiver.arrived).to.have.length(1);
    allow([receiver.origin], []);
    app.clock.advanceSeconds(LONGEST_PAUSE_S);
    await deliverDue(app.system);
    expect(receiver.arrived).to.have.length(1);
    await elsewhere.close();
  });

  it('that nobody answers holds up no other subscriber', async () => {
    const silent = await startReceiver();
    silent.answer = () => 'hang';
    const foreign = await disbursedLoan(app, { foreign: true });
    await deliverDue(app.system);
    allow([receiver.origin, silent.origin]);
    await subscribe(await bankSystem(app, { bank: 'other-bank' }), silent.origin);
    await subscribe(system, receiver.origin);
    const relay = startWebhookRelay(app.system, { logger: createLogger('silent'), ready: () => true });
    await publish('loan.settled', foreign.id);
    await until(() => silent.arrived.length === 1);
    await publish('loan.settled', loanId);
    await until(() => receiver.arrived.length === 1);
    await silent.close();
    await relay.stop();
    expect(await states()).to.deep.equal(['due', 'delivered']);
  });

  it('goes nowhere before a second administrator has agreed, nor after it is disabled', async () => {
    const administrator = await app.logIn('system.admin');
    const body = { apiClientId: system.id, url: `${receiver.origin}/suidai`, topics: LOAN_TOPICS };
    const reply = await administrator.post('/api/v1/webhook-subscriptions').send(body);
    const { subscriptionId } = reply.body as { subscriptionId: string };
    await administrator.post(`/api/v1/webhook-subscriptions/${subscriptionId}/activate`).expect(403);
    await publish('loan.settled', loanId);
    await deliverDue(app.system);
    const active = await subscribe(system, receiver.origin);
    await publish('loan.reopened', loanId);
    await deliverDue(app.system);
    expect(topicsOf(receiver.arrived)).to.deep.equal(['loan.reopened']);
    await (
      await app.logIn('security.admin')
    )
      .post(`/api/v1/webhook-subscriptions/${active}/disable`)
      .send({ reason: '停用' })
      .expect(204);
    await publish('loan.settled', loanId);
    await deliverDue(app.system);
    expect(receiver.arrived).to.have.length(1);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn += 1) {
    if (turn > 500) throw new Error('it did not happen in five seconds');
    await delay(10);
  }
}
