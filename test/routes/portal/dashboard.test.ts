import { expect } from 'chai';
import { systemContext } from '../../../server/context.js';
import { runDailyCloses } from '../../../server/daily-close/run-daily-closes.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser } from '../../support/browser.js';
import { disbursedLoan } from '../../support/loans.js';
import { PASSWORD, type Username } from '../../support/people.js';

describe('the overview of officials', () => {
  let app: TestApp;
  const openAs = async (username: Username, path = '/dashboard'): Promise<string> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    const reply = await browser.open(path).expect(200);
    return reply.text;
  };

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('says before the first daily close that there are no figures of risk yet', async () => {
    const page = await openAs('centre.maker');
    expect(page).to.include('尚未日终').and.include('本年尚未下达预算');
  });

  it('shows what was lent, drawn and in tables, and how near each is to a stop', async () => {
    await disbursedLoan(app);
    app.clock.advanceSeconds(24 * 60 * 60);
    await runDailyCloses(systemContext(app.system, 'test'));
    const page = await openAs('centre.maker');
    expect(page).to.include('2025年上半年发放').and.include('30.00 万元').and.include('1 笔');
    expect(page).to.include('迁徙率').and.include('五级分类').and.include('天河区');
    expect(page).to.match(/aria-label="逾期率 0.00 %，达到 20.00 % 暂停"/);
    expect(page.match(/<svg class="chart"/g)?.length).to.be.above(4);
  });

  it('shows a bank its own loans alone, and no budget', async () => {
    await disbursedLoan(app);
    expect(await openAs('bank.maker'))
      .to.include('30.00 万元')
      .and.not.include('贴息预算进度');
    expect(await openAs('other.bank.maker')).to.not.include('30.00 万元');
  });

  it('takes another half-year by its name, and no other text', async () => {
    await disbursedLoan(app);
    expect(await openAs('auditor', '/dashboard?period=2024H2'))
      .to.include('2024年下半年发放')
      .and.not.include('30.00 万元');
    const browser = openBrowser(app.app);
    await browser.logIn('auditor', PASSWORD);
    await browser.open('/dashboard?period=2024X9').expect(400);
  });
});
