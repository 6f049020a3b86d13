import { expect } from 'chai';
import { renewalAdvice } from '../../server/core/bank-scorecard/renewal-advice.js';
import { scorecardSheet } from '../../server/core/bank-scorecard/scorecard-sheet.js';
import { parseBusinessDate as day } from '../../server/core/business-date.js';
import { renewalNoticeDue } from '../../server/core/renewal-notice.js';

const score = (scoreBasisPoints: number | null) => ({
  quarter: '2025Q1',
  scoreBasisPoints,
  rank: 1,
  rankedBanks: 2,
  contentHash: '',
});

const TODAY = day('2025-06-01');
const due = (endsOn: string, given: number | null) => renewalNoticeDue(day(endsOn), TODAY, given);

describe('The renewal of an agreement', () => {
  it('is reminded of 90, 60 and 30 days before its end, each once', () => {
    expect(due('2025-08-31', null)).to.equal(undefined);
    expect(due('2025-08-30', null)).to.equal(90);
    expect(due('2025-08-30', 90)).to.equal(undefined);
    expect(due('2025-07-31', 90)).to.equal(60);
    expect(due('2025-07-01', null)).to.equal(30);
    expect(due('2025-07-01', 30)).to.equal(undefined);
    expect(due('2025-06-02', 60)).to.equal(30);
    expect(due('2025-06-01', null)).to.equal(undefined);
  });

  it('is advised against below the least score, never without a score', () => {
    const version = { id: 'p1', value: { scoreBasisPoints: 6_000 } } as Parameters<typeof renewalAdvice>[1];
    expect(renewalAdvice([score(null)], version)).to.deep.include({
      meanBasisPoints: null,
      belowMinimum: false,
      minimumBasisPoints: 6_000,
      policyId: 'p1',
    });
    expect(renewalAdvice([score(6_000), score(6_001), score(null)], version)).to.deep.include({
      meanBasisPoints: 6_001,
      belowMinimum: false,
    });
    expect(renewalAdvice([score(5_999), score(5_999)], version).belowMinimum).to.equal(true);
    expect(renewalAdvice([score(6_000)], version).belowMinimum).to.equal(false);
  });
});

describe('A sheet of marks', () => {
  it('writes money in yuan, cases as numbers, and nothing where nothing was measured', () => {
    const rule = { weight: 10, policyId: 'p', verified: true };
    const [money, cases] = scorecardSheet(
      [
        {
          measure: 'overdue-rate',
          part: 150,
          whole: 10_000,
          rateBasisPoints: 150,
          marksBasisPoints: 9_000,
          ...rule,
        },
        {
          measure: 'difference-rate',
          part: 0,
          whole: 0,
          rateBasisPoints: null,
          marksBasisPoints: null,
          ...rule,
        },
      ],
      'en',
    );
    expect(money).to.deep.include({ unit: 'yuan', part: '1.50', whole: '100.00', ratePercent: '1.50' });
    expect(money).to.deep.include({ name: 'Overdue rate', marks: '90.00', ...rule });
    expect(cases).to.deep.include({ unit: 'cases', part: '0', whole: '0', ratePercent: null, marks: null });
  });
});
