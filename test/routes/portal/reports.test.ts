import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD, type Username } from '../../support/people.js';
import { insertLoan } from '../../support/subsidies.js';

const LENDING = '/reports/lending?from=2024-01-01&to=2024-12-31&period=half-year&by=district&asOf=2025-07-01';

describe('reports at the portal', () => {
  let app: TestApp;
  const as = async (username: Username): Promise<Browser> => {
    const browser = openBrowser(app.app);
    await browser.logIn(username, PASSWORD);
    return browser;
  };

  before(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    const bankId = app.organisationIds['bank'] ?? 0;
    const office = { system: app.system, districtId: app.organisationIds.district, bankId };
    await insertLoan(office, { principal: '200000.00', disbursedOn: '2024-03-15' });
    await insertLoan(office, { principal: '150000.00', disbursedOn: '2024-05-15' });
  });

  it('show the business by period and district, and each figure leads to the loans that add up to it', async () => {
    const centre = await as('centre.maker');
    const { text } = await centre.open(LENDING).expect(200);
    expect(text).to.include('天河区').and.include('350,000.00').and.include('2024年上半年');
    const links = [...text.matchAll(/href="(\/reports\/loans\?[^"]+)"/g)].map(([, href = '']) => href);
    const issued = links
      .map((href) => href.replaceAll('&amp;', '&'))
      .find((href) => href.includes('figure=issued'));
    const loans = await centre.open(issued ?? '').expect(200);
    expect(loans.text)
      .to.include('发放：明细')
      .and.match(/2 笔，合计 350000\.00/);
    expect([...loans.text.matchAll(/href="\/desk\/loans\/\d+"/g)]).to.have.length(2);
  });

  it('are taken along as CSV or a workbook, with the same days', async () => {
    const centre = await as('centre.maker');
    const { text } = await centre.open(LENDING);
    const files = [...text.matchAll(/href="(\/reports\/lending\/file\?[^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(files).to.have.length(2);
    const csv = await centre.open(files[0] ?? '').expect(200);
    expect(csv.headers['content-disposition']).to.include('.csv');
    const book = await centre.open(files[1] ?? '').expect(200);
    expect(book.headers['content-disposition']).to.include('.xlsx');
  });

  it('are issued as a paper from their page, and so are the loans behind a figure', async () => {
    const centre = await as('centre.maker');
    for (const [page, title] of [
      [LENDING, '创业担保贷款业务统计'],
      ['/reports/borrower-categories?period=2024', '创业担保贷款分人群统计'],
      ['/reports/loans?figure=issued&from=2024-01-01&to=2024-12-31', '发放明细'],
    ] as const) {
      const [folder, query = ''] = page.split('?');
      await centre.open(page).expect(200);
      const asked = Object.fromEntries(new URLSearchParams(query));
      const { status, headers } = await centre.send(`${folder}/papers`, asked);
      expect(status).to.equal(303);
      const paper = await centre.open(headers['location'] ?? '').expect(200);
      expect(decodeURIComponent(paper.headers['content-disposition'] ?? ''))
        .to.include(title)
        .and.include('.pdf');
    }
    const { text } = await centre.open('/reports/documents').expect(200);
    expect(text).to.include('创业担保贷款业务统计').and.include('发放明细');
  });

  it('hold the budgets and the ledger for the city, and each account leads to its days', async () => {
    const finance = await as('finance.approver');
    const { text } = await finance.open('/reports/trial-balance').expect(200);
    expect(text).to.include('资金账科目余额表').and.include('预算执行');
    await finance.open('/reports/budgets?year=2025').expect(200);
    const bank = await as('bank.maker');
    await bank.open('/reports/trial-balance').expect(403);
    expect((await bank.open('/reports/lending').expect(200)).text).to.not.include('科目余额');
  });

  it('of classes, spending and the half-year open with the last period that is over', async () => {
    const finance = await as('finance.approver');
    for (const [code, period] of [
      ['borrower-categories', '2025Q2'],
      ['subsidy-spending', '2025-06'],
      ['headline', '2025H1'],
    ] as const) {
      const { text } = await finance.open(`/reports/${code}`).expect(200);
      expect(text, code).to.include(`value="${period}"`).and.include('/reports/loans?figure=');
    }
    expect((await finance.open('/reports')).headers['location']).to.equal('/reports/lending');
  });

  it('tell what is wrong beside its field, and are not for borrowers', async () => {
    const centre = await as('centre.maker');
    const wrong = await centre.open('/reports/subsidy-spending?month=June').expect(422);
    expect(wrong.text).to.include('value="June"');
    await (await as('borrower')).open('/reports/lending').expect(403);
  });
});
