import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatRate, formatSubsidyRate, parseRate, rate, subsidyRate } from '../../server/core/rate.js';

describe('a rate', () => {
  it('is read and written as a percentage', () => {
    const examples: readonly [read: string, millionths: number, written: string][] = [
      ['3.45', 3_450_000, '3.45'],
      ['3', 3_000_000, '3.00'],
      ['3.1', 3_100_000, '3.10'],
      ['3.125', 3_125_000, '3.125'],
      ['0.000001', 1, '0.000001'],
      ['0', 0, '0.00'],
      ['999.999999', 999_999_999, '999.999999'],
      ['003.450000', 3_450_000, '3.45'],
    ];
    for (const [read, millionths, written] of examples) {
      expect(parseRate(read)).to.equal(millionths);
      expect(formatRate(rate(millionths))).to.equal(written);
    }
  });

  it('is refused in any other writing', () => {
    for (const text of [
      '',
      '-1',
      '1e1',
      '1234',
      '1.1234567',
      '３.４５',
      '3,45',
      '3.45%',
      '.5',
      '3.',
      ' 3',
      '3\n',
    ]) {
      expect(() => parseRate(text), JSON.stringify(text)).to.throw('malformed');
    }
    expect(() => Reflect.apply(parseRate, undefined, [['3.45']])).to.throw('malformed');
    expect(() => rate(-1)).to.throw(RangeError);
    expect(() => rate(0.5)).to.throw(RangeError);
    expect(() => subsidyRate(0.5)).to.throw(RangeError);
  });

  it('shows the exact half', () => {
    expect(formatSubsidyRate(subsidyRate(3_450_000 * 5000))).to.equal('1.725');
    expect(formatSubsidyRate(subsidyRate(3_000_000 * 5000))).to.equal('1.50');
    expect(formatSubsidyRate(subsidyRate(1 * 5000))).to.equal('0.0000005');
    expect(formatSubsidyRate(subsidyRate(0))).to.equal('0.00');
  });

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (millionths) => {
        expect(parseRate(formatRate(rate(millionths)))).to.equal(millionths);
      }),
    );
  });
});
