import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { startTestApp, type Client, type TestApp } from '../support/app.js';
import { bodyOf } from '../support/applications.js';
import { fileOf, type Issued } from '../support/issue-paper.js';
import { needsPoppler, readPaper } from '../support/papers.js';
import { insertLoan } from '../support/subsidies.js';
import { allotBudget } from '../routes/scenarios/budgets.js';
import { bookedAccount } from '../routes/scenarios/ledger-accounts.js';

const issue = async (client: Client, report: string, query: object): Promise<Issued> =>
  bodyOf(await client.post('/api/v1/report-papers').send({ report, query }), 201) as unknown as Issued;

describe('a report on paper', () => {
  let app: TestApp;
  let centre: Client;
  before(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-10'));
    const bankId = app.organisationIds['bank'] ?? 0;
    const office = { system: app.system, districtId: app.organisationIds.district, bankId };
    await insertLoan(office, { principal: '200000.00', disbursedOn: '2025-03-15' });
    await insertLoan(office, { principal: '150000.00', disbursedOn: '2025-05-15' });
    centre = await app.logIn('centre.maker');
  });

  const LENDING = { from: '2025-01-01', to: '2025-06-30', period: 'quarter', by: 'bank' };

  it('says the same figures as its page, numbered, signed and verified', async function () {
    await needsPoppler(this);
    const issued = await issue(centre, 'lending', LENDING);
    expect(issued).to.include({ kind: 'report-sheet', report: '创业担保贷款业务统计' });
    const { text, signature, info } = await readPaper(await fileOf(centre, issued));
    expect(text).to.include(issued.number).and.include('2025年第一季度').and.include('200,000.00');
    expect(text).to.include('贴息支出').and.include('代偿');
    expect(signature).to.include('Signature is Valid');
    expect(info).to.include({ Pages: '1', Tagged: 'yes' });
    const told = await app.visitor.get(`/api/v1/document-verifications/${issued.verificationCode}`);
    expect(told.body.facts).to.deep.equal([
      { name: 'report', label: { zh: '报表', en: 'report' }, value: '创业担保贷款业务统计' },
    ]);
  });

  it('has every class of borrowers with women and disabled people, figure by figure', async function () {
    await needsPoppler(this);
    const issued = await issue(centre, 'borrower-categories', { period: '2025H1' });
    const { text } = await readPaper(await fileOf(centre, issued));
    for (const said of ['登记失业', '退役军人', '带动就业', '其中女性', '其中残疾', '财金〔2018〕107号'])
      expect(text).to.include(said);
  });

  it('shows a half-year on one page', async function () {
    await needsPoppler(this);
    const issued = await issue(centre, 'headline', { half: '2025H1' });
    const { text, info } = await readPaper(await fileOf(centre, issued));
    expect(info).to.include({ Pages: '1' });
    expect(text).to.include('2025年上半年发放创业担保贷款2笔、35.00万元');
  });

  it('is given for the loans behind a figure, the budgets and the ledger, too', async function () {
    await needsPoppler(this);
    await allotBudget(app, 2025);
    const accountId = await bookedAccount(app);
    const days = { from: '2025-01-01', until: '2026-01-01' };
    const orders = [
      ['figure-loans', { figure: 'issued', from: '2025-01-01', to: '2025-06-30' }, ['合计2笔', '350,000.00']],
      ['budgets', { year: '2025' }, ['2025年创业担保贷款贴息预算执行情况', '2025年市级']],
      ['trial-balance', {}, ['资金账科目余额表', '可用指标', '已下达指标']],
      ['account-statement', { accountId, ...days }, ['资金日记账(可用指标', '期初余额0.00元']],
    ] as const;
    for (const [report, query, says] of orders) {
      const { text } = await readPaper(await fileOf(centre, await issue(centre, report, query)));
      for (const said of says) expect(text.replaceAll(/\s+/g, ' '), report).to.include(said);
    }
  });

  it('is the same paper while the figures are the same, and another revision once they are not', async () => {
    const first = await issue(centre, 'headline', { half: '2025H1', asOf: '2025-07-01' });
    const again = await issue(centre, 'headline', { half: '2025H1', asOf: '2025-07-01' });
    expect(again.number).to.equal(first.number);
    const other = await issue(centre, 'headline', { half: '2025H1', asOf: '2025-04-01' });
    expect([other.number === first.number, other.revision]).to.deep.equal([false, 1]);
  });

  it('shows each bank its own book, and nobody else that paper', async () => {
    const bank = await app.logIn('other.bank.maker');
    const issued = await issue(bank, 'lending', LENDING);
    const address = `/api/v1/documents/${issued.documentId}`;
    expect((await bank.get(address)).body.subjectId).to.equal(String(app.organisationIds['other-bank']));
    expect((await (await app.logIn('bank.maker')).get(address)).status).to.equal(404);
    expect((await centre.get(address)).status).to.equal(200);
  });

  it('is given to an auditor, about the book of the city and of figures alone, and says who had it issued', async () => {
    const auditor = await app.logIn('auditor');
    const issued = await issue(auditor, 'lending', LENDING);
    const address = `/api/v1/documents/${issued.documentId}`;
    const { subjectId } = (await auditor.get(address)).body;
    expect((await centre.get(address)).body.subjectId, 'the centre reads the same paper').to.equal(subjectId);
    expect((await issue(centre, 'lending', LENDING)).number, 'the same figures').to.equal(issued.number);
    for (const [kind, period] of [
      ['monthly-report', '2025-05'],
      ['half-year-report', '2025H1'],
    ]) {
      const asked = { kind, subjectId, period };
      expect((await auditor.post('/api/v1/documents').send(asked)).status, kind).to.equal(201);
    }
    const claims = { kind: 'payment-list', subjectId: '1' };
    expect((await auditor.post('/api/v1/documents').send(claims)).status).to.equal(403);
    const [event] = await findRows(AuditEvent, {
      where: { command: 'document.issue', actorRole: 'auditor' },
    });
    expect(event).to.not.equal(undefined);
  });

  it('is refused of what one may not read, and with days that no report has', async () => {
    const bank = await app.logIn('bank.maker');
    const ledger = await bank.post('/api/v1/report-papers').send({ report: 'trial-balance', query: {} });
    expect(ledger.status).to.equal(403);
    const wrong = await centre
      .post('/api/v1/report-papers')
      .send({ report: 'headline', query: { half: '2025-06', since: '1' } });
    expect([wrong.status, wrong.body.errors.map(({ field }: { field: string }) => field)]).to.deep.equal([
      400,
      ['half', 'since'],
    ]);
  });
});
