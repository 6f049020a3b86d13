import { expect } from 'chai';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Message } from '../../models/message.js';
import { Notice } from '../../models/notice.js';
import { Notification } from '../../models/notification.js';
import { findRow, findRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { addDays, addMonths, parseBusinessDate } from '../../server/core/business-date.js';
import type { System } from '../../server/context.js';
import { createMailGateway } from '../../server/gateways/mail-gateway.js';
import { createSmsGateway } from '../../server/gateways/sms-gateway.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { requestExtension } from '../../server/loans/request-extension.js';
import { MOST_ATTEMPTS, SEND_NOTIFICATIONS_JOB } from '../../server/messages/send-notifications.js';
import { remind } from '../../server/notices/remind-job.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { closedBefore, overdueLoan } from '../support/collections.js';
import { disbursedLoan } from '../support/loans.js';
import { startMailServer } from '../support/mail-server.js';
import type { Username } from '../support/people.js';

const KINDS = [SEND_NOTIFICATIONS_JOB];
const notifications = async () => findRows(Notification, { order: [['id', 'ASC']] });

describe('Notices', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** The next five minutes of the job that sends. */
  const send = async (system: System = app.system) => {
    app.clock.advanceSeconds(300);
    await enqueueByTimetable(system, KINDS);
    await runDueJobs(system, KINDS);
  };
  const morning = async (inDays: number) => {
    await closedBefore(app, addDays(app.clock.today(), inDays));
    return remind(app.system, 'morning', async () => undefined);
  };
  const inbox = async (username: Username) =>
    (await (await app.logIn(username)).get('/api/v1/messages')).body.items as {
      messageId: string;
      kind: string;
      title: string;
      body: string;
      readAt: string | null;
    }[];
  const sentKinds = () => app.sent.map(({ template }) => template);

  it('tell a borrower of an application that moved, in the inbox at once and by SMS, each once', async () => {
    await disbursedLoan(app);
    const [message] = await inbox('borrower');
    expect(message).to.include({ kind: 'application-moved', readAt: null });
    expect(message?.body).to.match(/^Your startup guaranteed loan application SQ\d+: Disbursed\./);
    expect((await findRows(Message, {}))[0]?.body).to.include('：已放款。');
    expect(app.sent).to.deep.equal([]);
    await send();
    await send();
    expect(app.sent).to.have.length(1);
    expect(app.sent[0]).to.include({ channel: 'sms', template: 'application-moved' });
    expect((await notifications())[0]).to.include({ state: 'sent', attempts: 1, problem: null });
  });

  it('are read once and stay read, by whom they are for', async () => {
    await disbursedLoan(app);
    const [message] = await inbox('borrower');
    const path = `/api/v1/messages/${message?.messageId}/read-mark`;
    expect((await (await app.logIn('other.borrower')).post(path)).status).to.equal(404);
    const borrower = await app.logIn('borrower');
    const { readAt } = (await borrower.post(path)).body;
    app.clock.advanceSeconds(60);
    expect((await borrower.post(path)).body.readAt).to.equal(readAt);
    expect((await borrower.get('/api/v1/messages?unread=true')).body.items).to.deep.equal([]);
  });

  it('wait at night until eight in the morning', async () => {
    app.clock.setInstant('2025-03-21T14:30:00.000Z');
    await disbursedLoan(app);
    await send();
    expect(app.sent).to.deep.equal([]);
    expect((await notifications())[0]?.availableAt).to.equal('2025-03-22T00:00:00.000Z');
    app.clock.setInstant('2025-03-22T00:01:00.000Z');
    await send();
    expect(app.sent).to.have.length(1);
  });

  it('can be declined by SMS, but for those of duties, and never in the inbox', async () => {
    const borrower = await app.logIn('borrower');
    const path = '/api/v1/notification-settings';
    expect((await borrower.put(path).send({ declined: ['loan-overdue'] })).status).to.equal(400);
    const { items } = (await borrower.put(path).send({ declined: ['application-moved'] })).body;
    expect(items).to.deep.include({
      kind: 'application-moved',
      title: 'Your application has moved',
      declined: true,
    });
    await overdueLoan(app);
    await remind(app.system, 'morning', async () => undefined);
    await send();
    expect(sentKinds()).to.deep.equal(['loan-overdue']);
    expect((await notifications())[0]).to.include({ state: 'suppressed', problem: 'opted-out' });
    expect((await inbox('borrower')).map(({ kind }) => kind)).to.deep.equal([
      'loan-overdue',
      'application-moved',
    ]);
  });

  it('go by e-mail, too, to an address that the borrower has named, under the same opt-outs', async () => {
    const borrower = await app.logIn('borrower');
    const path = '/api/v1/notification-settings';
    const named = await borrower.put(path).send({ declined: [], email: 'chen@example.com' });
    expect(named.body).to.include({ email: 'c***@example.com' });
    expect((await borrower.put(path).send({ declined: [], email: 'nobody' })).status).to.equal(400);
    const account = await findRow(User, { where: { id: app.userIds['borrower'] } });
    expect(account?.mailCipher).to.be.a('string').that.does.not.include('chen');
    await disbursedLoan(app);
    await send();
    expect(app.sent.map(({ channel, to, template }) => [channel, to, template])).to.deep.equal([
      ['sms', app.sent[0]?.to, 'application-moved'],
      ['email', 'chen@example.com', 'application-moved'],
    ]);
    await borrower.put(path).send({ declined: ['application-moved'] });
    expect((await borrower.get(path)).body).to.include({ email: 'c***@example.com' });
    await disbursedLoan(app);
    await send();
    expect(app.sent).to.have.length(2);
    expect((await notifications()).slice(2).map(({ problem }) => problem)).to.deep.equal([
      'opted-out',
      'opted-out',
    ]);
    await borrower.put(path).send({ declined: [], email: null });
    await disbursedLoan(app);
    expect((await notifications()).slice(4).map(({ channel }) => channel)).to.deep.equal(['sms']);
  });

  it('go through a mail server by SMTP, whose failure names no address', async () => {
    const server = await startMailServer();
    const gateway = createMailGateway(
      { url: server.url, from: 'suidai@example.com', inClear: true },
      app.clock,
    );
    const overdue = {
      channel: 'email',
      to: 'chen@example.com',
      template: 'loan-overdue',
      values: { contractNumber: 'HT1', days: '7' },
    } as const;
    await gateway.send(overdue);
    expect(server.taken).to.have.length(1);
    expect(server.taken[0]).to.deep.include({ from: 'suidai@example.com', to: 'chen@example.com' });
    expect(server.taken[0]?.text).to.include('您的贷款HT1已逾期7天');
    server.refuse();
    const error = await gateway.send(overdue).catch((each: unknown) => each as Error);
    expect(error?.message).to.equal('The mail server did not take loan-overdue');
    const encrypted = createMailGateway(
      { url: server.url, from: 'suidai@example.com', inClear: false },
      app.clock,
    );
    expect(await encrypted.send(overdue).catch((each: unknown) => each as Error)).to.be.an('error');
    expect(server.taken).to.have.length(1);
    server.close();
  });

  it('are tried again after a growing pause, and given up in the end', async () => {
    await disbursedLoan(app);
    const refusing = { send: async () => Promise.reject(new Error('no gateway')) };
    const system = { ...app.system, notifications: refusing };
    await send(system);
    const [failed] = await notifications();
    expect(failed).to.include({ state: 'due', attempts: 1, problem: 'not-delivered' });
    await send(system);
    await send(system);
    expect((await notifications())[0]?.attempts).to.equal(2);
    for (let day = 0; day < MOST_ATTEMPTS; day += 1) {
      app.clock.setDay(addDays(app.clock.today(), 2));
      await send(system);
    }
    expect((await notifications())[0]).to.include({ state: 'dead', attempts: MOST_ATTEMPTS });
  });

  it('stop where the gateway takes nothing, so that the job fails and is seen', async () => {
    for (let number = 0; number < 7; number += 1) await disbursedLoan(app);
    const refusing = { send: async () => Promise.reject(new Error('no gateway')) };
    app.clock.advanceSeconds(300);
    await enqueueByTimetable(app.system, KINDS);
    const [outcome] = await runDueJobs({ ...app.system, notifications: refusing }, KINDS);
    expect(outcome?.ended).to.equal('retried');
    expect((await notifications()).map(({ attempts }) => attempts)).to.deep.equal([1, 1, 1, 1, 1, 0, 0]);
  });

  it('remind of a payment a week and a day before, once each', async () => {
    await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
    app.clock.setDay(parseBusinessDate('2025-04-14'));
    expect(await morning(0)).to.equal(1);
    expect(await morning(0)).to.equal(0);
    expect(await morning(1)).to.equal(0);
    expect(await morning(5)).to.equal(1);
    const due = (await inbox('borrower')).filter(({ kind }) => kind === 'loan-due');
    expect(due).to.have.length(2);
    expect(due[0]?.body).to.match(
      /^A payment of \d+\.\d\d yuan on your loan HT\d+ is scheduled for 2025-04-21/,
    );
  });

  it('tell of the first, seventh, thirtieth … day overdue, and no more once it is paid', async () => {
    await overdueLoan(app);
    const days: string[] = [];
    for (let day = 1; day <= 31; day += 1) {
      await morning(day === 1 ? 0 : 1);
      const known = (await findRows(Notice, { where: { kind: 'loan-overdue' } })).length;
      if (known > days.length) days.push(app.clock.today());
    }
    expect(days).to.deep.equal(['2025-04-23', '2025-04-29', '2025-05-22']);
  });

  it('tell a borrower of a letter, and the collectors of a broken promise', async () => {
    const loan = await overdueLoan(app);
    const bank = await app.logIn('bank.maker');
    const path = `/api/v1/loans/${loan.id}/collection-actions`;
    const actedOn = app.clock.today();
    await bank.post(path).send({ kind: 'letter', actedOn, outcome: 'delivered' });
    expect((await inbox('borrower'))[0]?.body).to.match(/^第一银行 has sent you a letter/);
    const promise = { amount: '600.00', on: addDays(actedOn, 1) };
    await bank.post(path).send({ kind: 'call', actedOn, outcome: 'promised', promise });
    await morning(1);
    expect((await inbox('bank.checker')).map(({ kind }) => kind)).to.deep.equal([]);
    await morning(1);
    await morning(1);
    const [told, ...more] = await inbox('bank.checker');
    expect(told?.body).to.include('600.00 yuan were promised by 2025-04-24 and 0.00 paid');
    expect(more).to.deep.equal([]);
    expect(await inbox('guarantor.maker')).to.deep.equal([]);
  });

  it('warn those who work on a stage before its time runs out, and again when it has', async () => {
    const { id: loanId, maturesOn } = await disbursedLoan(app);
    const asked = { loanId, requestedUntil: addMonths(maturesOn, 6), reason: '生意恢复中' };
    await requestExtension(await app.contextOf('borrower'), asked);
    for (let day = 0; day < 30; day += 1) await morning(1);
    expect((await inbox('bank.checker')).map(({ kind }) => kind)).to.deep.equal([
      'clock-run-out',
      'clock-running-out',
    ]);
    expect(await inbox('other.bank.checker')).to.deep.equal([]);
  });

  it('go through a gateway over HTTP, whose failure names no number', async () => {
    const taken: string[] = [];
    let status = 202;
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (chunk: string) => taken.push(chunk));
      request.on('end', () => response.writeHead(status).end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
    const gateway = createSmsGateway({ url, token: 'token-of-the-gateway' }, app.clock);
    const code = {
      channel: 'sms',
      to: '13800000000',
      template: 'registration-code',
      values: { code: '123456' },
    } as const;
    await gateway.send(code);
    expect(JSON.parse(taken[0] ?? '')).to.deep.equal({
      to: '13800000000',
      text: '验证码123456，用于注册，10分钟内有效。请勿告诉任何人。',
    });
    status = 500;
    const error = await gateway.send(code).catch((each: unknown) => each as Error);
    expect(error?.message).to.equal('The SMS gateway answered 500 to registration-code');
    server.close();
  });
});
