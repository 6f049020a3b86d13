import { expect } from 'chai';
import { Repayment } from '../../../models/repayment.js';
import { findRows } from '../../../models/rows.js';
import { JOB_KINDS } from '../../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { disbursedLoan } from '../../support/loans.js';
import { PASSWORD } from '../../support/people.js';

describe('a bank at its desk', () => {
  let app: TestApp;
  let bank: Browser;

  before(async () => {
    app = await startTestApp();
    bank = openBrowser(app.app);
    await bank.logIn('bank.maker', PASSWORD);
  });

  it('sends a file, sees how far it is, and reads in place which rows were refused and why', async () => {
    const loan = await disbursedLoan(app);
    const day = app.clock.today();
    const rows = [
      '流水号,合同编号,交易日期,交易类型,本金,利息,罚息',
      `LS001,${loan.contractNumber},${day},还款,1000.00,0.00,0.00`,
      `LS002,${loan.contractNumber},${day},还款,一千,0.00,0.00`,
    ];
    expect((await bank.open('/desk/imports')).text).to.include('上传银行文件');
    const file = { fileName: '还款<b>流水.csv', bytes: Buffer.from(rows.join('\n')) };
    const without = await bank.upload('/desk/imports/new/upload', { kind: 'nothing' }, file);
    expect(without.status).to.equal(422);
    const sent = await bank.upload('/desk/imports/new/upload', { kind: 'repayments' }, file);
    expect(sent.status, sent.text).to.equal(303);
    const path = String(sent.headers['location']);
    expect((await bank.open(path)).text)
      .to.include('data-live')
      .and.include('排队中');

    await runDueJobs(app.system, JOB_KINDS);
    const { text } = await bank.open(path).expect(200);
    expect(text).not.to.include('data-live');
    expect(text)
      .to.include('还款&lt;b&gt;流水.csv')
      .and.match(/拒绝的行[\s\S]*<span class="short">3<\/span>[\s\S]*本金/);
    expect(await findRows(Repayment, { where: { loanId: loan.id } })).to.have.length(1);

    const refused = await bank.open(`${path}/files/rejected-csv`).expect(200);
    expect(refused.headers['content-disposition']).to.match(/^attachment/);
    expect(refused.text).to.include('LS002').and.not.include('LS001');
  });

  it('is out of another bank’s sight', async () => {
    const other = openBrowser(app.app);
    await other.logIn('other.bank.maker', PASSWORD);
    await other.open('/desk/imports/1').expect(404);
    expect((await other.open('/desk/imports')).text).to.include('这里没有内容');
  });
});
