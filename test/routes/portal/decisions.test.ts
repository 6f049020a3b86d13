import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { findRow } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { buildSubmittedApplication } from '../../support/applications.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD, type Username } from '../../support/people.js';

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

  it('brings an application from the first look to its approval', async () => {
    await decide('bank.maker', 'precheck', { outcome: 'pass' });
    await decide('district.reviewer', 'eligibility-decision', { outcome: 'pass' });
    await decide('bank.maker', 'credit-proposal', { outcome: 'agree', ...TERMS_TYPED });
    const read = await decide('bank.checker', 'credit-decision', { outcome: 'approve' });
    expect(read).to.include('300,000.00').and.include('3.10 %').and.include('按月付息');
    await decide('guarantor.maker', 'guarantee-proposal', { outcome: 'agree', annualFeeRatePercent: '0.00' });
    await decide('guarantor.checker', 'guarantee-decision', { outcome: 'approve' });
    const stored = await findRow(Application, { where: { id: Number(path.split('/').at(-1)) } });
    expect(stored).to.include({ state: 'approved', approvedFen: 30_000_000 });
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
