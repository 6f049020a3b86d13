import { expect } from 'chai';
import { formatYuan } from '../../server/core/money.js';
import { formatRate, formatSubsidyRate } from '../../server/core/rate.js';
import { PLAIN_LOAN, quote, type QuoteStory } from './loan-story.js';

/** Each segment as "from until principal rate subsidised-rate interest subsidy reason". */
function lines(changes: Partial<QuoteStory>): string[] {
  return quote(changes).segments.map((line) =>
    [
      `${line.from}/${line.until} ${line.days}d`,
      `${formatYuan(line.principal)} ${formatRate(line.annualRate)} ${formatSubsidyRate(line.subsidyRate)}`,
      `${formatYuan(line.interest)} ${formatYuan(line.subsidy)} ${line.notSubsidisedBecause ?? '-'}`,
    ].join(' | '),
  );
}

describe('a subsidy quote', () => {
  it('shows the example of the public contract, segment by segment', () => {
    const story: QuoteStory = {
      ...PLAIN_LOAN,
      principalChanges: [{ on: '2024-05-10', principal: '250000.00' }],
      rateChanges: [{ on: '2025-03-15', annualRatePercent: '3.10' }],
      excludedPeriods: [{ from: '2024-06-01', until: '2024-06-11', reason: 'overdue' }],
    };
    expect(lines(story)).to.deep.equal([
      '2024-03-21/2024-05-10 50d | 300000.00 3.45 1.725 | 1437.50 718.75 -',
      '2024-05-10/2024-06-01 22d | 250000.00 3.45 1.725 | 527.08 263.54 -',
      '2024-06-01/2024-06-11 10d | 250000.00 3.45 0.00 | 239.59 0.00 overdue',
      '2024-06-11/2024-06-21 10d | 250000.00 3.45 1.725 | 239.58 119.79 -',
    ]);
    const { interest, subsidy, borrowerShare, subsidisedDays, loanPrimeRate, policy } = quote(story);
    expect([interest, subsidy, borrowerShare].map(formatYuan)).to.deep.equal([
      '2443.75',
      '1102.08',
      '1341.67',
    ]);
    expect(subsidisedDays).to.equal(82);
    expect(formatRate(loanPrimeRate.value)).to.equal('3.45');
    expect(policy).to.include({ id: 'share-of-rate', document: '财金〔2023〕75号', verified: true });
  });

  it('counts the first day and not the last', () => {
    expect(lines({ periodFrom: '2024-05-01', periodUntil: '2024-05-02' })).to.deep.equal([
      '2024-05-01/2024-05-02 1d | 100000.00 3.60 1.80 | 10.00 5.00 -',
    ]);
  });

  it('of a period before disbursement is zero', () => {
    const before = { periodFrom: '2024-01-01', periodUntil: '2024-03-15' };
    expect(lines(before)).to.deep.equal([
      '2024-01-01/2024-03-15 74d | 0.00 3.60 0.00 | 0.00 0.00 before-disbursement',
    ]);
    expect(quote(before)).to.include({ interest: 0, subsidy: 0, borrowerShare: 0, subsidisedDays: 0 });
  });

  it('begins with the day of disbursement', () => {
    expect(lines({ periodFrom: '2024-03-14', periodUntil: '2024-03-16' })).to.deep.equal([
      '2024-03-14/2024-03-15 1d | 0.00 3.60 0.00 | 0.00 0.00 before-disbursement',
      '2024-03-15/2024-03-16 1d | 100000.00 3.60 1.80 | 10.00 5.00 -',
    ]);
  });

  it('charges interest after maturity, on what is still owed then, without a subsidy', () => {
    expect(
      lines({
        maturesOn: '2024-06-15',
        periodFrom: '2024-06-13',
        periodUntil: '2024-06-21',
        principalChanges: [{ on: '2024-06-18', principal: '50000.00' }],
      }),
    ).to.deep.equal([
      '2024-06-13/2024-06-15 2d | 100000.00 3.60 1.80 | 20.00 10.00 -',
      '2024-06-15/2024-06-18 3d | 100000.00 3.60 0.00 | 30.00 0.00 after-maturity',
      '2024-06-18/2024-06-21 3d | 50000.00 3.60 0.00 | 15.00 0.00 after-maturity',
    ]);
  });

  it('ends after 36 months for an individual and 24 for an enterprise', () => {
    const long = { maturesOn: '2029-03-15', periodFrom: '2026-03-13', periodUntil: '2027-03-17' };
    expect(lines(long).at(-1)).to.equal(
      '2027-03-15/2027-03-17 2d | 100000.00 3.60 0.00 | 20.00 0.00 beyond-term',
    );
    expect(quote({ ...long, borrowerKind: 'enterprise' }).subsidisedDays).to.equal(2);
  });

  it('counts the term of a leap day to the end of February', () => {
    const leap = { disbursedOn: '2024-02-29', maturesOn: '2028-02-29' };
    expect(lines({ ...leap, periodFrom: '2027-02-27', periodUntil: '2027-03-01' })).to.deep.equal([
      '2027-02-27/2027-02-28 1d | 100000.00 3.60 1.80 | 10.00 5.00 -',
      '2027-02-28/2027-03-01 1d | 100000.00 3.60 0.00 | 10.00 0.00 beyond-term',
    ]);
  });

  it('names the first reason that fits', () => {
    const reasons = quote({
      disbursedOn: '2024-03-15',
      maturesOn: '2027-05-15',
      periodFrom: '2024-03-10',
      periodUntil: '2027-05-20',
      excludedPeriods: [
        { from: '2024-03-01', until: '2024-04-10', reason: 'extension' },
        { from: '2024-03-01', until: '2024-04-05', reason: 'overdue' },
        { from: '2024-03-01', until: '2024-04-01', reason: 'misuse' },
        { from: '2027-03-10', until: '2027-06-01', reason: 'misuse' },
      ],
    }).segments.map((line) => `${line.from} ${line.notSubsidisedBecause ?? '-'}`);
    expect(reasons).to.deep.equal([
      '2024-03-10 before-disbursement',
      '2024-03-15 misuse',
      '2024-04-01 overdue',
      '2024-04-05 extension',
      '2024-04-10 -',
      '2027-03-10 misuse',
      '2027-03-15 beyond-term',
      '2027-05-15 after-maturity',
    ]);
  });
});

