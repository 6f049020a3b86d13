import { expect } from 'chai';
import * as fc from 'fast-check';
import { daysBetween } from '../../server/core/business-date.js';
import { InterestSum, interestOver } from '../../server/core/interest.js';
import { fen, formatYuan, parseYuan, type Fen } from '../../server/core/money.js';
import { parseRate, rate } from '../../server/core/rate.js';
import { day } from './literal-policy.js';

type Stretch = readonly [principal: string, days: number];

function interest(ratePercent: string, basis: number, ...stretches: readonly Stretch[]): string {
  const periods = stretches.map(([principal, days]) => ({
    principal: parseYuan(principal),
    annualRate: parseRate(ratePercent),
    days,
  }));
  return formatYuan(interestOver(periods, basis));
}

function daysFrom(from: string, until: string): number {
  return daysBetween(day(from), day(until));
}

describe('interest by day, against published figures of other lending systems', () => {
  const equal: readonly [what: string, computed: string, published: string][] = [
    ['November 2022', interest('12', 365, ['5000', daysFrom('2022-11-01', '2022-12-01')]), '49.32'],
    ['December 2022', interest('12', 365, ['4186.32', daysFrom('2022-12-01', '2023-01-01')]), '42.67'],
    [
      'December 2022 on less',
      interest('12', 365, ['4049.32', daysFrom('2022-12-01', '2023-01-01')]),
      '41.27',
    ],
    ['January 2023', interest('12', 365, ['2090.59', daysFrom('2023-01-01', '2023-02-01')]), '21.31'],
    ['863 paid on the 27th', interest('12', 365, ['5000', 26], ['4137', 4]), '48.18'],
    ['200 paid on the 27th', interest('12', 365, ['5000', 26], ['4800', 4]), '49.05'],
    ['1,500 paid on the 27th', interest('12', 365, ['5000', 26], ['3500', 4]), '47.34'],
    ['a month of 31 days', interest('12', 365, ['1000', daysFrom('2023-01-01', '2023-02-01')]), '10.19'],
    ['one day of 1,000', interest('12', 365, ['1000', 1]), '0.33'],
    ['five days of 1,000', interest('12', 365, ['1000', 5]), '1.64'],
    ['five days of a leap year', interest('12', 366, ['750.61', 5]), '1.23'],
    ['five days of 500.81', interest('12', 366, ['500.81', 5]), '0.82'],
    ['five days of 250.60', interest('12', 366, ['250.60', 5]), '0.41'],
    ['one day of 5,000', interest('12', 365, ['5000', 1]), '1.64'],
    ['a broken period of 2 days', interest('14.5', 365, ['100000', 2]), '79.45'],
    ['30 days at 14.5 %', interest('14.5', 365, ['100000', 30]), '1191.78'],
    ['a million', interest('13.5', 365, ['1000000', daysFrom('2019-09-01', '2019-10-01')]), '11095.89'],
    ['across a month end', interest('12', 365, ['500000', daysFrom('2024-03-27', '2024-04-06')]), '1643.84'],
    ['four months', interest('12', 365, ['100000', daysFrom('2021-10-15', '2022-02-15')]), '4043.84'],
    ['two drawings in a 30/360 month', interest('9.4822', 12 * 31, ['100', 3], ['175', 24]), '1.15'],
    ['a savings day, ten times over', interest('10', 365, ['10000', 1]), '2.74'],
  ];
  for (const [what, computed, published] of equal) {
    it(`${what}: ${published}`, () => {
      expect(computed).to.equal(published);
    });
  }

  // On ten milliard yuan the fen are the factor's last digits.
  const factors: readonly [days: number, basis: number, factor: string][] = [
    [31, 365, '0.008053375342'],
    [29, 365, '0.007533802740'],
    [30, 365, '0.007793589041'],
    [31, 366, '0.008031371585'],
    [29, 366, '0.007513218579'],
    [30, 366, '0.007772295082'],
  ];
  for (const [count, basis, factor] of factors) {
    it(`the factor of ${count} days at 9.4822 % in a year of ${basis}`, () => {
      const inFen = interest('9.4822', basis, ['10000000000', count]).replace('.', '');
      expect(`0.${inFen.padStart(12, '0')}`).to.equal(factor);
    });
  }

  it('carries what rounding left over from day to day', () => {
    const sum = new InterestSum();
    const lines: string[] = [];
    let before = 0;
    for (let count = 0; count < 5; count++) {
      sum.add(parseYuan('1000'), parseRate('12'), 1);
      const soFar = sum.rounded(366);
      lines.push(((soFar - before) / 100).toString());
      before = soFar;
    }
    expect(lines).to.deep.equal(['0.33', '0.33', '0.32', '0.33', '0.33']);
    expect(formatYuan(sum.rounded(366))).to.equal('1.64');
  });

  it('rounds the whole once, not each stretch', () => {
    expect(interest('12', 365, ['5000', 4], ['4187.32', 27])).to.equal('43.74');
    expect(interest('12', 365, ['5000', 4], ['3549.32', 27])).to.equal('38.08');
  });
});

