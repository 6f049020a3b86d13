import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { Loan } from '../../models/loan.js';
import { findRow } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { agreementOf, PAPER } from '../support/applications.js';
import { identityNumberOf, PASSWORD, type Username } from '../support/people.js';
import { BEGINNING, PAPER_KINDS, stepsOf, type Typed } from './application-steps.js';
import { openStage, PHONE, type BrowserStage } from './browser-stage.js';

const DESK = { viewport: { width: 1280, height: 900 }, locale: 'zh-CN' };
const QUARTER = '2025Q2';
/** What half of 3.10 % on 300,000 yuan comes to from disbursement on 21 March to 21 June. */
const SUBSIDY = '1,188.33';

/** Presses a button or follows a link, and waits for the page that comes. */
async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  const target = page.getByRole(role, { name, exact: true }).first();
  await Promise.all([page.waitForEvent('framenavigated'), target.click()]);
  await page.waitForLoadState('load');
}

async function fillIn(page: Page, fields: readonly Typed[]): Promise<void> {
  for (const { name, value, as } of fields) {
    const field = page.locator(`[name="${name}"]`).first();
    if (as === 'list' && (await field.evaluate((each) => each.tagName)) === 'SELECT')
      await field.selectOption(value);
    else if (as === 'list' || as === 'choice')
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (as === 'box') await field.check();
    else await field.fill(value);
  }
}

const typed = (values: Readonly<Record<string, string>>, as: Typed['as'] = 'text'): Typed[] =>
  Object.entries(values).map(([name, value]) => ({ name, value, as }));

const REASON: readonly Typed[] = typed({ reason: '符合要求' });

const logIn = async (page: Page, username: string, password = PASSWORD): Promise<void> => {
  await page.goto('/log-in');
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', password);
  await page.locator('main button').click();
  await page.waitForURL((url) => url.pathname !== '/log-in');
};

