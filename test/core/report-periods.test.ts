import { expect } from 'chai';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parsePeriod, periodLabel, periodsBetween } from '../../server/core/report-periods.js';
import { subsidyQuartersEnding } from '../../server/core/subsidy-quarter.js';

const day = parseBusinessDate;

const named = (from: string, to: string, length: 'month' | 'quarter' | 'half-year' | 'year') =>
  periodsBetween(day(from), day(to), length).map((period) => `${period.name} ${period.from} ${period.to}`);

describe('The periods of a report', () => {
  it('are those of the calendar, cut where the days begin and end', () => {
    expect(named('2024-12-15', '2025-02-10', 'month')).to.deep.equal([
      '2024-12 2024-12-15 2024-12-31',
      '2025-01 2025-01-01 2025-01-31',
      '2025-02 2025-02-01 2025-02-10',
    ]);
    expect(named('2025-01-01', '2025-06-30', 'quarter')).to.have.length(2);
    expect(named('2025-01-01', '2025-12-31', 'half-year')).to.deep.equal([
      '2025H1 2025-01-01 2025-06-30',
      '2025H2 2025-07-01 2025-12-31',
    ]);
    expect(named('2025-03-01', '2025-03-01', 'year')).to.deep.equal(['2025 2025-03-01 2025-03-01']);
  });

  it('are read by name and written as people write them', () => {
    expect(parsePeriod('2024-02')).to.deep.equal({ name: '2024-02', from: '2024-02-01', to: '2024-02-29' });
    const labels = ['2025-06', '2025Q2', '2025H1', '2025H2', '2025'].map((name) =>
      periodLabel(parsePeriod(name), 'zh'),
    );
    expect(labels).to.deep.equal(['2025年6月', '2025年第二季度', '2025年上半年', '2025年下半年', '2025年']);
    expect(periodLabel(parsePeriod('2025Q2'), 'en')).to.equal('2025Q2');
    expect(() => parsePeriod('2025Q5')).to.throw('malformed');
  });

  it('hold the interest quarters that end in them', () => {
    expect(subsidyQuartersEnding(day('2025-01-01'), day('2025-06-30'))).to.deep.equal(['2025Q1', '2025Q2']);
    expect(subsidyQuartersEnding(day('2025-03-20'), day('2025-03-20'))).to.deep.equal(['2025Q1']);
    expect(subsidyQuartersEnding(day('2025-03-21'), day('2025-06-19'))).to.deep.equal([]);
  });
});