describe('the exact sum of interest', () => {
  it('rounds half a fen up, and less than half down', () => {
    // 100.00 yuan at 1.80 % for one day of 360 is half a fen.
    expect(interest('1.80', 360, ['100.00', 1])).to.equal('0.01');
    expect(interest('1.799999', 360, ['100.00', 1])).to.equal('0.00');
    expect(interest('1.80', 360, ['99.99', 1])).to.equal('0.00');
  });

  it('continues exactly where doubles end', () => {
    const principal = parseYuan('999999999999.99');
    const sum = new InterestSum();
    sum.add(principal, parseRate('3.45'), 91);
    expect(sum.rounded(360)).to.equal(872083333333);
    sum.add(principal, parseRate('0.000001'), 1);
    const exact = 99999999999999n * (3450000n * 91n + 1n);
    expect(BigInt(sum.rounded(360))).to.equal((2n * exact + 36000000000n) / 72000000000n);
  });

  it('equals a sum of whole numbers, whatever is added', () => {
    const principal = fc
      .oneof(fc.nat({ max: 400_000_000 }), fc.nat({ max: 99_999_999_999_999 }))
      .map((value) => fen(value));
    const points = fc.nat({ max: 800 }).map((value) => value * 10_000);
    const annualRate = fc.oneof(points, points, fc.nat({ max: 8_000_000 })).map((value) => rate(value));
    const period = fc.record({ principal, annualRate, days: fc.nat({ max: 400 }) });
    const periods = fc.array(period, { maxLength: 6 });
    fc.assert(
      fc.property(periods, fc.constantFrom(360, 365), (some, basis) => {
        const exact = some.reduce(
          (sum, one) => sum + BigInt(one.principal) * BigInt(one.annualRate) * BigInt(one.days),
          0n,
        );
        const year = 100_000_000n * BigInt(basis);
        expect(BigInt(interestOver(some, basis))).to.equal((2n * exact + year) / (2n * year));
      }),
      { numRuns: 2000 },
    );
  });

  it('is empty again after clearing', () => {
    const sum = new InterestSum();
    sum.add(parseYuan('999999999999.99'), parseRate('9.999999'), 365);
    sum.clear();
    expect(sum.rounded(360)).to.equal(0);
    sum.add(parseYuan('100000'), parseRate('3.60'), 1);
    expect(formatYuan(sum.rounded(360))).to.equal('10.00');
  });

  it('refuses more than can be held', () => {
    const most: Fen = parseYuan('999999999999.99');
    const periods = [{ principal: most, annualRate: parseRate('999.999999'), days: 36_500 }];
    expect(() => interestOver(periods, 360)).to.throw('malformed');
  });
});