describe('changes and exclusions in a quote', () => {
  it('hold from their day on, in date order, wherever they lie', () => {
    const changed = lines({
      periodFrom: '2024-05-01',
      periodUntil: '2024-05-11',
      principalChanges: [
        { on: '2030-01-01', principal: '1.00' },
        { on: '2024-05-06', principal: '40000.00' },
        { on: '2024-04-01', principal: '80000.00' },
        { on: '2024-03-20', principal: '90000.00' },
      ],
      rateChanges: [
        { on: '2024-05-08', annualRatePercent: '1.80' },
        { on: '2024-03-16', annualRatePercent: '3.60' },
      ],
    });
    expect(changed).to.deep.equal([
      '2024-05-01/2024-05-06 5d | 80000.00 3.60 1.80 | 40.00 20.00 -',
      '2024-05-06/2024-05-08 2d | 40000.00 3.60 1.80 | 8.00 4.00 -',
      '2024-05-08/2024-05-11 3d | 40000.00 1.80 0.90 | 6.00 3.00 -',
    ]);
  });

  it('hold on the first day of the period and not before it', () => {
    const onFirst = { principalChanges: [{ on: '2024-03-21', principal: '0.00' }] };
    expect(quote(onFirst)).to.include({ interest: 0, subsidisedDays: 0 });
    const onLast = { principalChanges: [{ on: '2024-06-21', principal: '0.00' }] };
    expect(lines(onLast)).to.have.length(1);
  });

  it('dated before disbursement hold from disbursement on', () => {
    expect(
      lines({
        periodFrom: '2024-03-01',
        periodUntil: '2024-03-25',
        principalChanges: [{ on: '2024-03-10', principal: '50000.00' }],
        rateChanges: [{ on: '2024-03-15', annualRatePercent: '1.80' }],
      }),
    ).to.deep.equal([
      '2024-03-01/2024-03-15 14d | 0.00 3.60 0.00 | 0.00 0.00 before-disbursement',
      '2024-03-15/2024-03-25 10d | 50000.00 1.80 0.90 | 25.00 12.50 -',
    ]);
  });

  it('that change nothing make no segment of their own', () => {
    expect(
      lines({
        principalChanges: [{ on: '2024-04-10', principal: '100000.00' }],
        rateChanges: [{ on: '2024-04-20', annualRatePercent: '3.6' }],
        excludedPeriods: [
          { from: '2024-05-01', until: '2024-05-11', reason: 'overdue' },
          { from: '2024-05-11', until: '2024-05-21', reason: 'overdue' },
          { from: '2024-05-05', until: '2024-05-15', reason: 'overdue' },
          { from: '2024-05-05', until: '2024-05-08', reason: 'extension' },
        ],
      }),
    ).to.deep.equal([
      '2024-03-21/2024-05-01 41d | 100000.00 3.60 1.80 | 410.00 205.00 -',
      '2024-05-01/2024-05-21 20d | 100000.00 3.60 0.00 | 200.00 0.00 overdue',
      '2024-05-21/2024-06-21 31d | 100000.00 3.60 1.80 | 310.00 155.00 -',
    ]);
  });

  it('may bring the principal to zero and back; only days with a principal count as subsidised', () => {
    const changed = quote({
      principalChanges: [
        { on: '2024-04-01', principal: '0.00' },
        { on: '2024-06-11', principal: '100000.00' },
      ],
    });
    expect(changed.subsidisedDays).to.equal(11 + 10);
    expect(changed.segments.map((line) => line.notSubsidisedBecause)).to.deep.equal([null, null, null]);
    expect(quote({ principal: '0.00' })).to.include({ interest: 0, subsidy: 0, subsidisedDays: 0 });
  });

  it('cover a whole period', () => {
    const whole = quote({
      excludedPeriods: [{ from: '2024-01-01', until: '2024-12-31', reason: 'extension' }],
    });
    expect(whole).to.include({ interest: 92_000, subsidy: 0, borrowerShare: 92_000, subsidisedDays: 0 });
  });
});

