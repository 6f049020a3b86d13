import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  addDays,
  type BusinessDate,
  parseBusinessDate,
  weekday,
} from '../../../server/core/business-date.js';
import { PUBLISHED_CALENDAR_YEARS } from '../../../server/core/calendar/published-years.js';
import {
  addWorkingDays,
  isWorkingDay,
  workingCalendar,
  workingDaysBetween,
} from '../../../server/core/calendar/working-calendar.js';

const calendar = workingCalendar();
const day = parseBusinessDate;

describe('a working day', () => {
  const cases: [string, boolean, string][] = [
    ['2026-02-13', true, 'the Friday before Spring Festival'],
    ['2026-02-14', true, 'a Saturday worked instead'],
    ['2026-02-16', false, 'a Monday of Spring Festival'],
    ['2026-02-28', true, 'a Saturday worked afterwards'],
    ['2026-03-01', false, 'a plain Sunday'],
    ['2020-01-31', false, 'Spring Festival as extended in 2020'],
    ['2020-02-03', true, 'the first day after it'],
    ['2025-10-08', false, 'Mid-Autumn within National Day'],
  ];
  for (const [date, value, what] of cases) {
    it(`${date} is ${value ? 'one' : 'none'}: ${what}`, () => {
      expect(isWorkingDay(calendar, day(date))).to.deep.equal({ value, estimated: false });
    });
  }

  it('is estimated, and says so, in a year without a published calendar', () => {
    expect(isWorkingDay(calendar, day('2027-10-01'))).to.deep.equal({ value: true, estimated: true });
  });

  it('follows a year that officials add', () => {
    const withNextYear = workingCalendar([
      { year: 2027, document: '测试通知', holidays: [day('2027-10-01')], workdays: [day('2027-10-02')] },
    ]);
    expect(isWorkingDay(withNextYear, day('2027-10-01'))).to.deep.equal({ value: false, estimated: false });
    expect(isWorkingDay(withNextYear, day('2027-10-02'))).to.deep.equal({ value: true, estimated: false });
  });
});

describe('a count of working days', () => {
  it('leaves out the day it begins on, and skips the holidays', () => {
    expect(addWorkingDays(calendar, day('2026-02-13'), 2)).to.deep.equal({
      value: '2026-02-24',
      estimated: false,
    });
    expect(addWorkingDays(calendar, day('2026-02-13'), 0)).to.deep.equal({
      value: '2026-02-13',
      estimated: false,
    });
  });

  it('is marked as estimated as soon as it touches an unpublished year', () => {
    expect(addWorkingDays(calendar, day('2026-12-31'), 1)).to.deep.equal({
      value: '2027-01-01',
      estimated: true,
    });
    expect(workingDaysBetween(calendar, day('2026-12-30'), day('2027-01-04')).estimated).to.be.true;
  });

  it('between a day and a later one is what was added', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const until = addWorkingDays(calendar, date, count).value;
        expect(workingDaysBetween(calendar, date, until).value).to.equal(count);
        expect(workingDaysBetween(calendar, until, date).value).to.equal(-count);
      }),
      { numRuns: 200 },
    );
  });

  it('taken back leads from a working day to itself', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const start = addWorkingDays(calendar, date, 1).value;
        const there = addWorkingDays(calendar, start, count).value;
        expect(addWorkingDays(calendar, there, -count).value).to.equal(start);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the published calendar', () => {
  const workingDaysOfYear: [number, number][] = [
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ];
  for (const [year, count] of workingDaysOfYear) {
    it(`has ${count} working days in ${year}`, () => {
      const counted = workingDaysBetween(calendar, day(`${year - 1}-12-31`), day(`${year}-12-31`));
      expect(counted).to.deep.equal({ value: count, estimated: false });
    });
  }

  it('works on weekends only in exchange, and never both rests and works a day', () => {
    for (const { holidays, workdays } of PUBLISHED_CALENDAR_YEARS) {
      for (const worked of workdays) {
        expect(weekday(worked), worked).to.be.greaterThan(5);
        expect(holidays).not.to.include(worked);
      }
    }
  });
});

const dates: fc.Arbitrary<BusinessDate> = fc.nat(2500).map((offset) => addDays(day('2019-01-01'), offset));
