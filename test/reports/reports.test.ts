import { expect } from 'chai';
import { Borrower } from '../../models/borrower.js';
import { Loan } from '../../models/loan.js';
import { LoanStatistics } from '../../models/loan-statistics.js';
import { deleteRows, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { enqueueJob } from '../../server/jobs/enqueue-job.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { LOAN_STATISTICS_JOB } from '../../server/loans/loan-statistics.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { claimAt, paidClaim, shareRisk } from '../support/compensation.js';
import { disbursedLoan, repaid } from '../support/loans.js';
import { identityNumberOf, type Username } from '../support/people.js';
import { allotBudget, bringClaimTo, insertLoan, type SubsidyOffice } from '../support/subsidies.js';

interface Figure {
  readonly loans: number;
  readonly amount?: string;
  readonly count?: number;
  readonly loansPath: string;
}
type Figures = Readonly<Record<string, Figure>>;

const figuresOf = (figures: Figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, { loans, amount, count }]) => [name, [loans, amount ?? count]]),
  );

function figuresIn(value: unknown): Figure[] {
  if (value === null || typeof value !== 'object') return [];
  if ('loansPath' in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
}

const CENTRE: Username = 'centre.maker';

/**
 * Of 2025-03-21: 300,000 to a disabled woman, of which 100,000 come back on 2025-05-10; 100,000 that nobody repays on 2025-04-21 and
 * that are compensated on 2025-08-01; 200,000 to a man, of another bank and district. A loan of 150,000 of 2024-12-01 was taken over.
 * The bank's claim of 2025Q2 is paid on 2025-07-10.
 */
describe('Reports', () => {
  let app: TestApp;
  let unpaid: Row<Loan>;
  before(async () => {
    app = await startTestApp();
    const bullet = { repaymentMethod: 'bullet' } as const;
    const repaying = await disbursedLoan(app, { ...bullet, founder: { sex: 'female', disabled: true } });
    unpaid = await disbursedLoan(app, {
      ...bullet,
      termMonths: 1,
      amount: '100000.00',
      founder: { sex: 'male' },
    });
    await disbursedLoan(app, {
      ...bullet,
      amount: '200000.00',
      foreign: true,
      founder: { sex: 'male', disabled: false },
    });
    const { system, organisationIds: ids } = app;
    const place = { system, districtId: ids.district, bankId: ids['bank'] ?? 0 };
    const taken = await insertLoan(place, { principal: '150000.00', disbursedOn: '2024-12-01' });
    await inTransaction(system.database, (transaction) =>
      updateRows(Loan, { borrowerCategory: 'ex-service' }, { id: taken.id }, transaction),
    );
    await closeBefore('2025-05-10');
    await repaid(app, repaying.id, { principal: '100000.00' });
    await closeBefore('2025-07-10');
    await payQuarter();
    await closeBefore('2025-08-01');
    await shareRisk(app, unpaid.id);
    await paidClaim(app, await claimAt(app, unpaid.id, 'consent'));
  });

  const closeBefore = async (day: string) => {
    app.clock.setDay(parseBusinessDate(day));
    await runDailyCloses(await app.contextOf(CENTRE));
  };

  async function payQuarter(): Promise<void> {
    const office = {
      system: app.system,
      clock: app.clock,
      bankOfficer: await app.contextOf('bank.maker'),
      bankSupervisor: await app.contextOf('bank.checker'),
      centreOfficer: await app.contextOf(CENTRE),
      centreSupervisor: await app.contextOf('centre.checker'),
      finance: await app.contextOf('finance.approver'),
      auditor: await app.contextOf('auditor'),
    } as SubsidyOffice;
    await allotBudget(office, '100000.00');
    await bringClaimTo(office, 'paid', '2025Q2');
  }

  const report = async (path: string, username: Username = CENTRE) => {
    const response = await (await app.logIn(username)).get(`/api/v1/reports/${path}`);
    expect(response.status, response.text).to.equal(200);
    return response.body;
  };

  it('count what was lent, is owed, was paid and went wrong, period by period', async () => {
    const { rows } = await report('lending?from=2025-01-01&to=2025-09-30&period=quarter&asOf=2025-08-01');
    expect(rows.map(({ period }: { period: { name: string } }) => period.name)).to.deep.equal([
      '2025Q1',
      '2025Q2',
      '2025Q3',
    ]);
    expect(figuresOf(rows[0].figures)).to.deep.equal({
      issued: [3, '600000.00'],
      balance: [4, '750000.00'],
      jobs: [3, 9],
      jobsUnknown: [0, 0],
      subsidy: [0, '0.00'],
      quarterSubsidy: [0, '0.00'],
      overdue: [0, '0.00'],
      compensation: [0, '0.00'],
    });
    expect(figuresOf(rows[1].figures)).to.deep.include({
      issued: [0, '0.00'],
      balance: [4, '650000.00'],
      overdue: [1, '100000.00'],
      subsidy: [0, '0.00'],
    });
    const [, paid] = figuresOf(rows[1].figures)['quarterSubsidy'] ?? [];
    expect(figuresOf(rows[2].figures)).to.deep.include({
      balance: [3, '550000.00'],
      overdue: [0, '0.00'],
      subsidy: [3, paid],
      compensation: [1, '80000.00'],
    });
  });

  it('are as of a day: what happened later does not count', async () => {
    const early = await report('lending?from=2025-04-01&to=2025-08-31&period=year&asOf=2025-05-09');
    expect(early).to.include({ asOf: '2025-05-09', closedThrough: '2025-07-31' });
    expect(early.rows[0].period).to.include({ from: '2025-04-01', to: '2025-05-09' });
    expect(figuresOf(early.rows[0].figures)).to.deep.include({
      balance: [4, '750000.00'],
      quarterSubsidy: [0, '0.00'],
      compensation: [0, '0.00'],
    });
  });

  it('are taken apart by bank and by district, and the parts come to the whole', async () => {
    for (const by of ['bank', 'district']) {
      const { rows } = await report(`lending?from=2025-01-01&to=2025-03-31&period=quarter&by=${by}`);
      const parts = rows.map(({ figures }: { figures: Figures }) => figuresOf(figures)['issued']);
      expect(parts, by).to.have.deep.members([
        [2, '400000.00'],
        [1, '200000.00'],
      ]);
    }
  });

  it('count borrowers by the ten classes, women and disabled people, and say what is not known', async () => {
    const { rows, total } = await report('borrower-categories?period=2025Q1');
    expect(rows.filter(({ ofTheTen }: { ofTheTen: boolean }) => ofTheTen)).to.have.length(10);
    const row = (category: string) =>
      rows.find(({ borrowerCategory }: { borrowerCategory: string }) => borrowerCategory === category);
    expect(row('college-graduate').label).to.equal('College graduates');
    expect(figuresOf(row('college-graduate').figures.issued)).to.deep.equal({
      all: [3, '600000.00'],
      women: [1, '300000.00'],
      sexUnknown: [0, '0.00'],
      disabled: [1, '300000.00'],
      disabilityUnknown: [1, '100000.00'],
    });
    expect(figuresOf(row('ex-service').figures.balance)).to.deep.include({
      all: [1, '150000.00'],
      women: [0, '0.00'],
      sexUnknown: [1, '150000.00'],
      disabilityUnknown: [1, '150000.00'],
    });
    expect(figuresOf(total.balance)['all']).to.deep.equal([4, '750000.00']);
  });

  it('tell each month what was spent, by district, and how far the budget is', async () => {
    const july = await report('subsidy-spending?month=2025-07');
    expect(july.rows).to.have.length(1);
    expect(july.rows[0].inMonth.loans).to.equal(3);
    expect(july.total.inYear.amount).to.equal(july.rows[0].inYear.amount);
    expect(july.budgets).to.have.length(1);
    expect(july.budgets[0]).to.include({
      level: 'city',
      allotted: '100000.00',
      paid: july.total.inYear.amount,
    });
    const june = await report('subsidy-spending?month=2025-06');
    expect(june.budgets[0]).to.include({ allotted: '0.00', paid: '0.00', progressPercent: '0.00' });
  });

  it('stand in figures each of which is the sum of its loans, page by page', async () => {
    const paths = [
      'lending?from=2025-01-01&to=2025-08-01&period=quarter&by=district',
      'borrower-categories?period=2025Q1',
      'subsidy-spending?month=2025-07',
      'headline?half=2025H1',
      'headline?half=2025H2',
    ];
    let checked = 0;
    for (const path of paths) {
      for (const figure of figuresIn(await report(path))) {
        if (figure.loans === 0) continue;
        checked += 1;
        expect(await addUp(figure.loansPath), figure.loansPath).to.deep.equal([
          figure.loans,
          figure.amount ?? String(figure.count),
        ]);
      }
    }
    expect(checked).to.be.above(40);
  });

  /** Reads all pages behind a figure, one loan at a time, and adds them up. */
  async function addUp(path: string): Promise<readonly [number, string]> {
    const caller = await app.logIn(CENTRE);
    const amounts: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await caller.get(`${path}&limit=1${cursor}`);
      for (const { adds } of body.items) amounts.push(adds);
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    if (!amounts.some((amount) => amount.includes('.'))) {
      return [amounts.length, String(amounts.reduce((sum, amount) => sum + Number(amount), 0))];
    }
    const fen = amounts.reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
    return [amounts.length, String(fen).replace(/(..)$/, '.$1')];
  }

  it('show each side its own loans, and budgets to the city alone', async () => {
    const query = 'lending?from=2025-01-01&to=2025-03-31&period=quarter';
    const issued = async (username: Username) =>
      figuresOf((await report(query, username)).rows[0].figures)['issued'];
    expect(await issued('bank.maker')).to.deep.equal([2, '400000.00']);
    expect(await issued('other.district.reviewer')).to.deep.equal([1, '200000.00']);
    expect((await report('subsidy-spending?month=2025-07', 'bank.maker')).budgets).to.deep.equal([]);
    const foreign = await report(
      `loans?figure=issued&from=2025-01-01&to=2025-03-31&bankOrganisationId=${app.organisationIds['other-bank']}`,
      'bank.maker',
    );
    expect(foreign).to.deep.include({ items: [], total: { loans: 0, adds: '0.00' } });
  });

  it('are taken along as CSV, in Chinese, and as a workbook', async () => {
    const caller = await app.logIn(CENTRE);
    const csv = await caller
      .get('/api/v1/reports/borrower-categories/file?period=2025Q1')
      .set('Accept-Language', 'zh');
    expect(csv.headers['content-disposition']).to.include('borrower-categories-2025Q1.csv');
    expect(csv.text).to.include('创业担保贷款分人群统计(2025年第一季度)').and.include('城镇登记失业人员');
    expect(csv.text).to.match(
      /高校毕业生\(含大学生村官和留学回国学生\),3,600000\.00,1,300000\.00,0,0\.00,1,300000\.00/,
    );
    const workbook = await caller.get('/api/v1/reports/headline/file?half=2025H1&format=xlsx').buffer();
    expect(workbook.headers['content-type']).to.include('spreadsheetml');
  });

  const women = async () =>
    figuresOf((await report('borrower-categories?period=2025Q1')).total.balance)['women'];

  it('learn of loans from before who stands behind them, from what is already known', async () => {
    const { database, cipher } = app.system;
    const identityCipher = cipher.encrypt(identityNumberOf(8), 'borrowers.identity');
    await inTransaction(database, async (transaction) => {
      await updateRows(Borrower, { identityCipher }, { identityCipher: '-' }, transaction);
      await deleteRows(LoanStatistics, {}, transaction);
    });
    expect(await women()).to.deep.equal([0, '0.00']);
    await inTransaction(database, (transaction) =>
      enqueueJob({ transaction, now: app.clock.now() }, { name: LOAN_STATISTICS_JOB.name, runKey: 'once' }),
    );
    await runDueJobs(app.system, [LOAN_STATISTICS_JOB]);
    expect(await women()).to.deep.equal([2, '450000.00']);
  });

  it('refuse more periods than a page holds, and days in the wrong order', async () => {
    const caller = await app.logIn(CENTRE);
    for (const query of ['from=2022-01-01&to=2025-03-31&period=month', 'from=2025-02-01&to=2025-01-01']) {
      const { status, body } = await caller.get(`/api/v1/reports/lending?${query}`);
      expect([status, body.errors[0].field], query).to.deep.equal([400, 'to']);
    }
  });
});
