import { expect } from 'chai';
import { Consent } from '../../../models/consent.js';
import { findRows } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { agreementOf, bodyOf, completeFormBody } from '../../support/applications.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { identityNumberOf, PASSWORD, type Username } from '../../support/people.js';
import { bringRoster, personRow } from '../../support/rosters.js';

const SERIAL = 902;

describe('a founder and the city’s registries', () => {
  let app: TestApp;
  let browser: Browser;
  let path = '';

  before(async () => {
    app = await startTestApp();
    await agreementOf(app);
    browser = openBrowser(app.app);
    await browser.send('/register/code', { phone: '13911112223' });
    const account = {
      phone: '13911112223',
      code: String(app.sent.at(-1)?.values['code']),
      name: '陈穗生',
      identityKind: 'resident-identity-card',
      identityNumber: identityNumberOf(SERIAL),
      username: 'sui.sheng',
      password: 'Kapok-blooms-9',
      'consents.personal-information': 'yes',
      'consents.identity-number': 'yes',
    };
    expect((await browser.send('/register', account)).headers['location']).to.equal('/applications');
    const registered = await bringRoster(app, {
      registry: 'registered-unemployed',
      rows: [personRow(identityNumberOf(SERIAL))],
    });
    expect(registered.file.problems).to.deep.equal([]);
    await bringRoster(app, {
      registry: 'entrepreneur-whitelist',
      rows: [personRow(identityNumberOf(SERIAL))],
    });
    const client = await app.logIn('sui.sheng' as Username);
    const begun = { borrowerKind: 'individual', districtCode: '440106' };
    const { applicationId } = bodyOf(await client.post('/api/v1/applications').send(begun), 201);
    path = `/applications/${applicationId}`;
    const form = {
      ...completeFormBody(app, 'individual', SERIAL),
      borrowerCategory: 'registered-unemployed',
    };
    bodyOf(await client.put(`/api/v1${path}`).send({ version: 0, form }), 200);
  });

  it('reads what is agreed to, and nothing is looked up before', async () => {
    const papers = await browser.open(`${path}/papers`).expect(200);
    expect(papers.text).to.include('还没有查询名册').and.include('href="/registry-consent"');
    const page = await browser.open('/registry-consent').expect(200);
    expect(page.text)
      .to.include('未同意')
      .and.include('每次查询的名册、用途和结果均留存记录')
      .and.include('还没有查询过');
  });

  it('agrees, has the registries looked into, and need not bring what they say', async () => {
    await browser.send('/registry-consent', { given: 'yes', textVersion: '2025-1' });
    expect((await browser.open('/registry-consent')).text).to.include('撤回同意');
    const done = await browser.send(`${path}/registry-look-ups`, {});
    expect(done.headers['location']).to.equal(`${path}/papers`);
    const { text } = await browser.open(`${path}/papers`).expect(200);
    expect(text).to.include('失业登记人员').and.include('免交').and.include('市就业中心');
    const missing = text.slice(text.indexOf('还缺'), text.indexOf('</ul>', text.indexOf('还缺')));
    expect(missing).to.include('营业执照').and.not.include('人群身份证明');
  });

  it('sees each look-up: which registry, when, what for and by whom', async () => {
    const { text } = await browser.open('/registry-consent').expect(200);
    expect(text)
      .to.include('创业者白名单')
      .and.include('代替证明材料')
      .and.include('在册')
      .and.include('借款人')
      .and.include(`href="${path}"`);
  });

  it('withdraws it, and the papers are asked for again', async () => {
    await browser.send('/registry-consent', { given: 'no', textVersion: '2025-1' });
    const page = await browser.open('/registry-consent').expect(200);
    expect(page.text).to.include('未同意').and.include('创业者白名单');
    expect((await browser.open(`${path}/papers`)).text).to.not.include('免交');
    const consents = await findRows(Consent, { where: { kind: 'registry-look-up' } });
    expect(consents.map(({ withdrawsConsentId }) => withdrawsConsentId !== null)).to.deep.equal([
      false,
      true,
    ]);
  });

  it('is the only one who may: a bank has no such page', async () => {
    const bank = openBrowser(app.app);
    await bank.logIn('bank.maker', PASSWORD);
    await bank.open('/registry-consent').expect(403);
  });
});
