import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { agreementOf, creditCodeOf, PAPER } from '../support/applications.js';
import { identityNumberOf, PASSWORD } from '../support/people.js';
import { expectAccessible, openStage, PHONE, type BrowserStage } from './browser-stage.js';

const ATTACK = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

async function goOn(page: Page, button: string): Promise<void> {
  const left = page.waitForRequest((request) => request.isNavigationRequest());
  await page.getByRole('button', { name: button }).click();
  await left;
  await page.waitForTimeout(50);
  await page.waitForLoadState('load');
}

describe('a founder with a phone', () => {
  let stage: BrowserStage;
  let page: Page;

  before(async () => {
    stage = await openStage();
    await agreementOf(stage.app);
    page = await stage.visit();
  });
  after(() => stage.close());

  const fillIn = async (values: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) {
      const field = page.locator(`[name="${name}"]`).first();
      const kind = await field.getAttribute('type');
      if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox') await field.check();
      else if ((await page.locator(`select[name="${name}"]`).count()) > 0) await field.selectOption(value);
      else await field.fill(value);
    }
  };

  it('reads what the scheme offers, and works out what it would cost', async () => {
    await page.goto('/');
    await expectAccessible(page);
    await goOn(page, '计算贴息');
    expect(await page.locator('#subsidy [role=status]').innerText()).to.include('财政贴息');
    await expectAccessible(page);
    await page.goto('/self-check');
    await expectAccessible(page);
  });

  it('registers', async () => {
    await page.goto('/register');
    await fillIn({ phone: '13911112222' });
    await expectAccessible(page);
    await goOn(page, '发送验证码');
    await fillIn({
      code: String(stage.app.sent.at(-1)?.values['code']),
      name: '陈穗生',
      identityNumber: identityNumberOf(901),
      username: 'sui.sheng',
      password: 'Kapok-blooms-9',
      'consents.personal-information': 'yes',
      'consents.identity-number': 'yes',
    });
    await expectAccessible(page);
    await goOn(page, '注册并登录');
    expect(new URL(page.url()).pathname).to.equal('/applications');
    await expectAccessible(page);
  });

  it('writes an application, of which nothing runs that is typed [T34]', async () => {
    await page.goto('/applications/new');
    await fillIn({ borrowerKind: 'individual', districtCode: '440106' });
    await expectAccessible(page);
    await goOn(page, '开始填写');
    await fillIn({ 'applicant.maritalStatus': 'single' });
    await expectAccessible(page);
    await goOn(page, '保存并继续');
    await fillIn({
      'business.name': ATTACK,
      'business.creditCode': creditCodeOf(901),
      'business.registeredOn': '2024-05-06',
      'business.address': ATTACK,
      'business.districtCode': '440106',
      'business.industry': '零售业',
    });
    await page.getByText('已自动保存').waitFor();
    await expectAccessible(page);
    await goOn(page, '保存并继续');
    await fillIn({
      borrowerCategory: 'college-graduate',
      requested: '三十万',
      termMonths: '36',
      repaymentMethod: 'interest-monthly',
      purpose: ATTACK,
      bankOrganisationId: String(stage.app.organisationIds['bank']),
      guarantorOrganisationId: String(stage.app.organisationIds['guarantor']),
      'subsidyAccount.bankName': '第一银行天河支行',
      'subsidyAccount.accountNumber': '6222020000000000123',
    });
    await goOn(page, '保存并继续');
    expect(await page.locator('#problems').innerText()).to.include('申请金额');
    await expectAccessible(page);
    await fillIn({ requested: '300000.00' });
    await goOn(page, '保存并继续');
    await fillIn({
      'workforce.jobsToCreate': '2',
      'declarations.publiclyPaid': 'no',
      'declarations.wageArrears': 'no',
      'declarations.socialInsuranceArrears': 'no',
      'counterGuarantees.0.kind': 'exemption',
      'counterGuarantees.0.exemptionBasis': ATTACK,
    });
    await expectAccessible(page);
    await goOn(page, '保存并继续');
  });

  it('photographs the papers, submits, and follows where it stands', async () => {
    for (const kind of ['identity-document', 'business-licence', 'credit-report', 'category-proof']) {
      await fillIn({ kind });
      await page
        .locator('[type=file]')
        .setInputFiles({ name: `${kind}.pdf`, mimeType: 'application/pdf', buffer: PAPER });
      await goOn(page, '上传');
    }
    await expectAccessible(page);
    await page.getByRole('link', { name: '下一步' }).click();
    await fillIn({ consentTextVersion: 'yes' });
    await expectAccessible(page);
    await goOn(page, '提交申请');
    expect(await page.locator('main').innerText()).to.match(/银行预审\s+还剩 \d+ 个工作日/);
    await expectAccessible(page);
  });

  it('sees nothing of it any more after log-out, not even by going back [T60]', async () => {
    await goOn(page, '退出');
    await page.goBack();
    await page.waitForLoadState('load');
    expect(new URL(page.url()).pathname).to.equal('/log-in');
  });

  it('gets through without JavaScript too', async () => {
    const plain = await stage.visit({ ...PHONE, javaScriptEnabled: false });
    await plain.goto('/log-in');
    await plain.fill('[name=username]', 'borrower');
    await plain.fill('[name=password]', PASSWORD);
    await plain.getByRole('button', { name: '登录' }).click();
    await plain.goto('/applications/new');
    await plain.selectOption('[name=districtCode]', '440106');
    await plain.getByRole('button', { name: '开始填写' }).click();
    expect(await plain.locator('h1').innerText()).to.equal('申请人');
  });

  it('raised no alarm on any page: no dialog, no error, no breach of the policy, no other host [T34]', () => {
    expect(stage.alarms).to.deep.equal([]);
  });
});
