import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  addDays,
  addMonths,
  businessDate,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  parseBusinessDate,
  weekday,
  yearMonthDay,
  type BusinessDate,
} from '../../server/core/business-date.js';
import { day } from './literal-policy.js';

const anyDay = fc
  .integer({ min: dayNumber(day('1900-01-01')), max: dayNumber(day('2200-12-31')) })
  .map((days) => dateOfDayNumber(days));

describe('a business date', () => {
  it('is a real day of the calendar', () => {
    for (const text of ['1900-01-01', '2200-12-31', '2024-02-29', '2000-02-29']) {
      expect(parseBusinessDate(text)).to.equal(text);
    }
  });

  const refused = [
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    '20240101',
    '2024/01/01',
    ' 2024-01-01',
    '2024-01-01\n',
    '2024-01-01T00:00:00Z',
    '',
    '1899-12-31',
    '2201-01-01',
    '０２４-０１-０１',
    '-024-01-01',
    '2024-0a-01',
  ];
  for (const text of refused) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => parseBusinessDate(text)).to.throw('malformed');
    });
  }

  it('is text, not a list that reads like it', () => {
    const list: unknown = JSON.parse('["2024-01-01"]');
    expect(() => Reflect.apply(parseBusinessDate, undefined, [list])).to.throw('malformed');
  });

  it('is numbered like a walk through every day from 1900 to 2200 [T25]', () => {
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let expected = Date.UTC(1900, 0, 1) / 86_400_000;
    let expectedWeekday = 1; // a Monday
    for (let year = 1900; year <= 2200; year++) {
      lengths[1] = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
      for (const [month, length] of lengths.entries()) {
        for (let dayOfMonth = 1; dayOfMonth <= length; dayOfMonth++) {
          const date = businessDate(year, month + 1, dayOfMonth);
          if (dayNumber(date) !== expected) expect.fail(`${date} is numbered ${dayNumber(date)}`);
          if (dateOfDayNumber(expected) !== date) expect.fail(`${expected} is not ${date}`);
          if (weekday(date) !== expectedWeekday) expect.fail(`${date} is weekday ${weekday(date)}`);
          expected += 1;
          expectedWeekday = (expectedWeekday % 7) + 1;
        }
      }
    }
    expect(expected).to.equal(Date.UTC(2201, 0, 1) / 86_400_000);
  });

  it('comes back after going', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -50_000, max: 50_000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).to.equal(date);
        expect(daysBetween(date, addDays(date, days))).to.equal(days);
      }),
    );
  });

  it('compares as text like it compares as a number', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).to.equal(dayNumber(a) < dayNumber(b));
      }),
    );
  });

  it('keeps its day of month through months, or takes the last [T25]', () => {
    const examples: readonly [from: string, months: number, to: string][] = [
      ['2024-01-31', 1, '2024-02-29'],
      ['2023-01-31', 1, '2023-02-28'],
      ['2024-02-29', 12, '2025-02-28'],
      ['2024-02-29', 48, '2028-02-29'],
      ['2024-03-31', -1, '2024-02-29'],
      ['2024-01-15', -13, '2022-12-15'],
      ['2023-12-30', 2, '2024-02-29'],
      ['2024-11-30', 1, '2024-12-30'],
    ];
    for (const [from, months, to] of examples) expect(addMonths(day(from), months)).to.equal(to);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const from = yearMonthDay(date);
        const to = yearMonthDay(addMonths(date, months));
        expect(to.year * 12 + to.month - from.year * 12 - from.month).to.equal(months);
        if (to.day !== from.day) {
          expect(to.day).to.be.lessThan(from.day);
          expect(yearMonthDay(addDays(addMonths(date, months), 1)).day).to.equal(1);
        }
      }),
    );
  });

  it('leaves the calendar with an error, never with a wrong day', () => {
    const last: BusinessDate = day('2200-12-31');
    expect(() => addMonths(last, 12 * 8000)).to.throw(RangeError);
    expect(() => businessDate(2023, 2, 29)).to.throw(RangeError);
  });
});
