import { expect } from 'chai';
import { buildSubmittedApplication } from '../support/applications.js';
import { disbursedLoan } from '../support/loans.js';
import { PASSWORD } from '../support/people.js';
import { expectAccessible, openStage, type BrowserStage } from './browser-stage.js';

const ATTACK = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

describe('staff at a desk', () => {
  let stage: BrowserStage;

  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const logIn = async (username: string) => {
    const page = await stage.visit({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
    await page.goto('/log-in');
    await expectAccessible(page);
    await page.fill('[name=username]', username);
    await page.fill('[name=password]', PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/desk');
    return page;
  };

  it('sees the worklist and decides, and nothing runs that an applicant has typed', async () => {
    const form = { purpose: ATTACK };
    const { id } = await buildSubmittedApplication(stage.app, { form });
    const page = await logIn('bank.maker');
    await expectAccessible(page);
    await page.getByRole('region', { name: '待办事项' }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/applications/${id}`);
    expect(await page.locator('main').innerText()).to.include(ATTACK);
    await expectAccessible(page);
    await page.getByRole('link', { name: '银行预审' }).click();
    await page.waitForURL('**/precheck');
    await expectAccessible(page);
    await page.getByLabel('通过', { exact: true }).check();
    await page.fill('[name=reason]', ATTACK);
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(`**/applications/${id}`);
    expect(await page.locator('main').innerText()).to.include('银行预审通过');
    await expectAccessible(page);
  });

  it('reads loans and the own account', async () => {
    const loan = await disbursedLoan(stage.app);
    const page = await logIn('bank.maker');
    for (const path of ['/loans', `/loans/${loan.id}`, '/account', '/password', '/second-factor']) {
      await page.goto(path);
      await expectAccessible(page);
    }
  });

  it('raised no alarm on any page', () => {
    expect(stage.alarms).to.deep.equal([]);
  });
});
