import { expect } from 'chai';
import { PolicyDraft } from '../../../models/policy-draft.js';
import { findRow, findRows } from '../../../models/rows.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { POLICY_IMPACT_JOB } from '../../../server/policy-studio/impacts/impact-job.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD, type Username } from '../../support/people.js';
import { insertLoan } from '../../support/subsidies.js';

const CAP = '/desk/policy-parameters/cap-individual/draft';
const SOURCE = {
  jurisdiction: 'guangzhou',
  effectiveFrom: '2026-01-01',
  document: '示范文件〔2025〕8号',
  article: '第三条',
  verified: 'yes',
};

/** What a page hides in its form. */
const hiddenOn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/type="hidden" name="([\w.]+)" value="([^"]*)"/g)]
      .filter(([, name]) => name !== 'formToken')
      .map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]),
  );

/** Opens a form and sends it with what it hides and these fields. */
const fillIn = async (browser: Browser, path: string, fields: Readonly<Record<string, string>>) => {
  const { text } = await browser.open(path).expect(200);
  return { text, reply: await browser.send(path, { ...hiddenOn(text), ...fields }) };
};

describe('policy at the desk', () => {
  let app: TestApp;
  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
  });

  it('a new version of a parameter is drafted from the one in force, weighed, and released by a second person', async () => {
    const bankId = app.organisationIds['bank'] ?? 0;
    const office = { system: app.system, districtId: app.organisationIds.district, bankId };
    await insertLoan(office);
    await insertLoan(office, { principal: '200000.00' });
    const maker = await as('centre.maker');
    const list = await maker.open('/desk/policy-parameters').expect(200);
    expect(list.text)
      .to.include(`href="${CAP}"`)
      .and.include('30万元')
      .and.include('财金〔2023〕75号')
      .and.include('只改变办理时限');

    const { text, reply } = await fillIn(maker, CAP, { ...SOURCE, 'value.yuan': '250000.00' });
    expect(text).to.include('name="value.yuan"').and.include('value="300000.00"');
    expect(reply.status, reply.text).to.equal(303);
    const draft = String(reply.headers['location']);
    expect(draft).to.match(/^\/desk\/policy-drafts\/\d+$/);
    expect((await maker.open(draft)).text)
      .to.include('25万元')
      .and.include('30万元');

    const weighed = await fillIn(maker, `${draft}/impact`, {
      quarters: '2025Q1，2025Q2',
      assumedFrom: '2024-01-01',
    });
    expect(weighed.reply.status, weighed.reply.text).to.equal(303);
    await runDueJobs(app.system, [POLICY_IMPACT_JOB]);
    const impact = /href="(\/desk\/policy-impacts\/\d+)"/.exec((await maker.open(draft)).text)?.[1] ?? '';
    const found = await maker.open(impact).expect(200);
    expect(found.text)
      .to.include('不再可发放的贷款')
      .and.include('-2,616.25 元')
      .and.include('分级财政')
      .and.include('天河区');

    await fillIn(maker, `${draft}/release-proposal`, {});
    const checker = await as('centre.checker');
    const decision = await fillIn(checker, `${draft}/release-decision`, { outcome: 'approve' });
    expect(decision.text).to.include('25万元');
    expect(decision.reply.status, decision.reply.text).to.equal(303);
    const row = await findRow(PolicyDraft, { where: { id: Number(draft.split('/').at(-1)) } });
    expect(row?.state).to.equal('released');
    const { body } = await app.visitor.get('/api/v1/policy-parameters').query({ on: '2026-01-02' });
    expect(
      body.items.find(({ parameter }: { parameter: string }) => parameter === 'cap-individual').value,
    ).to.deep.equal({ yuan: '250000.00' });
  });

  it('what does not fit the form of the parameter stands beside its field', async () => {
    const maker = await as('centre.maker');
    const { reply } = await fillIn(maker, CAP, { ...SOURCE, 'value.yuan': '二十五万' });
    expect(reply.status).to.equal(422);
    expect(reply.text).to.include('value="二十五万"').and.include('href="#field-value-yuan"');
    expect(await findRows(PolicyDraft, {})).to.have.length(0);
  });

  it('every parameter has its form, and what is none has no page', async () => {
    const maker = await as('centre.maker');
    const { text } = await maker.open('/desk/policy-parameters').expect(200);
    const forms = [...text.matchAll(/href="(\/desk\/policy-parameters\/[a-z-]+\/draft)"/g)];
    expect(forms.length).to.be.greaterThan(60);
    for (const name of ['subsidy-regime', 'age-rule', 'supported-categories', 'cost-split', 'risk-class'])
      await maker.open(`/desk/policy-parameters/${name}/draft`).expect(200);
    await maker.open('/desk/policy-parameters/cap-nobody/draft').expect(404);
    await (await as('bank.maker')).open('/desk/policy-parameters').expect(403);
  });
});
