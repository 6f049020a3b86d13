import { expect } from 'chai';
import * as fc from 'fast-check';
import { fen } from '../../server/core/money.js';
import { fundAndBank, guaranteedPart, splitByRiskShares } from '../../server/core/risk-share.js';

describe('risk sharing', () => {
  it('splits a loss by the agreed shares', () => {
    const shares = [
      { party: 'guarantor', basisPoints: 8000 },
      { party: 'bank', basisPoints: 2000 },
    ];
    expect(splitByRiskShares(fen(10_000_003), shares)).to.deep.equal([
      { party: 'guarantor', amount: 8_000_002 },
      { party: 'bank', amount: 2_000_001 },
    ]);
  });

  it('needs shares that make a whole', () => {
    for (const points of [[], [8000], [8000, 2001], [12_000, -2000], [5000.5, 4999.5]]) {
      const shares = points.map((basisPoints, index) => ({ party: String(index), basisPoints }));
      expect(() => splitByRiskShares(fen(100), shares)).to.throw(RangeError);
    }
  });

  it('loses no fen', () => {
    const cutPoints = fc.array(fc.nat({ max: 10_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.maxSafeNat(), cutPoints, (amount, cuts) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), 10_000];
        const shares = bounds
          .slice(1)
          .map((bound, index) => ({ party: String(index), basisPoints: bound - (bounds[index] ?? 0) }));
        const parts = splitByRiskShares(fen(amount), shares);
        expect(parts.map((part) => part.party)).to.deep.equal(shares.map((share) => share.party));
        expect(parts.reduce((sum, part) => sum + BigInt(part.amount), 0n)).to.equal(BigInt(amount));
      }),
    );
  });
});

const share = (bearer: string, shareBasisPoints: number) => ({ bearer, shareBasisPoints });

describe('What is guaranteed of a principal', () => {
  it('is all but the bank’s own part, the fen left over where the remainder is largest', () => {
    expect(guaranteedPart(fen(10_000_003), [share('bank', 2_000), share('city-fund', 8_000)])).to.equal(
      8_000_002,
    );
    expect(guaranteedPart(fen(10), [share('city-fund', 10_000)])).to.equal(10);
    expect(guaranteedPart(fen(10), [share('bank', 10_000)])).to.equal(0);
  });

  it('is the fund’s share by policy where nothing else is agreed', () => {
    expect(fundAndBank(8_000)).to.deep.equal([share('bank', 2_000), share('city-fund', 8_000)]);
    expect(guaranteedPart(fen(10_000_003), fundAndBank(8_000))).to.equal(8_000_002);
  });
});
