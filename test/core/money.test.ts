import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  addFen,
  allocate,
  divideHalfUp,
  fen,
  formatYuan,
  parseYuan,
  subtractFen,
  sumFen,
} from '../../server/core/money.js';

const amount = fc.maxSafeInteger().map((value) => fen(value));

describe('money', () => {
  it('is read with up to two decimals', () => {
    expect(parseYuan('300000.00')).to.equal(30_000_000);
    expect(parseYuan('0.1')).to.equal(10);
    expect(parseYuan('7')).to.equal(700);
    expect(parseYuan('999999999999.99')).to.equal(99_999_999_999_999);
  });

  const refused = [
    '',
    ' 1',
    '1 ',
    '1\n',
    '-1',
    '+1',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1,000',
    '.5',
    '1.',
    '1.234',
    '０.１',
    '１',
    '12abc',
    '1.0.0',
    '1000000000000',
    `1${'0'.repeat(30)}`,
  ];
  for (const text of refused) {
    it(`is not read from ${JSON.stringify(text)}`, () => {
      expect(() => parseYuan(text)).to.throw('malformed');
    });
  }

  it('is read from text only', () => {
    for (const value of [1, null, ['1'], { a: 1 }]) {
      expect(() => Reflect.apply(parseYuan, undefined, [value])).to.throw('malformed');
    }
  });

  it('is written with two decimals, negative too', () => {
    expect(formatYuan(fen(0))).to.equal('0.00');
    expect(formatYuan(fen(5))).to.equal('0.05');
    expect(formatYuan(fen(-1230))).to.equal('-12.30');
    expect(formatYuan(fen(-7))).to.equal('-0.07');
    expect(formatYuan(fen(-0))).to.equal('0.00');
  });

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (value) => {
        expect(parseYuan(formatYuan(fen(value)))).to.equal(value);
      }),
    );
  });

  it('is a whole number that can be held', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => fen(value), String(value)).to.throw(RangeError);
    }
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).to.throw(RangeError);
    expect(() => subtractFen(fen(-Number.MAX_SAFE_INTEGER), fen(1))).to.throw(RangeError);
    expect(Object.is(fen(-0), 0)).to.equal(true);
    expect(sumFen([fen(1), fen(2), fen(-4)])).to.equal(-1);
    expect(sumFen([])).to.equal(0);
  });

  it('is divided half up, away from zero', () => {
    const examples: readonly [numerator: bigint, denominator: bigint, quotient: bigint][] = [
      [1n, 2n, 1n],
      [-1n, 2n, -1n],
      [1n, 3n, 0n],
      [2n, 3n, 1n],
      [-5n, 3n, -2n],
      [0n, 7n, 0n],
      [10n ** 30n + 1n, 2n, 5n * 10n ** 29n + 1n],
    ];
    for (const [numerator, denominator, quotient] of examples) {
      expect(divideHalfUp(numerator, denominator)).to.equal(quotient);
    }
    expect(() => divideHalfUp(1n, 0n)).to.throw(RangeError);
  });
});

describe('sharing an amount', () => {
  it('gives what is left over to the largest remainders, the earlier first', () => {
    expect(allocate(fen(100), [1, 1, 1])).to.deep.equal([34, 33, 33]);
    expect(allocate(fen(101), [1, 1, 1])).to.deep.equal([34, 34, 33]);
    expect(allocate(fen(10), [1, 2, 4])).to.deep.equal([1, 3, 6]);
    expect(allocate(fen(-100), [1, 1, 1])).to.deep.equal([-34, -33, -33]);
    expect(allocate(fen(1), [0, 1])).to.deep.equal([0, 1]);
    expect(allocate(fen(0), [3, 7])).to.deep.equal([0, 0]);
  });

  it('needs weights', () => {
    for (const weights of [[], [0], [-1, 2], [0.5], [Number.NaN]]) {
      expect(() => allocate(fen(1), weights)).to.throw(RangeError);
    }
  });

  it('adds up, and no part is a fen or more off its exact share [T22]', () => {
    const someWeights = fc
      .array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 12 })
      .filter((weights) => weights.some((weight) => weight > 0));
    fc.assert(
      fc.property(amount, someWeights, (whole, weights) => {
        const parts = allocate(whole, weights);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).to.equal(BigInt(whole));
        for (const [index, part] of parts.entries()) {
          const off = BigInt(part) * BigInt(total) - BigInt(whole) * BigInt(weights[index] ?? 0);
          expect(off > -BigInt(total) && off < BigInt(total)).to.equal(true);
        }
      }),
    );
  });
});
