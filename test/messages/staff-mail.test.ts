import { expect } from 'chai';
import { Notification } from '../../models/notification.js';
import { findRows } from '../../models/rows.js';
import { addDays } from '../../server/core/business-date.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { SEND_NOTIFICATIONS_JOB } from '../../server/messages/send-notifications.js';
import { remind } from '../../server/notices/remind-job.js';
import { recordCollectionAction } from '../../server/collection/record-collection-action.js';
import { parseYuan } from '../../server/core/money.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { closedBefore, overdueLoan } from '../support/collections.js';
import { openBrowser } from '../support/browser.js';
import { PASSWORD, type Username } from '../support/people.js';
import { alertOfClosure } from '../support/risk-alerts.js';

const SETTINGS = '/api/v1/notification-settings';
const KINDS = [SEND_NOTIFICATIONS_JOB];

describe('E-mail to staff', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const names = async (username: Username, email: string | null) =>
    (await app.logIn(username)).put(SETTINGS).send({ declined: [], email }).expect(200);
  const sent = async () => {
    app.clock.advanceSeconds(300);
    await enqueueByTimetable(app.system, KINDS);
    await runDueJobs(app.system, KINDS);
    return app.sent.filter(({ channel }) => channel === 'email').map(({ to, template }) => [to, template]);
  };

  it('goes to those of an organisation who have named an address, beside the message in the inbox', async () => {
    await names('bank.maker', 'maker@bank.example');
    const { id: loanId } = await overdueLoan(app);
    const promise = { amount: parseYuan('100.00'), on: app.clock.today() };
    await recordCollectionAction(await app.contextOf('bank.maker'), {
      loanId,
      kind: 'call',
      actedOn: app.clock.today(),
      outcome: 'promised',
      note: null,
      promise,
      nextStep: null,
      correctsActionId: null,
    });
    await closedBefore(app, addDays(app.clock.today(), 2));
    await remind(app.system, 'morning', async () => undefined);
    expect(await sent()).to.deep.equal([['maker@bank.example', 'promise-broken']]);
    await names('bank.maker', null);
    expect((await (await app.logIn('bank.maker')).get(SETTINGS)).body).to.include({ email: null });
  });

  it('carries what the system tells staff by itself, and the text goes nowhere else', async () => {
    await names('district.reviewer', 'desk@district.example');
    await names('other.bank.maker', 'maker@other.example');
    await alertOfClosure(app);
    expect(await sent()).to.deep.equal([['desk@district.example', 'work-message']]);
    const mail = app.sent.find(({ channel }) => channel === 'email');
    expect(mail?.values).to.include({ title: '有新的风险预警' });
    const rows = await findRows(Notification, { where: { channel: 'email' } });
    expect(rows.map(({ userId, state }) => [userId, state])).to.deep.equal([
      [app.userIds['district.reviewer'], 'sent'],
    ]);
  });

  it('is asked for on a page, which says what is wrong with an address and shows where it goes', async () => {
    const browser = openBrowser(app.app);
    await browser.logIn('bank.maker', PASSWORD);
    const page = await browser.open('/messages/settings').expect(200);
    expect(page.text).to.include('电子邮箱').and.not.include('短信');
    const refused = await browser.send('/messages/settings', { email: 'nobody' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('value="nobody"');
    await browser.send('/messages/settings', { email: 'maker@bank.example' });
    expect((await browser.open('/messages/settings')).text).to.include('m***@bank.example');
    await browser.send('/messages/settings', { noEmail: 'yes' });
    expect((await browser.open('/messages/settings')).text).not.to.include('m***@bank.example');
  });
});
