import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { Loan } from '../../../models/loan.js';
import { findRow } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import {
  bringPapers,
  buildDraft,
  buildSubmittedApplication,
  completeFormBody,
  CONSENT,
  versionOf,
} from '../../support/applications.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { identityNumberOf, PASSWORD, type Username } from '../../support/people.js';
import { agreeToLookUps, bringRoster, personRow } from '../../support/rosters.js';

const TERMS_TYPED = {
  'terms.amount': '300000.00',
  'terms.annualRatePercent': '3.10',
  'terms.termMonths': '36',
  'terms.dayCountBasis': '360',
  'terms.repaymentMethod': 'interest-monthly',
};

describe('staff decide at the portal, without JavaScript', () => {
  let app: TestApp;
  let path = '';

  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };
  const decide = async (username: Username, code: string, fields: Readonly<Record<string, string>>) => {
    const browser = await as(username);
    expect((await browser.open('/applications')).text).to.include(path);
    expect((await browser.open(path)).text, code).to.include(`${path}/${code}"`);
    const { text } = await browser.open(`${path}/${code}`).expect(200);
    const payloadHash = /name="payloadHash" value="(\w+)"/.exec(text)?.[1];
    const reply = await browser.send(`${path}/${code}`, {
      reason: '符合要求',
      ...fields,
      ...(payloadHash && { payloadHash }),
    });
    expect(reply.status, reply.text).to.equal(303);
    return text;
  };

  before(async () => {
    app = await startTestApp();
    path = `/applications/${(await buildSubmittedApplication(app)).id}`;
  });

  it('brings an application from the first look to its disbursement', async () => {
    await decide('bank.maker', 'precheck', { outcome: 'pass' });
    await decide('district.reviewer', 'eligibility-decision', { outcome: 'pass' });
    await decide('bank.maker', 'credit-proposal', { outcome: 'agree', ...TERMS_TYPED });
    const read = await decide('bank.checker', 'credit-decision', { outcome: 'approve' });
    expect(read).to.include('300,000.00').and.include('3.10 %').and.include('按月付息');
    await decide('guarantor.maker', 'guarantee-proposal', { outcome: 'agree', annualFeeRatePercent: '0.00' });
    await decide('guarantor.checker', 'guarantee-decision', { outcome: 'approve' });
    const stored = await findRow(Application, { where: { id: Number(path.split('/').at(-1)) } });
    expect(stored).to.include({ state: 'approved', approvedFen: 30_000_000 });

    const terms = {
      contractNumber: 'GZ-2025-0001',
      bankReference: 'FK-0001',
      amount: '300000.00',
      disbursedOn: app.clock.today(),
    };
    await decide('bank.maker', 'disbursement-proposal', terms);
    const seen = await decide('bank.checker', 'disbursement-decision', { outcome: 'approve' });
    expect(seen).to.include('GZ-2025-0001').and.include('bank.maker').and.include('可以复核的人');
    const loan = await findRow(Loan, { where: { contractNumber: 'GZ-2025-0001' } });
    expect(loan).to.include({ principalFen: 30_000_000, applicationId: stored?.id });
  });

  it('compares what the applicant states with what numbers and our own loans tell', async () => {
    path = `/applications/${(await buildSubmittedApplication(app)).id}`;
    const { text } = await (await as('bank.maker')).open(`${path}/precheck`).expect(200);
    const compared = text.slice(text.indexOf('填报与系统记录比对'));
    expect(compared)
      .to.include('校验码相符')
      .and.include('35 周岁')
      .and.include('本系统无记录')
      .and.include('天河区');
    expect(compared).not.to.match(/4401061990\d+/);
  });

  it('compares it with the registries too, once the applicant has agreed that they are looked into', async () => {
    const compared = async () => {
      const { text } = await (await as('bank.maker')).open(`${path}/precheck`).expect(200);
      return text.slice(text.indexOf('填报与系统记录比对'));
    };
    path = `/applications/${(await buildSubmittedApplication(app)).id}`;
    expect(await compared()).to.include('未查询');
    await bringRoster(app, { registry: 'publicly-paid', rows: [personRow(identityNumberOf(999))] });
    const draft = await buildDraft(app);
    const { client } = draft.founder;
    await agreeToLookUps(client);
    await client.post(`${draft.path}/registry-look-ups`).expect(200);
    await bringPapers(client, draft.path);
    const filing = { version: await versionOf(client, draft.path), consentTextVersion: CONSENT };
    await client.post(`${draft.path}/submissions`).send(filing).expect(200);
    path = `/applications/${draft.id}`;
    expect(await compared())
      .to.match(/名册：财政供养人员[^/]*<\/td><td>否<\/td><td>不在册（市就业中心，截至 2025-/)
      .and.match(/名册：创业者白名单<\/td><td>—<\/td><td>尚未收到该名册/);
  });

  it('a station asks the applicant to confirm, who reads everything, sends it back, and confirms it when it is mended', async () => {
    const clerk = await as('station.clerk');
    const station = await app.logIn('station.clerk');
    const begun = await clerk.send('/applications', { borrowerKind: 'individual', districtCode: '440106' });
    path = String(begun.headers['location']).replace('/people', '');
    const api = `/api/v1${path}`;
    const form = completeFormBody(app, 'individual', 0);
    const applicant = { ...(form['applicant'] as object), workerClass: 'female-50' };
    await station
      .put(api)
      .send({ version: 0, form: { ...form, applicant } })
      .expect(200);
    await bringPapers(station, api);
    const ask = async () => {
      const { text } = await clerk.open(`${path}/confirmation-request`).expect(200);
      const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
      const asked = await clerk.send(`${path}/confirmation-request`, { version });
      expect(asked.status, /<h2>[^<]*<[^<]*<p>[^<]*/.exec(asked.text)?.[0]).to.equal(303);
    };
    await ask();
    const founder = await as('borrower');
    const { text } = await founder.open(`${path}/submission`).expect(200);
    expect(text).to.include('天河第0号店').and.include('退回驿站').and.include('采购原材料');
    const sheet = await founder.open(`${path}/declination`).expect(200);
    const read = /name="version" value="(\d+)"/.exec(sheet.text)?.[1] ?? '';
    const back = await founder.send(`${path}/declination`, { version: read, reason: '金额写错了' });
    expect(back.headers['location'], back.text).to.equal('/applications');
    await ask();
    const again = await founder.open(`${path}/submission`).expect(200);
    const version = /name="version" value="(\d+)"/.exec(again.text)?.[1] ?? '';
    const consent = { version, textVersion: '2025-01', consentTextVersion: 'yes' };
    expect((await founder.send(`${path}/confirmation`, consent)).status).to.equal(303);
    const stored = await findRow(Application, { where: { id: Number(path.split('/').at(-1)) } });
    expect(stored).to.include({ state: 'submitted', applicantUserId: app.userIds.borrower });
  });

  it('keeps a reason that is missing, and a terms sheet that makes no sense, on the page', async () => {
    path = `/applications/${(await buildSubmittedApplication(app)).id}`;
    const browser = await as('bank.maker');
    const refused = await browser.send(`${path}/precheck`, {
      outcome: 'return',
      toMend: '补充照片\n补充合同',
    });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('补充照片\n补充合同').and.include('role="alert"');
  });

  it('is for those of the right role and scope', async () => {
    await (await as('district.reviewer')).open(`${path}/precheck`).expect(403);
    await (await as('other.bank.maker')).open(`${path}/precheck`).expect(404);
    expect((await (await as('auditor')).open(path)).text).not.to.include('/precheck"');
  });
});
