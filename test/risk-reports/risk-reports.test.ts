import { expect } from 'chai';
import type { Loan } from '../../models/loan.js';
import type { Row } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { claimAt, paidClaim, shareRisk } from '../support/compensation.js';
import { disbursedLoan, repaid } from '../support/loans.js';
import type { Username } from '../support/people.js';

interface Sum {
  readonly loans: number;
  readonly outstanding: string;
}
interface Ageing {
  readonly total: Sum;
  readonly buckets: readonly (Sum & { readonly ageing: string })[];
  readonly classes: readonly (Sum & { readonly riskClass: string })[];
}
interface RollRates {
  readonly rows: readonly (Sum & {
    readonly from: string;
    readonly cells: readonly (Sum & { readonly to: string; readonly shareBasisPoints: number })[];
  })[];
}
interface Vintages {
  readonly vintages: readonly {
    readonly quarter: string;
    readonly disbursed: string;
    readonly points: readonly {
      readonly on: string;
      readonly defaulted: string;
      readonly shareBasisPoints: number;
    }[];
  }[];
}
interface Concentrations {
  readonly total: Sum;
  readonly groups: readonly (Sum & {
    readonly key: string | null;
    readonly name: string | null;
    readonly shareBasisPoints: number;
    readonly overdue: string;
    readonly nonPerforming: string;
  })[];
}
interface Loans {
  readonly items: readonly {
    readonly loanId: string;
    readonly outstanding: string;
    readonly daysPastDue: number;
  }[];
  readonly nextCursor: string | null;
}

const NOTHING = { loans: 0, outstanding: '0.00' };
const fenOf = (yuan: string): number => Number(yuan.replace('.', ''));

/**
 * Three loans of 2025-03-21: 300,000 of which 100,000 are repaid on 2025-05-10, 100,000 that nobody repays on 2025-04-21, and
 * 200,000 of another bank, guarantor and district. A fourth of 2025-07-01. Everything is closed through 2025-07-31.
 */
