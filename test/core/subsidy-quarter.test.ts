import { expect } from 'chai';
import { addDays } from '../../server/core/business-date.js';
import { DomainError } from '../../server/core/errors.js';
import {
  assertQuarterEnded,
  nextSubsidyQuarter,
  subsidyQuarter,
  subsidyQuarterOf,
  subsidyQuartersEnding,
} from '../../server/core/subsidy-quarter.js';
import { day } from './literal-policy.js';

describe('a subsidy quarter', () => {
  it('runs from the 21st to the 21st', () => {
    expect(subsidyQuarter('2025Q2')).to.deep.equal({
      name: '2025Q2',
      from: '2025-03-21',
      until: '2025-06-21',
    });
    expect(subsidyQuarter('2025Q1')).to.deep.equal({
      name: '2025Q1',
      from: '2024-12-21',
      until: '2025-03-21',
    });
    expect(subsidyQuarter('2025Q4')).to.deep.equal({
      name: '2025Q4',
      from: '2025-09-21',
      until: '2025-12-21',
    });
  });

  it('holds each of its days, and they follow each other without a gap', () => {
    let date = day('2023-12-21');
    for (
      let quarter = subsidyQuarter('2024Q1');
      quarter.name < '2029Q1';
      quarter = nextSubsidyQuarter(quarter)
    ) {
      for (; date < quarter.until; date = addDays(date, 1)) {
        expect(subsidyQuarterOf(date)).to.deep.equal(quarter);
      }
      expect(date).to.equal(quarter.until);
    }
  });

  it('has a name of four digits, Q and one to four', () => {
    for (const name of ['2025Q0', '2025Q5', '2025q1', '25Q1', '2025Q1 ', '2025-Q1', '', '1900Q1', '2201Q1']) {
      expect(() => subsidyQuarter(name), name).to.throw('malformed');
    }
  });

  it('has a name in the years 1901 to 2200, and a name that is none says what was expected', () => {
    for (const name of ['1901Q1', '1901Q4', '2200Q1', '2200Q4'])
      expect(subsidyQuarter(name).name).to.equal(name);
    for (const name of ['1900Q4', '2201Q1', 'x2025Q1'])
      expect(() => subsidyQuarter(name), name)
        .to.throw(DomainError)
        .with.deep.property('details', { expected: 'subsidy-quarter' });
  });

  it('belongs to a report by its last day, which is a 20th', () => {
    expect(subsidyQuartersEnding(day('2025-01-01'), day('2025-06-30'))).to.deep.equal(['2025Q1', '2025Q2']);
    expect(subsidyQuartersEnding(day('2025-01-01'), day('2025-06-20'))).to.deep.equal(['2025Q1', '2025Q2']);
    expect(subsidyQuartersEnding(day('2025-01-01'), day('2025-06-19'))).to.deep.equal(['2025Q1']);
    expect(subsidyQuartersEnding(day('2025-03-21'), day('2025-06-19'))).to.deep.equal([]);
  });

  it('is known for the last days of the calendar too', () => {
    expect(subsidyQuarterOf(day('2200-12-31')).name).to.equal('2201Q1');
    expect(subsidyQuarterOf(day('1900-01-01')).name).to.equal('1900Q1');
  });

  it('has to be over before anything is claimed for it, which the request is told where it named it', () => {
    const quarter = subsidyQuarter('2025Q1');
    expect(() => assertQuarterEnded(quarter, quarter.until)).not.to.throw();
    for (const field of ['quarter', 'period'])
      try {
        assertQuarterEnded(quarter, addDays(quarter.until, -1), field);
        expect.fail('it was taken');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error.fields[0]).to.include({ field, rule: 'quarter-ended' });
      }
    expect(() => assertQuarterEnded(quarter, quarter.from)).to.throw(DomainError);
  });
});
