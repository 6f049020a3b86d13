import { expect } from 'chai';
import { parseBusinessDate as day } from '../../server/core/business-date.js';
import {
  addQuarters,
  calendarQuarterOf,
  parseCalendarQuarter,
  quarterDays,
} from '../../server/core/calendar-quarter.js';

describe('A calendar quarter', () => {
  it('holds its first and last day, and those alone', () => {
    expect(
      ['2025-01-01', '2025-03-31', '2025-04-01', '2025-12-31'].map(day).map(calendarQuarterOf),
    ).to.deep.equal(['2025Q1', '2025Q1', '2025Q2', '2025Q4']);
    expect(quarterDays(parseCalendarQuarter('2024Q1'))).to.deep.equal({
      firstOn: '2024-01-01',
      lastOn: '2024-03-31',
    });
    expect(quarterDays(parseCalendarQuarter('2025Q4')).lastOn).to.equal('2025-12-31');
  });

  it('is followed and preceded by others', () => {
    const quarter = parseCalendarQuarter('2025Q4');
    expect([-4, -1, 0, 1].map((count) => addQuarters(quarter, count))).to.deep.equal([
      '2024Q4',
      '2025Q3',
      '2025Q4',
      '2026Q1',
    ]);
  });

  it('is written in one way', () => {
    for (const text of ['2025Q0', '2025Q5', '1999Q1', '2025q1', ' 2025Q1', '2025Q11', ''])
      expect(() => parseCalendarQuarter(text), text).to.throw(RangeError);
  });
});
