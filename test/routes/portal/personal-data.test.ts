import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { AuditEvent } from '../../../models/audit-event.js';
import { findRow, findRows } from '../../../models/rows.js';
import { User } from '../../../models/user.js';
import { maskIdentityNumber, maskName } from '../../../server/core/masking.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { buildFounder, buildSubmittedApplication, type Founder } from '../../support/applications.js';
import { openBrowser } from '../../support/browser.js';
import { disbursedLoan, repaid } from '../../support/loans.js';
import { identityNumberOf, PASSWORD, phoneOf, type Username } from '../../support/people.js';
import { agreeToLookUps, bringRoster, personRow } from '../../support/rosters.js';

const COPIES = '/api/v1/personal-data-copies';

/** A copy as it is read. */
interface Copy {
  readonly 账号: Readonly<Record<string, string>>;
  readonly 同意记录: readonly object[];
  readonly 申请: readonly {
    readonly 申请编号: string;
    readonly 状态: string;
    readonly 申请表: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly 材料: readonly object[];
  }[];
  readonly 贷款: readonly Readonly<Record<string, unknown>>[];
  readonly 在他人申请中: readonly Readonly<Record<string, string>>[];
  readonly 名册查询: readonly object[];
  readonly 所在名册: readonly Readonly<Record<string, string>>[];
}

const copyOf = async ({ client }: Pick<Founder, 'client'>): Promise<{ copy: Copy; text: string }> => {
  const reply = await client.post(COPIES).buffer(true);
  expect(reply.status, reply.text).to.equal(200);
  expect(reply.headers['content-disposition']).to.match(/^attachment/);
  expect(reply.headers['cache-control']).to.include('no-store');
  return { copy: JSON.parse(reply.text) as Copy, text: reply.text };
};

describe('a copy of what is held about a person', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** A founder whose friend answers for the loan. */
  const withGuarantor = async (founder: Founder, friend: Founder) => {
    const person = {
      name: `陈${friend.serial}`,
      identityKind: 'resident-identity-card',
      identityNumber: identityNumberOf(friend.serial),
      phone: phoneOf(friend.serial),
    };
    const form = { counterGuarantees: [{ kind: 'guarantor', person }] };
    return buildSubmittedApplication(app, { founder, form });
  };

  it('tells one’s own numbers in full, and those of others masked', async () => {
    const [founder, friend] = [await buildFounder(app), await buildFounder(app)];
    await withGuarantor(founder, friend);
    const { copy, text } = await copyOf(founder);
    expect(copy.账号).to.include({
      证件号码: identityNumberOf(founder.serial),
      电话: phoneOf(founder.serial),
    });
    expect(copy.同意记录).to.not.be.empty;
    const [application] = copy.申请;
    expect(application).to.include({ 状态: '已提交' });
    expect(application?.材料).to.not.be.empty;
    expect(JSON.stringify(application?.申请表)).to.include(identityNumberOf(founder.serial));
    const number = identityNumberOf(friend.serial);
    expect(text).to.not.include(number).and.not.include(phoneOf(friend.serial));
    expect(text)
      .to.include(maskIdentityNumber(number))
      .and.include(maskName(`陈${friend.serial}`));
  });

  it('tells where one stands in the application of somebody else, and nothing else of it', async () => {
    const [founder, friend] = [await buildFounder(app), await buildFounder(app)];
    await withGuarantor(founder, friend);
    const { copy, text } = await copyOf(friend);
    expect(copy.申请).to.be.empty;
    expect(copy.在他人申请中).to.have.length(1);
    expect(copy.在他人申请中[0]).to.include({ 身份: '反担保人', 登记姓名: `陈${friend.serial}` });
    expect(text).to.not.include(identityNumberOf(founder.serial));
  });

  it('tells what registries say of one, and what was asked of them', async () => {
    const founder = await buildFounder(app);
    await bringRoster(app, {
      registry: 'registered-unemployed',
      rows: [personRow(identityNumberOf(founder.serial))],
    });
    await agreeToLookUps(founder.client);
    await buildSubmittedApplication(app, { founder });
    const { copy } = await copyOf(founder);
    expect(copy.所在名册[0]).to.include({ 名册: '失业登记人员' });
    expect(copy.名册查询).to.not.be.empty;
  });

  it('tells one’s loans with what was paid back, and none of others', async () => {
    const loan = await disbursedLoan(app, {});
    await repaid(app, loan.id, { principal: '1000.00' });
    const application = await findRow(Application, { where: { id: loan.applicationId ?? 0 } });
    const borrower = await findRow(User, { where: { id: application?.applicantUserId ?? 0 } });
    const client = await app.logIn((borrower?.username ?? '') as Username);
    const { copy } = await copyOf({ client });
    expect(copy.贷款).to.have.length(1);
    expect(copy.贷款[0]).to.include({ 合同号: loan.contractNumber, 状态: '正常' });
    expect(copy.贷款[0]?.['还款']).to.have.length(1);
    expect((await copyOf(await buildFounder(app))).copy.贷款).to.be.empty;
  });

  it('is made three times a day, and each time is on record without the data', async () => {
    const founder = await buildFounder(app);
    for (let count = 0; count < 3; count += 1) await copyOf(founder);
    const fourth = await founder.client.post(COPIES);
    expect(fourth.status).to.equal(429);
    expect(Number(fourth.headers['retry-after'])).to.be.within(1, 86_400);
    const events = await findRows(AuditEvent, { where: { command: 'personal-data.copy' } });
    expect(events).to.have.length(3);
    expect(JSON.stringify(events)).to.not.include(identityNumberOf(founder.serial));
  });

  it('is for borrowers; staff have none', async () => {
    for (const username of ['bank.maker', 'centre.maker', 'auditor'] as const)
      expect((await (await app.logIn(username)).post(COPIES)).status, username).to.equal(403);
  });

  it('is downloaded from a page that says what is in it, and says no in words', async () => {
    const browser = openBrowser(app.app);
    await browser.send('/log-in', { username: 'borrower', password: PASSWORD });
    expect((await browser.open('/account').expect(200)).text).to.include('href="/personal-data"');
    expect((await browser.open('/personal-data').expect(200)).text).to.include('第四十五条');
    for (let count = 0; count < 3; count += 1) {
      const reply = await browser.send('/personal-data', {});
      expect(reply.status).to.equal(200);
      expect(reply.headers['content-disposition']).to.match(/^attachment/);
    }
    const refused = await browser.send('/personal-data', {});
    expect(refused.status).to.equal(429);
    expect(refused.text).to.include('下载副本').and.include('role="alert"');
  });
});
