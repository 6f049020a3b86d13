import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.js';
import { Job } from '../../../models/job.js';
import { findRow, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { User } from '../../../models/user.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { identityNumberOf, PASSWORD, type Username } from '../../support/people.js';
import { failedJob } from '../row-makers/job.js';

/** The event that somebody of the bank leaves by logging in. */
async function eventOfBank(app: TestApp): Promise<AuditEvent> {
  await openBrowser(app.app).logIn('bank.maker', PASSWORD);
  const organisationId = app.organisationIds['bank'] ?? 0;
  const event = await findRow(AuditEvent, { where: { organisationId }, order: [['id', 'DESC']] });
  if (!event) throw new Error('Nothing was recorded');
  return event as AuditEvent;
}

describe('administrators at the desk', () => {
  let app: TestApp;
  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('open an account and read its temporary password once, which opens a session that has to change it', async () => {
    const administrator = await as('system.admin');
    const path = '/desk/users/new/account';
    const form = await administrator.open(path).expect(200);
    expect(form.text).to.include('新建账号').and.include('天河区');
    const fields = {
      organisationId: String(app.organisationIds['bank']),
      username: 'new.officer',
      displayName: '陈新',
      role: 'bank-officer',
      identityKind: 'resident-identity-card',
      identityNumber: identityNumberOf(777),
      requestKey: 'account-of-new-officer',
    };
    const told = await administrator.send(path, fields);
    expect(told.status, told.text).to.equal(200);
    expect(told.headers['cache-control']).to.include('no-store');
    const password = /<code>([^<]+)<\/code>/.exec(told.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await findRow(User, { where: { username: 'new.officer' } })).to.include({
      mustChangePasswordFlag: 1,
    });
    const again = await administrator.send(path, fields);
    expect(again.text, 'the same form again').to.include('不再显示').and.not.include(password);
    await app.visitor.post('/api/v1/auth/tokens').send({ username: 'new.officer', password }).expect(200);
  });

  it('try a job again that was given up, and leave a trace', async () => {
    const jobId = await failedJob();
    const administrator = await as('system.admin');
    const page = await administrator.open(`/desk/jobs/${jobId}`).expect(200);
    expect(page.text).to.include('It broke').and.include('重试');
    expect((await administrator.send(`/desk/jobs/${jobId}/retry`, {})).status).to.equal(303);
    expect(await findRow(Job, { where: { id: Number(jobId) } })).to.include({ state: 'due', attempts: 0 });
    expect(await findRow(AuditEvent, { where: { command: 'job.retry' } })).to.include({
      subjectId: Number(jobId),
    });
  });

  it('have an audit chain computed again by opening it', async () => {
    const chain = await (
      await as('auditor')
    )
      .open(`/desk/audit-chains/${app.organisationIds['bank']}`)
      .expect(200);
    expect(chain.text).to.match(/完整<\/dt>\s*<dd>[^]*?是/);
  });

  describe('open an audit event', () => {
    it('and read in words who did what, where it stands in its chain, and that it fits there', async () => {
      const event = await eventOfBank(app);
      const { text } = await (await as('auditor')).open(`/desk/audit-events/${event.id}`).expect(200);
      expect(text).to.include('登录 · 打开').and.include(event.hash).and.include(event.previousHash);
      expect(text)
        .to.match(/与前后相符、未被改动<\/dt>\s*<dd>[^]*?是/)
        .and.include(`/desk/audit-events?subjectKind=${event.subjectKind}&amp;subjectId=`)
        .and.include(`/desk/audit-chains/${event.organisationId}`);
    });

    it('and see that somebody changed it', async () => {
      const { id } = await eventOfBank(app);
      await inTransaction(app.system.database, (transaction) =>
        updateRows(AuditEvent, { detailJson: '{}' }, { id }, transaction),
      );
      const { text } = await (await as('auditor')).open(`/desk/audit-events/${id}`).expect(200);
      expect(text)
        .to.match(/未被改动<\/dt>\s*<dd>[^]*?否/)
        .and.include('内容被改动');
    });

    it('unless they are no auditors', async () => {
      const { id } = await eventOfBank(app);
      await (await as('system.admin')).open(`/desk/audit-events/${id}`).expect(403);
      await (await as('auditor')).open('/desk/audit-events/999999999').expect(404);
    });
  });
});
