import { expect } from 'chai';
import { WORK_KINDS } from '../../../routes/portal/desk/kinds/index.js';
import { parameterOf } from '../../../routes/portal/desk/addresses.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD, type Username } from '../../support/people.js';
import { ROW_MAKERS } from '../row-makers/index.js';
import { deadLetter } from '../scenarios/webhooks.js';

describe('from a record at the desk', () => {
  let app: TestApp;
  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };
  before(async () => {
    app = await startTestApp();
  });

  for (const kind of WORK_KINDS.filter(({ papers }) => papers !== undefined)) {
    it(`${kind.title.en} lead to their papers, and back`, async () => {
      const id = (await ROW_MAKERS[parameterOf(kind)]?.own(app, 'municipal-supervisor')) ?? '';
      const officer = await as('centre.checker');
      const record = await officer.open(`/desk/${kind.code}/${id}`).expect(200);
      const [, papers = ''] = /href="([^"]+\/documents)"/.exec(record.text) ?? [];
      expect(papers, record.text).to.match(/^\/[a-z-]+\/\d+\/documents$/);
      const page = await officer.open(papers).expect(200);
      const [, back = ''] = /href="([^"]+)">返回/.exec(page.text) ?? [];
      await officer.open(back).expect(200);
    });
  }

  it('a claim’s approval is issued, downloaded and verified by anybody', async () => {
    const id = (await ROW_MAKERS['runId']?.own(app, 'municipal-officer')) ?? '';
    const officer = await as('centre.maker');
    const issued = await officer.send(`/payment-runs/${id}/documents`, { kind: 'payment-list' });
    expect(issued.status, issued.text).to.equal(303);
    const { text } = await officer.open(`/payment-runs/${id}/documents`);
    const [file = ''] = /\/documents\/\d+\/file/.exec(text) ?? [];
    const [verify = ''] = /\/verify\/\w+/.exec(text) ?? [];
    expect((await officer.open(file)).headers['content-type']).to.equal('application/pdf');
    expect((await openBrowser(app.app).open(verify)).text).to.include('真实有效');
  });

  it('the city’s monthly report is issued from the overview', async () => {
    const officer = await as('centre.checker');
    expect((await officer.open('/dashboard')).text).to.include('href="/dashboard/documents"');
    const { text } = await officer.open('/dashboard/documents').expect(200);
    expect(text).to.include('贴息支出进度通报（月报）').and.include('半年度');
    const [, month = ''] = /<option>(20\d\d-\d\d)<\/option>/.exec(text) ?? [];
    const issued = await officer.send('/dashboard/documents', { kind: 'monthly-report', period: month });
    expect(issued.status, issued.text).to.equal(303);
    expect((await officer.open('/dashboard/documents')).text)
      .to.include(month)
      .and.match(/\/documents\/\d+\/file/);
    expect((await (await as('bank.maker')).open('/dashboard')).text).not.to.include('/dashboard/documents');
  });

  it('nobody is sent to papers that are not theirs to read', async () => {
    const id = (await ROW_MAKERS['loanId']?.own(app, 'auditor')) ?? '';
    const { text } = await (await as('auditor')).open(`/loans/${id}`).expect(200);
    expect(text).not.to.include('/documents"');
  });
});

describe('a bank’s webhooks', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  it('are read at its own desk, dead letters and every try, and nobody else’s', async () => {
    const own = await deadLetter(app);
    const foreign = await deadLetter(app, 'other-bank');
    const bank = openBrowser(app.app);
    await bank.logIn('bank.maker', PASSWORD);
    expect(
      (await bank.open('/desk/webhook-subscriptions')).text.match(/hooks\.bank\.example/g),
    ).to.have.length(1);
    const list = await bank.open('/desk/webhook-deliveries?state=dead').expect(200);
    expect(list.text).to.include(`/desk/webhook-deliveries/${own}"`).and.not.include(`/${foreign}"`);
    const { text } = await bank.open(`/desk/webhook-deliveries/${own}`).expect(200);
    expect(text).to.include('推送日志').and.not.include('重发</a>');
    await bank.open(`/desk/webhook-deliveries/${foreign}`).expect(404);
  });
});

describe('what has not been read', () => {
  it('is counted on every page until it is read', async () => {
    const app = await startTestApp();
    const [first, second] = [
      await ROW_MAKERS['messageId']?.own(app, 'borrower'),
      await ROW_MAKERS['messageId']?.own(app, 'borrower'),
    ];
    const borrower = openBrowser(app.app);
    await borrower.logIn('borrower', PASSWORD);
    const counted = async () => /class="count">(\d+)/.exec((await borrower.open('/applications')).text)?.[1];
    expect(await counted()).to.equal('2');
    await borrower.send(`/messages/${first}/read-mark`);
    expect(await counted()).to.equal('1');
    await borrower.send(`/messages/${second}/read-mark`);
    expect(await counted()).to.equal(undefined);
  });
});