describe('from a founder’s phone to a subsidy that anybody can verify', () => {
  let stage: BrowserStage;
  let phone: Page;
  let applicationId = '';
  let loanId = 0;
  let claim = '';

  before(async () => {
    stage = await openStage();
    await agreementOf(stage.app);
  });
  after(() => stage.close());

  /** Somebody at a desk does one thing and leaves. */
  const at = async (username: Username, work: (page: Page) => Promise<void>): Promise<void> => {
    const page = await stage.visit(DESK);
    await logIn(page, username);
    await work(page);
    await page.context().close();
  };

  /** Somebody finds the case in the worklist, opens it, and decides. */
  const decide = (
    username: Username,
    title: string,
    outcome: string | undefined,
    fields: readonly Typed[] = REASON,
  ): Promise<void> =>
    at(username, async (page) => {
      await page.locator(`main a[href="/applications/${applicationId}"]`).first().click();
      await page.waitForURL(`**/applications/${applicationId}`);
      await press(page, title, 'link');
      if (outcome !== undefined) await fillIn(page, typed({ outcome }, 'choice'));
      await fillIn(page, fields);
      await press(page, '提交');
      expect(new URL(page.url()).pathname).to.equal(`/applications/${applicationId}`);
    });

  it('a founder registers and applies on a phone', async () => {
    phone = await stage.visit(PHONE);
    await phone.goto('/');
    await press(phone, '开始申请', 'link');
    await press(phone, '首次申请？注册借款人账号', 'link');
    await fillIn(phone, typed({ phone: '13911112222' }));
    await press(phone, '发送验证码');
    await fillIn(phone, [
      ...typed({
        code: String(stage.app.sent.at(-1)?.values['code']),
        name: '陈穗生',
        identityNumber: identityNumberOf(901),
        username: 'sui.sheng',
        password: 'Kapok-blooms-9',
      }),
      ...typed({ 'consents.personal-information': 'yes', 'consents.identity-number': 'yes' }, 'box'),
    ]);
    await press(phone, '注册并登录');
    await press(phone, '新的申请', 'link');
    await fillIn(phone, BEGINNING);
    await press(phone, '开始填写');
    for (const step of stepsOf(stage.app, 901)) {
      await fillIn(phone, step);
      await press(phone, '保存并继续');
    }
    for (const kind of PAPER_KINDS) {
      await fillIn(phone, typed({ kind }, 'list'));
      const file = { name: `${kind}.pdf`, mimeType: 'application/pdf', buffer: PAPER };
      await phone.locator('[type=file]').setInputFiles(file);
      await press(phone, '上传');
    }
    await press(phone, /^下一步/, 'link');
    await fillIn(phone, typed({ consentTextVersion: 'yes' }, 'box'));
    await press(phone, '提交申请');
    applicationId = new URL(phone.url()).pathname.split('/').at(-1) ?? '';
    expect(await phone.locator('main').innerText()).to.match(/银行预审\s+还剩 \d+ 个工作日/);
  });

  it('bank, district and guarantor review it, each by two people where the law says so', async () => {
    await decide('bank.maker', '银行预审', 'pass');
    await decide('district.reviewer', '资格审核', 'pass');
    const terms = typed({
      'terms.amount': '300000.00',
      'terms.annualRatePercent': '3.10',
      'terms.termMonths': '36',
    });
    await decide('bank.maker', '拟授信', 'agree', [...terms, ...REASON]);
    await decide('bank.checker', '复核授信', 'approve');
    await decide('guarantor.maker', '拟担保', 'agree');
    await decide('guarantor.checker', '复核担保', 'approve');
    await phone.reload();
    expect(await phone.locator('main').innerText())
      .to.include('已批准')
      .and.match(/担保决定\s+通过/);
  });

  it('the bank pays it out', async () => {
    const payment = typed({ contractNumber: 'GZ-2025-0001', bankReference: 'FK-1', amount: '300000.00' });
    const day: Typed = { name: 'disbursedOn', value: '2025-03-21', as: 'day' };
    await decide('bank.maker', '放款经办', undefined, [...payment, day]);
    await decide('bank.checker', '放款复核', 'approve', []);
    loanId = (await findRow(Loan, { where: { contractNumber: 'GZ-2025-0001' } }))?.id ?? 0;
    await press(phone, '我的贷款', 'link');
    await press(phone, 'GZ-2025-0001', 'link');
    expect(await phone.locator('main').innerText())
      .to.include('300,000.00')
      .and.include('还款日历');
  });

  it('the quarter’s subsidy is claimed, verified, approved, funded and paid', async () => {
    stage.app.clock.setDay(parseBusinessDate('2025-07-01'));
    await at('centre.maker', async (page) => {
      await page.goto('/desk/budgets/new/allotment');
      await fillIn(page, typed({ level: 'city' }, 'list'));
      await fillIn(page, typed({ year: '2025', amount: '100000.00', document: '穗财〔2025〕1号' }));
      await press(page, '拟下达预算');
    });
    await at('finance.approver', async (page) => {
      await page.locator('main a[href^="/desk/budgets/"]').first().click();
      await press(page, '审批预算下达', 'link');
      await fillIn(page, typed({ outcome: 'approve' }, 'list'));
      await press(page, '审批预算下达');
    });
    await at('bank.maker', async (page) => {
      await page.goto('/desk/subsidy-claims');
      await press(page, '生成贴息申报', 'link');
      await fillIn(page, typed({ quarter: QUARTER }));
      await press(page, '生成贴息申报');
      claim = new URL(page.url()).pathname;
      expect(await page.locator('main').innerText()).to.include(SUBSIDY);
    });
    const step = (username: Username, title: string, fields: readonly Typed[] = []) =>
      at(username, async (page) => {
        await page.goto(claim);
        await press(page, title, 'link');
        await fillIn(page, fields);
        await press(page, title);
        expect(await page.locator('[role=status]').first().innerText()).to.include(title);
      });
    await step('bank.checker', '申报');
    await step('centre.maker', '审核通过');
    await step('centre.checker', '批准');
    await step('finance.approver', '安排资金');
    await step('centre.maker', '登记拨付', [{ name: 'paidOn', value: '2025-07-01', as: 'day' }]);
  });

  it('the founder has the statement issued and downloads it, and a stranger verifies it', async () => {
    await logIn(phone, 'sui.sheng', 'Kapok-blooms-9');
    await phone.goto(`/loans/${loanId}`);
    expect(await phone.locator('main').innerText())
      .to.include(SUBSIDY)
      .and.include('已拨付 2025-07-01');
    await press(phone, '文书与下载', 'link');
    await fillIn(phone, typed({ quarter: QUARTER }, 'list'));
    await press(phone, '签发 贴息明细单');
    const saving = phone.waitForEvent('download');
    await phone.getByRole('link', { name: /贴息明细单/ }).click();
    const paper = await (await saving).path();
    const verify = await phone.getByRole('link', { name: '核验' }).getAttribute('href');
    const stranger = await stage.visit(PHONE);
    await stranger.goto(verify ?? '');
    const confirmed = stranger.locator('main');
    expect(await confirmed.innerText())
      .to.include('真实有效')
      .and.include('1188.33')
      .and.not.include('陈穗生');
    await stranger.locator('[type=file]').setInputFiles(paper);
    await stranger.locator('form:has([type=file]) button').click();
    await stranger.getByText('文件与签发时一字不差').waitFor();
  });

  it('raised no alarm on any page', () => {
    expect(stage.alarms).to.deep.equal([]);
  });
});
