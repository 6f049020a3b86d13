import { expect } from 'chai';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import {
  receiptParts,
  sharesBetween,
  stillOwed,
  type RecoveryBook,
} from '../../../server/core/compensation/recovery-split.js';
import { unmetCondition } from '../../../server/core/compensation/write-off-grounds.js';
import { DomainError } from '../../../server/core/errors.js';
import { fen, sumFen } from '../../../server/core/money.js';

const on = parseBusinessDate;

const book = (debt: number, costs = 0): RecoveryBook => ({
  debt: fen(debt),
  costs: fen(costs),
  costsRepaid: fen(0),
  shared: fen(0),
});

describe('a receipt', () => {
  it('pays costs first where that is agreed, else the debt first', () => {
    expect(receiptParts(book(10_000, 300), fen(1_000), true)).to.deep.equal({ costs: 300, shared: 700 });
    expect(receiptParts(book(10_000, 300), fen(1_000), false)).to.deep.equal({ costs: 0, shared: 1_000 });
    expect(receiptParts(book(10_000, 300), fen(10_100), false)).to.deep.equal({ costs: 100, shared: 10_000 });
  });

  it('is never more than is owed', () => {
    expect(receiptParts(book(10_000, 300), fen(10_300), true).shared).to.equal(10_000);
    expect(() => receiptParts(book(10_000, 300), fen(10_301), true))
      .to.throw(DomainError)
      .that.includes({ code: 'recovery-exceeds-debt' });
  });
});

interface Entry {
  readonly kind: 'receipt' | 'cost' | 'reversal';
  readonly amount: number;
}

/** Receipts, costs and reversals of earlier receipts, as they come. */
const lives = record({
  borne: array(integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
  costsFirst: boolean(),
  entries: array(
    record({
      kind: constantFrom<Entry['kind']>('receipt', 'receipt', 'cost', 'reversal'),
      amount: integer({ min: 1, max: 400_000 }),
    }),
    { maxLength: 40 },
  ),
});

describe('the recovery of a debt', () => {
  it('keeps every fen: parts sum to what came, nobody gets more than they carry, nothing above what is owed', () => {
    assert(
      property(lives, ({ borne, costsFirst, entries }) => {
        const bearers = borne.map((amount, index) => ({ bearer: `bearer-${index}`, amount: fen(amount) }));
        const debt = sumFen(bearers.map(({ amount }) => amount));
        const sums = { costs: 0, costsRepaid: 0, shared: 0 };
        const state = (): RecoveryBook => ({
          debt,
          costs: fen(sums.costs),
          costsRepaid: fen(sums.costsRepaid),
          shared: fen(sums.shared),
        });
        const got = bearers.map(() => 0);
        const receipts: { costs: number; shared: number }[] = [];
        for (const { kind, amount } of entries) {
          const before = state().shared;
          if (kind === 'cost') sums.costs += amount;
          const usable = Math.min(amount, stillOwed(state()));
          const parts =
            kind === 'receipt' && usable > 0
              ? receiptParts(state(), fen(usable), costsFirst)
              : kind === 'reversal'
                ? receipts.pop()
                : undefined;
          const sign = kind === 'reversal' ? -1 : 1;
          if (parts) {
            if (sign > 0) receipts.push(parts);
            sums.costsRepaid += sign * parts.costs;
            sums.shared += sign * parts.shared;
          }
          const shares = sharesBetween(bearers, before, state().shared);
          for (const [index, share] of shares.entries()) {
            got[index] = (got[index] ?? 0) + share.amount;
            if (bearers.length < 3 && sign > 0) expect(share.amount).to.be.at.least(0);
            expect(share.amount * sign).to.be.at.least(-1);
          }
          expect(got.reduce((sum, each) => sum + each, 0)).to.equal(sums.shared);
          for (const [index, { amount: carried }] of bearers.entries())
            expect(got[index]).to.be.within(0, carried);
          expect(sums.costsRepaid).to.be.at.most(sums.costs);
          expect(sums.shared).to.be.at.most(debt);
        }
        if (sums.shared === debt) expect(got).to.deep.equal(borne);
      }),
    );
  });
});

describe('a write-off', () => {
  const conditions = { grounds: ['death', 'long-unrecovered'], longUnrecoveredMonths: 36 } as const;

  it('needs an admitted ground, and time where nothing else proves it', () => {
    const [paidOn, today] = [on('2025-03-21'), on('2028-03-20')];
    expect(unmetCondition('death', paidOn, paidOn, conditions)).to.equal(undefined);
    expect(unmetCondition('bankruptcy', paidOn, today, conditions)).to.equal('ground-not-admitted');
    expect(unmetCondition('long-unrecovered', paidOn, today, conditions)).to.equal('not-long-enough');
    expect(unmetCondition('long-unrecovered', paidOn, on('2028-03-21'), conditions)).to.equal(undefined);
  });
});