describe('the regime of a quote', () => {
  const older = { disbursedOn: '2023-09-30', maturesOn: '2025-09-30' };

  it('goes by the day of disbursement', () => {
    expect(quote(older).segments[0]?.subsidyRate).to.equal(16_500_000_000);
    expect(quote({ ...older, disbursedOn: '2023-10-01' }).segments[0]?.subsidyRate).to.equal(18_000_000_000);
  });

  it('leaves a rate below LPR − 1.50 wholly to the borrower; its days earn nothing', () => {
    const cheap = quote({ ...older, annualRatePercent: '1.95' });
    expect(cheap).to.include({ subsidy: 0, subsidisedDays: 0 });
    expect(cheap.segments[0]).to.include({ subsidyRate: 0, notSubsidisedBecause: null });
  });

  it('follows a change of the contract rate, not of the LPR', () => {
    const changed = quote({ ...older, rateChanges: [{ on: '2024-05-01', annualRatePercent: '2.95' }] });
    expect(changed.segments.map((line) => formatSubsidyRate(line.subsidyRate))).to.deep.equal([
      '1.65',
      '1.00',
    ]);
  });

  it('takes the exact half of a rate with six places', () => {
    expect(
      formatSubsidyRate(quote({ annualRatePercent: '3.450001' }).segments[0]?.subsidyRate ?? expect.fail()),
    ).to.equal('1.7250005');
  });
});
