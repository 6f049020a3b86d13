import { expect } from 'chai';
import { array, assert, integer, property } from 'fast-check';
import { addDays, businessDate, parseBusinessDate } from '../../../server/core/business-date.js';
import { claimWindow, isClaimable } from '../../../server/core/compensation/claim-window.js';
import { compensationAmount } from '../../../server/core/compensation/compensation-amount.js';
import { fen, sumFen } from '../../../server/core/money.js';

const on = parseBusinessDate;
const BEARERS = ['bank', 'city-fund', 'guarantee-institution', 're-guarantee', 'national-fund'] as const;
const WHOLE = 10_000;

/** Shares of all five that sum to the whole. */
const shares = array(integer({ min: 0, max: WHOLE }), { minLength: 4, maxLength: 4 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), WHOLE])
  .map((cuts) =>
    BEARERS.map((bearer, index) => ({
      bearer,
      shareBasisPoints: (cuts[index + 1] ?? 0) - (cuts[index] ?? 0),
    })),
  );
const amount = integer({ min: 0, max: 10_000_000_000 }).map(fen);

describe('the amount of a compensation', () => {
  it('is all but the bank’s part: 80 % with the fund, 4 : 3 : 2 : 1 where four share', () => {
    const fund = [
      { bearer: 'city-fund', shareBasisPoints: 8000 },
      { bearer: 'bank', shareBasisPoints: 2000 },
    ];
    expect(compensationAmount({ principal: fen(30_000_001), interest: fen(0) }, fund)).to.deep.include({
      claimed: 30_000_001,
      compensation: 24_000_001,
      principal: 24_000_001,
    });
    const four = [
      { bearer: 're-guarantee', shareBasisPoints: 4000 },
      { bearer: 'guarantee-institution', shareBasisPoints: 3000 },
      { bearer: 'bank', shareBasisPoints: 2000 },
      { bearer: 'city-fund', shareBasisPoints: 1000 },
    ];
    const { borne, compensation } = compensationAmount({ principal: fen(1_003), interest: fen(0) }, four);
    expect(borne.map((part) => part.amount)).to.deep.equal([401, 301, 201, 100]);
    expect(compensation).to.equal(802);
  });

  it('never loses a fen, and nobody bears a fen more than their share', () => {
    assert(
      property(amount, amount, shares, (principal, interest, of) => {
        const result = compensationAmount({ principal, interest }, of);
        expect(sumFen(result.borne.map((part) => part.amount))).to.equal(principal + interest);
        for (const part of result.borne)
          expect(Math.abs(part.amount * WHOLE - result.claimed * part.shareBasisPoints)).to.be.below(WHOLE);
        const bank = result.borne.find(({ bearer }) => bearer === 'bank');
        expect(result.compensation).to.equal(principal + interest - (bank?.amount ?? 0));
        expect(result.principal).to.be.within(0, principal);
      }),
    );
  });
});

describe('the window of a claim', () => {
  it('opens on the 91st day overdue and closes with the quarter in which the books first show it', () => {
    const since = on('2025-04-21');
    expect(claimWindow(since, 90)).to.deep.equal({ claimableFrom: '2025-07-21', claimBy: '2025-09-30' });
    expect(isClaimable(since, 90, on('2025-07-20'))).to.be.false;
    expect(isClaimable(since, 90, on('2025-07-21'))).to.be.true;
    expect(claimWindow(on('2025-09-29'), 91).claimBy, 'the books show it on the last morning').to.equal(
      '2025-12-31',
    );
    expect(claimWindow(on('2025-09-30'), 91).claimBy, 'the books show it in the new year').to.equal(
      '2026-03-31',
    );
  });

  it('is never empty and ends with a quarter', () => {
    const day = integer({ min: 0, max: 20_000 }).map((days) => addDays(businessDate(2000, 1, 1), days));
    assert(
      property(day, integer({ min: 1, max: 400 }), (since, days) => {
        const { claimableFrom, claimBy } = claimWindow(since, days);
        expect(claimBy > claimableFrom, 'there is a morning on which it can be claimed').to.be.true;
        expect(isClaimable(since, days, claimableFrom)).to.be.true;
        expect(isClaimable(since, days, addDays(claimableFrom, -1))).to.be.false;
        expect(addDays(claimBy, 1)).to.match(/-(?:01|04|07|10)-01$/);
      }),
    );
  });
});
