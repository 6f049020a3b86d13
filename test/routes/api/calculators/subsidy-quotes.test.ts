import { expect } from 'chai';
import request from 'supertest';
import { appWithoutDatabase } from '../../../support/app-without-database.js';
import { fieldsNamed } from '../../../support/fields-named.js';

const LOAN = {
  borrowerKind: 'individual',
  principal: '300000.00',
  annualRatePercent: '3.45',
  disbursedOn: '2024-03-15',
  maturesOn: '2027-03-15',
  periodFrom: '2024-03-21',
  periodUntil: '2024-06-21',
};

describe('POST /api/v1/subsidy-quotes', () => {
  const app = appWithoutDatabase();
  const quote = (changes: object = {}) =>
    request(app)
      .post('/api/v1/subsidy-quotes')
      .send({ ...LOAN, ...changes });

  it('answers the example of the contract, segment by segment', async () => {
    const { status, body } = await quote({
      region: 'eastern',
      dayCountBasis: 360,
      principalChanges: [{ on: '2024-05-10', principal: '250000.00' }],
      rateChanges: [{ on: '2025-03-15', annualRatePercent: '3.10' }],
      excludedPeriods: [{ from: '2024-06-01', until: '2024-06-11', reason: 'overdue' }],
    });
    expect(status).to.equal(200);
    expect(body).to.have.all.keys([
      'interest',
      'subsidy',
      'borrowerShare',
      'subsidisedDays',
      'loanPrimeRatePercent',
      'policy',
      'segments',
    ]);
    expect(body).to.deep.include({
      interest: '2443.75',
      subsidy: '1102.08',
      subsidisedDays: 82,
      loanPrimeRatePercent: '3.45',
    });
    const { policy, segments } = body as { policy: object; segments: Record<string, unknown>[] };
    expect(policy).to.have.all.keys('id', 'document', 'article', 'verified');
    expect(
      segments.map((segment) => [segment['from'], segment['until'], segment['notSubsidisedBecause']]),
    ).to.deep.equal([
      ['2024-03-21', '2024-05-10', null],
      ['2024-05-10', '2024-06-01', null],
      ['2024-06-01', '2024-06-11', 'overdue'],
      ['2024-06-11', '2024-06-21', null],
    ]);
    expect(segments[1]).to.deep.equal({
      from: '2024-05-10',
      until: '2024-06-01',
      days: 22,
      principal: '250000.00',
      annualRatePercent: '3.45',
      subsidyRatePercent: '1.725',
      interest: '527.08',
      subsidy: '263.54',
      notSubsidisedBecause: null,
    });
  });

  it('takes region eastern, basis 360 and no changes where they are left out', async () => {
    const short = await quote();
    const long = await quote({
      region: 'eastern',
      dayCountBasis: 360,
      principalChanges: [],
      rateChanges: [],
      excludedPeriods: [],
    });
    expect(short.status).to.equal(200);
    expect(short.body).to.deep.equal(long.body);
  });

  it('gives zeros for a period before disbursement', async () => {
    const { status, body } = await quote({ periodFrom: '2023-01-01', periodUntil: '2023-02-01' });
    expect(status).to.equal(200);
    expect(body).to.include({ interest: '0.00', subsidy: '0.00', borrowerShare: '0.00', subsidisedDays: 0 });
  });

  it('takes changes out of order and beyond period and term, and a principal of nothing', async () => {
    const { status, body } = await quote({
      principalChanges: [
        { on: '2030-01-01', principal: '1.00' },
        { on: '2024-04-01', principal: '0.00' },
        { on: '2020-01-01', principal: '200000.00' },
      ],
      excludedPeriods: [{ from: '2000-01-01', until: '2001-01-01', reason: 'misuse' }],
    });
    expect(status).to.equal(200);
    expect(body).to.include({ interest: '210.83', subsidisedDays: 11 });
  });

  const CONTRADICTIONS: readonly [why: string, changes: object, field: string][] = [
    ['a period without a day', { periodUntil: '2024-03-21' }, 'periodUntil'],
    ['a period backwards', { periodUntil: '2024-03-20' }, 'periodUntil'],
    ['a maturity on the day of disbursement', { maturesOn: '2024-03-15' }, 'maturesOn'],
    ['a maturity before disbursement', { maturesOn: '2024-03-14' }, 'maturesOn'],
    [
      'two principals on one day',
      {
        principalChanges: [
          { on: '2024-05-10', principal: '1.00' },
          { on: '2024-05-10', principal: '1.00' },
        ],
      },
      'principalChanges.1.on',
    ],
    [
      'two rates on one day',
      {
        rateChanges: [
          { on: '2024-05-10', annualRatePercent: '3.00' },
          { on: '2024-05-10', annualRatePercent: '3.10' },
        ],
      },
      'rateChanges.1.on',
    ],
    [
      'an exclusion without a day',
      { excludedPeriods: [{ from: '2024-06-01', until: '2024-06-01', reason: 'overdue' }] },
      'excludedPeriods.0.until',
    ],
    [
      'an exclusion backwards',
      { excludedPeriods: [{ from: '2024-06-02', until: '2024-06-01', reason: 'overdue' }] },
      'excludedPeriods.0.until',
    ],
    ['a period of more than fifty years', { periodUntil: '2099-01-01' }, 'periodUntil'],
    [
      'more changes than any loan has',
      { principalChanges: Array.from({ length: 201 }, () => ({ on: '2024-05-10', principal: '1.00' })) },
      'principalChanges',
    ],
    ['a day count nobody uses', { dayCountBasis: 366 }, 'dayCountBasis'],
    ['a day count as text', { dayCountBasis: '360' }, 'dayCountBasis'],
    ['a region nobody knows', { region: 'north' }, 'region'],
    ['a field nobody knows', { rebate: '1.00' }, 'rebate'],
  ];
  for (const [why, changes, field] of CONTRADICTIONS) {
    it(`refuses ${why}`, async () => {
      const { status, body } = await quote(changes);
      expect(status).to.equal(400);
      expect(body).to.include({ code: 'malformed' });
      expect(fieldsNamed(body)).to.deep.equal([field]);
    });
  }

  it('names every field at once', async () => {
    const { body } = await quote({ principal: 'NaN', disbursedOn: '2023-02-29', annualRatePercent: '1e3' });
    expect(fieldsNamed(body)).to.include.members(['principal', 'disbursedOn', 'annualRatePercent']);
  });

  it('refuses a rate above the ceiling, and before that a day without a policy', async () => {
    const above = await quote({ annualRatePercent: '3.96' });
    expect([above.status, above.body])
      .to.deep.include(422)
      .and.to.have.nested.property('1.code', 'rate-above-ceiling');
    const both = await quote({ disbursedOn: '2020-12-31', annualRatePercent: '999.999999' });
    expect(both.status).to.equal(422);
    expect(both.body).to.include({ code: 'no-policy-in-force' });
    const malformed = await quote({ disbursedOn: '2020-12-31', periodUntil: '2020-01-01' });
    expect(malformed.status).to.equal(400);
  });

  it('stays exact and quick on the largest request that it takes', async () => {
    const days = Array.from({ length: 200 }, (_, index) => 2025 + Math.floor(index / 5)).map(
      (year, index) => `${year}-0${(index % 5) + 1}-01`,
    );
    const startedAt = performance.now();
    const { status, body } = await quote({
      principal: '999999999999.99',
      maturesOn: '2074-01-01',
      periodUntil: '2074-03-20',
      principalChanges: days.map((on) => ({ on, principal: '999999999999.99' })),
      rateChanges: days.map((on, index) => ({
        on,
        annualRatePercent: index % 2 === 0 ? '100' : '99.999999',
      })),
      excludedPeriods: days.map((from) => ({ from, until: '2074-03-20', reason: 'extension' })),
    });
    expect(status).to.equal(200);
    expect((body as { interest: string }).interest).to.match(/^\d{14}\.\d{2}$/);
    expect(performance.now() - startedAt).to.be.below(500);
  });
});
