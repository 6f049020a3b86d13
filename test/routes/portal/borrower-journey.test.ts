import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { Consent } from '../../../models/consent.js';
import { findRow, findRows } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { agreementOf, creditCodeOf, PAPER } from '../../support/applications.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { identityNumberOf, PASSWORD } from '../../support/people.js';

/** The hidden version of a form on a page. */
const versionOn = (text: string): string => /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';

describe('a founder at the portal, without JavaScript', () => {
  let app: TestApp;
  let browser: Browser;
  let path = '';

  const step = async (code: string, fields: Readonly<Record<string, string>>) => {
    const version = versionOn((await browser.open(`${path}/${code}`).expect(200)).text);
    return browser.send(`${path}/${code}`, { version, ...fields });
  };

  before(async () => {
    app = await startTestApp();
    browser = openBrowser(app.app);
    await agreementOf(app);
  });

  it('registers with the code that the phone receives', async () => {
    expect((await browser.send('/register/code', { phone: '13800' })).status).to.equal(422);
    const form = await browser.send('/register/code', { phone: '13911112222' });
    expect(form.text).to.include('value="13911112222"').and.include('单独同意');
    const code = String(app.sent.at(-1)?.values['code']);
    const account = {
      phone: '13911112222',
      code,
      name: '陈穗生',
      identityKind: 'resident-identity-card',
      identityNumber: identityNumberOf(901),
      username: 'sui.sheng',
      password: 'Kapok-blooms-9',
    };
    const without = await browser.send('/register', account);
    expect(without.status).to.equal(422);
    expect(without.text).to.include('陈穗生').and.not.include('Kapok-blooms-9');
    const consents = { 'consents.personal-information': 'yes', 'consents.identity-number': 'yes' };
    const done = await browser.send('/register', { ...account, ...consents });
    expect(done.headers['location']).to.equal('/applications');
    expect((await browser.open('/applications')).text).to.include('这里还没有申请');
  });

  it('gets back in by a code, with the user name, when the password is forgotten', async () => {
    const visitor = openBrowser(app.app);
    expect((await visitor.open('/log-in')).text).to.include('href="/forgotten-password"');
    const form = await visitor.send('/forgotten-password/code', { phone: '13911112222' });
    expect(form.text).to.include('设置新密码');
    const code = String(app.sent.at(-1)?.values['code']);
    const wrong = { phone: '13911112222', code: '000000', newPassword: 'Kapok-blooms-10' };
    expect((await visitor.send('/forgotten-password', wrong)).status).to.equal(422);
    const done = await visitor.send('/forgotten-password', { ...wrong, code });
    expect(done.text).to.include('sui.sheng').and.not.include('Kapok-blooms-10');
    expect((await visitor.logIn('sui.sheng', 'Kapok-blooms-9')).status).to.equal(422);
    expect((await visitor.logIn('sui.sheng', 'Kapok-blooms-10')).headers['location']).to.equal('/desk');
    expect((await visitor.open('/desk')).headers['location']).to.equal('/applications');
    await browser.logIn('sui.sheng', 'Kapok-blooms-10');
  });

  it('opens an application, and finds name and number filled in', async () => {
    const begun = await browser.send('/applications', { borrowerKind: 'individual', districtCode: '440106' });
    path = String(begun.headers['location']).replace('/people', '');
    const { text } = await browser.open(`${path}/people`).expect(200);
    expect(text).to.include('value="陈穗生"').and.include(identityNumberOf(901));
  });

  it('gets a wrong field back with what was typed, and keeps nothing of it', async () => {
    const refused = await step('loan', { requested: '3e5', purpose: '<b>进货</b>' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('value="3e5"').and.include('&lt;b&gt;进货').and.include('金额应为');
    expect((await browser.open(`${path}/loan`)).text).not.to.include('3e5');
  });

  it('writes page after page, each saved by itself', async () => {
    const people = await step('people', {
      'applicant.name': '陈穗生',
      'applicant.identityKind': 'resident-identity-card',
      'applicant.identityNumber': identityNumberOf(901),
      'applicant.phone': '13911112222',
      'applicant.maritalStatus': 'single',
    });
    expect(people.headers['location']).to.equal(`${path}/business`);
    await step('business', {
      'business.name': '<img src=x onerror=alert(1)>',
      'business.creditCode': '91440106MA00003010',
      'business.registeredOn': '2024-05-06',
      'business.address': '广州市天河区某路 1 号',
      'business.districtCode': '440106',
      'business.industry': '零售业',
    });
    await step('loan', {
      borrowerCategory: 'college-graduate',
      requested: '300000.00',
      termMonths: '36',
      repaymentMethod: 'interest-monthly',
      purpose: '采购原材料',
      bankOrganisationId: String(app.organisationIds['bank']),
      guarantorOrganisationId: String(app.organisationIds['guarantor']),
      'subsidyAccount.bankName': '第一银行天河支行',
      'subsidyAccount.accountNumber': '6222020000000000123',
    });
    const quiet = await step('standing', { 'workforce.jobsToCreate': '2', quietly: 'yes' });
    expect(quiet.body).to.deep.equal({ version: 4 });
    await step('standing', {
      'workforce.jobsToCreate': '2',
      'declarations.publiclyPaid': 'no',
      'declarations.wageArrears': 'no',
      'declarations.socialInsuranceArrears': 'no',
      'counterGuarantees.0.kind': 'exemption',
      'counterGuarantees.0.exemptionBasis': '个人创业担保贷款免除反担保',
    });
    const { text } = await browser.open(path).expect(200);
    expect(text).to.include('&lt;img src=x onerror=alert(1)&gt;').and.not.include('<img src=x');
  });

  it('is told by another tab’s save instead of losing it', async () => {
    const stale = await browser.send(`${path}/people`, { version: '0', 'applicant.name': '另一个' });
    expect(stale.status).to.equal(422);
    expect((await browser.open(`${path}/people`)).text).not.to.include('另一个');
  });

  it('sees everything that is missing on one page, and brings the papers', async () => {
    const missing = await browser.open(`${path}/submission`).expect(200);
    expect(missing.text).to.include('身份证明').and.include('统一社会信用代码');
    await step('business', {
      'business.name': '天河一号店',
      'business.creditCode': creditCodeOf(901),
      'business.registeredOn': '2024-05-06',
      'business.address': '广州市天河区某路 1 号',
      'business.districtCode': '440106',
      'business.industry': '零售业',
    });
    const program = { fileName: '材料.pdf', bytes: Buffer.from('MZ') };
    const refused = await browser.upload(`${path}/papers`, { kind: 'credit-report' }, program);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('role="alert"');
    for (const kind of ['identity-document', 'business-licence', 'credit-report', 'category-proof']) {
      const added = await browser.upload(`${path}/papers`, { kind }, { fileName: '材料.pdf', bytes: PAPER });
      expect(added.status, added.text).to.equal(303);
    }
    expect((await browser.open(`${path}/papers`)).text).to.include('材料齐了');
  });

  it('submits with consent and then sees who works on it and how many days are left', async () => {
    const { text } = await browser.open(`${path}/submission`);
    expect(text, 'all that was written is there to be read over')
      .to.include('300,000.00 元')
      .and.include('按月付息、到期还本')
      .and.include('天河一号店')
      .and.include('采购原材料');
    const form = { version: versionOn(text), textVersion: '2025-01' };
    const without = await browser.send(`${path}/submission`, form);
    expect(without.status).to.equal(422);
    const done = await browser.send(`${path}/submission`, { ...form, consentTextVersion: 'yes' });
    expect(done.status, done.text).to.equal(303);
    const page = await browser.open(path).expect(200);
    expect(page.text)
      .to.include('银行预审')
      .and.match(/还剩 \d+ 个工作日/)
      .and.include('第一银行');

    const applicationId = Number(path.split('/').at(-1));
    const stored = await findRow(Application, { where: { id: applicationId } });
    expect(stored?.state).to.equal('submitted');
    const consents = await findRows(Consent, { where: { applicationId } });
    expect(consents.map(({ kind }) => kind)).to.deep.equal(['application-filing']);
  });

  it('is out of another founder’s sight', async () => {
    const other = openBrowser(app.app);
    await other.logIn('other.borrower', PASSWORD);
    await other.open(path).expect(404);
    await other.open(`${path}/people`).expect(404);
  });

  it('takes it back with a reason', async () => {
    expect((await browser.send(`${path}/withdrawal`, { reason: '' })).status).to.equal(422);
    expect((await browser.send(`${path}/withdrawal`, { reason: '改变计划' })).status).to.equal(303);
    expect((await browser.open(path)).text).to.include('已撤回');
  });
});