describe('Risk reports', () => {
  let app: TestApp;
  let repaying: Row<Loan>;
  let unpaid: Row<Loan>;
  before(async () => {
    app = await startTestApp();
    repaying = await disbursedLoan(app, { repaymentMethod: 'bullet', industry: '零售业' });
    unpaid = await disbursedLoan(app, {
      repaymentMethod: 'bullet',
      termMonths: 1,
      amount: '100000.00',
      industry: '餐饮',
    });
    await disbursedLoan(app, { repaymentMethod: 'bullet', amount: '200000.00', foreign: true });
    await closeBefore('2025-05-10');
    await repaid(app, repaying.id, { principal: '100000.00' });
    await closeBefore('2025-07-01');
    await disbursedLoan(app, { repaymentMethod: 'bullet', amount: '50000.00' });
    await closeBefore('2025-08-01');
  });

  const closeBefore = async (day: string) => {
    app.clock.setDay(parseBusinessDate(day));
    await runDailyCloses(await app.contextOf('centre.maker'));
  };
  const report = async <Body>(path: string, username: Username = 'centre.maker'): Promise<Body> => {
    const response = await (await app.logIn(username)).get(`/api/v1/risk-reports/${path}`);
    expect(response.status, response.text).to.equal(200);
    return response.body as Body;
  };
  const sumsOf = async (query: string, username?: Username): Promise<Sum> => {
    let [loans, outstanding, cursor] = [0, 0, ''];
    for (;;) {
      const page = await report<Loans>(`loans?limit=1&${query}${cursor}`, username);
      loans += page.items.length;
      outstanding += page.items.reduce((sum, item) => sum + fenOf(item.outstanding), 0);
      if (page.nextCursor === null) return { loans, outstanding: (outstanding / 100).toString() };
      cursor = `&cursor=${page.nextCursor}`;
    }
  };

  const pointsOf = async (query: string) =>
    (await report<Vintages>(`vintages${query}`)).vintages.map(({ quarter, disbursed, points }) => [
      quarter,
      disbursed,
      ...points.map(({ on, defaulted, shareBasisPoints }) => [on, defaulted, shareBasisPoints]),
    ]);
  const groupsOf = async (by: string) =>
    (await report<Concentrations>(`concentrations?by=${by}`)).groups.map(
      ({ name, loans, outstanding, shareBasisPoints, overdue, nonPerforming }) => [
        name,
        loans,
        outstanding,
        shareBasisPoints,
        overdue,
        nonPerforming,
      ],
    );

  it('show what was outstanding on a past day, and since when it was unpaid', async () => {
    const april = await report<Ageing>('ageing?asOf=2025-04-30');
    expect(april.total).to.deep.equal({ loans: 3, outstanding: '600000.00' });
    expect(april.buckets.filter(({ loans }) => loans > 0)).to.deep.equal([
      { ageing: 'current', name: 'Not overdue', loans: 2, outstanding: '500000.00' },
      { ageing: 'days-1-30', name: '1–30 days past due', loans: 1, outstanding: '100000.00' },
    ]);
    const july = await report<Ageing>('ageing');
    expect(july.total).to.deep.equal({ loans: 4, outstanding: '550000.00' });
    expect(july.buckets.find(({ ageing }) => ageing === 'days-91-180')).to.include({
      loans: 1,
      outstanding: '100000.00',
    });
    expect(july.classes.map(({ loans }) => loans)).to.deep.equal([3, 0, 1, 0, 0]);
    expect((await report<Ageing>('ageing?asOf=2025-04-21')).buckets[0]).to.include({ loans: 3 });
  });

  it('add up to the loans behind each figure', async () => {
    for (const day of ['2025-04-30', '2025-07-31']) {
      const { buckets, classes, total } = await report<Ageing>(`ageing?asOf=${day}`);
      const figures = [
        { ...total, query: '' },
        ...buckets.map((bucket) => ({ ...bucket, query: `ageing=${bucket.ageing}` })),
        ...classes.map((each) => ({ ...each, query: `riskClass=${each.riskClass}` })),
      ];
      for (const { loans, outstanding, query } of figures) {
        const sums = await sumsOf(`asOf=${day}&${query}`);
        expect(sums.loans, query).to.equal(loans);
        expect(Number(sums.outstanding), query).to.equal(Number(outstanding));
      }
    }
  });

  it('show nobody more than the loans that are theirs', async () => {
    expect((await report<Ageing>('ageing', 'bank.maker')).total.outstanding).to.equal('350000.00');
    expect((await report<Ageing>('ageing', 'other.guarantor.maker')).total.outstanding).to.equal('200000.00');
    expect((await report<Ageing>('ageing', 'other.district.reviewer')).total.loans).to.equal(1);
    const others = `bankOrganisationId=${app.organisationIds['other-bank']}`;
    expect(await sumsOf(others, 'bank.maker')).to.include({ loans: 0 });
  });

  it('refuse a day whose books are not closed, and days out of order', async () => {
    const centre = await app.logIn('centre.maker');
    const refusal = await centre.get('/api/v1/risk-reports/ageing?asOf=2025-08-01');
    expect(refusal.status).to.equal(400);
    expect(refusal.body).to.have.nested.property('errors[0].rule', 'books-closed');
    const order = await centre.get('/api/v1/risk-reports/roll-rates?from=2025-07-31&asOf=2025-07-31');
    expect(order.body).to.have.nested.property('errors[0].rule', 'date-order');
  });

  it('tell where loans went between two days', async () => {
    const { rows } = await report<RollRates>('roll-rates?from=2025-04-20&asOf=2025-07-31');
    const moved = rows.map(({ from, cells }) => [from, cells.filter(({ loans }) => loans > 0)] as const);
    expect(moved.filter(([, cells]) => cells.length > 0)).to.deep.equal([
      [
        'pass',
        [
          { to: 'pass', name: 'Pass', loans: 2, outstanding: '500000.00', shareBasisPoints: 8333 },
          {
            to: 'substandard',
            name: 'Substandard',
            loans: 1,
            outstanding: '100000.00',
            shareBasisPoints: 1667,
          },
        ],
      ],
      ['new', [{ to: 'pass', name: 'Pass', loans: 1, outstanding: '50000.00', shareBasisPoints: 10_000 }]],
    ]);
    const month = await report<RollRates>('roll-rates?by=ageing');
    const from = month.rows.find((row) => row.from === 'days-61-90');
    expect(from?.cells.find(({ to }) => to === 'days-91-180')).to.include({ shareBasisPoints: 10_000 });
  });

  it('follow each quarter of disbursement from quarter end to quarter end', async () => {
    expect(await pointsOf('')).to.deep.equal([
      [
        '2025Q1',
        '600000.00',
        ['2025-03-31', '0.00', 0],
        ['2025-06-30', '0.00', 0],
        ['2025-07-31', '100000.00', 1667],
      ],
      ['2025Q3', '50000.00', ['2025-07-31', '0.00', 0]],
    ]);
    const [[, , , june] = []] = await pointsOf('?daysPastDue=30&asOf=2025-06-30');
    expect(june).to.deep.equal(['2025-06-30', '100000.00', 1667]);
  });

  it('show where the money is, by bank, district, category and industry', async () => {
    expect(await groupsOf('bank')).to.deep.equal([
      ['第一银行', 3, '350000.00', 6364, '100000.00', '100000.00'],
      ['第二银行', 1, '200000.00', 3636, '0.00', '0.00'],
    ]);
    expect((await groupsOf('district')).map(([, loans]) => loans)).to.deep.equal([3, 1]);
    expect((await groupsOf('guarantor')).map(([name]) => name)).to.deep.equal(['担保基金', '担保公司']);
    expect(await groupsOf('category')).to.deep.equal([
      ['College graduates', 4, '550000.00', 10_000, '100000.00', '100000.00'],
    ]);
    expect((await groupsOf('industry')).map(([name, , outstanding]) => [name, outstanding])).to.deep.equal([
      [null, '250000.00'],
      ['Wholesale and retail', '200000.00'],
      ['Accommodation and catering', '100000.00'],
    ]);
    expect(await sumsOf('industry=unknown')).to.deep.equal({ loans: 2, outstanding: '250000' });
    expect(await sumsOf('disbursedIn=2025Q3')).to.deep.equal({ loans: 1, outstanding: '50000' });
  });

  it('keep a past day as it was when a loan is compensated later, and the vintage in default', async () => {
    await shareRisk(app, unpaid.id);
    await paidClaim(app, await claimAt(app, unpaid.id, 'consent'));
    await closeBefore('2025-08-02');
    expect((await report<Ageing>('ageing?asOf=2025-07-31')).total.outstanding).to.equal('550000.00');
    expect((await report<Ageing>('ageing')).total).to.deep.equal({ loans: 3, outstanding: '450000.00' });
    expect(await sumsOf('stage=compensated')).to.deep.equal({ loans: 1, outstanding: '100000' });
    const [vintage] = (await report<Vintages>('vintages')).vintages;
    expect(vintage?.points.at(-1)).to.include({ on: '2025-08-01', defaulted: '100000.00' });
    const { rows } = await report<RollRates>('roll-rates?from=2025-07-31');
    const substandard = rows.find(({ from }) => from === 'substandard');
    expect(substandard?.cells.find(({ to }) => to === 'compensated')).to.include({ loans: 1 });
  });

  it('read a past day by what is known now: a payment reported late undoes the arrears', async () => {
    const late = await disbursedLoan(app, { repaymentMethod: 'bullet', termMonths: 1, amount: '10000.00' });
    await closeBefore('2025-10-01');
    expect((await report<Ageing>('ageing?asOf=2025-09-15')).buckets[1]).to.include({ loans: 1 });
    await repaid(app, late.id, { principal: '10000.00', interest: '1000.00', on: '2025-09-02' });
    await closeBefore('2025-10-02');
    expect((await report<Ageing>('ageing?asOf=2025-09-15')).buckets[1]).to.include(NOTHING);
    expect((await report<Ageing>('ageing?asOf=2025-09-01')).total.loans).to.equal(4);
  });
});
