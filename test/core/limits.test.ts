import { expect } from 'chai';
import * as fc from 'fast-check';
import { batchRoom } from '../../server/core/batch-room.js';
import { exposureLimit } from '../../server/core/exposure-limit.js';
import { guaranteedBalance, withRepayment, withReversal } from '../../server/core/loan-balance.js';
import { DomainError } from '../../server/core/errors.js';
import { fen, parseYuan, ZERO_FEN } from '../../server/core/money.js';
import { obligorLimits } from '../../server/core/obligor-limits.js';

const yuan = parseYuan;

describe('What may be compensated of a batch', () => {
  it('is a part of all that is guaranteed in it, rounded down, less what was compensated', () => {
    expect(batchRoom(yuan('1000000.00'), 300, yuan('12000.00'))).to.deep.equal({
      capFen: yuan('30000.00'),
      remainingFen: yuan('18000.00'),
    });
    expect(batchRoom(fen(9_999), 1, ZERO_FEN)).to.deep.equal({ capFen: 0, remainingFen: 0 });
    expect(batchRoom(fen(10_000), 1, ZERO_FEN)).to.deep.equal({ capFen: 1, remainingFen: 1 });
  });

  it('is nothing once the cap is used up, and never less', () => {
    expect(batchRoom(yuan('1000.00'), 300, yuan('29.99')).remainingFen).to.equal(1);
    expect(batchRoom(yuan('1000.00'), 300, yuan('30.00')).remainingFen).to.equal(0);
    expect(batchRoom(yuan('1000.00'), 300, yuan('30.01')).remainingFen).to.equal(0);
  });
});

describe('A guarantor’s exposure', () => {
  it('ends at what was agreed, or earlier at so many times its capital', () => {
    expect(exposureLimit(yuan('500.00'), yuan('50.01'), 10)).to.deep.equal({
      limit: yuan('500.00'),
      bound: 'agreed',
    });
    expect(exposureLimit(yuan('500.00'), yuan('50.00'), 10).bound).to.equal('agreed');
    expect(exposureLimit(yuan('500.00'), yuan('49.99'), 10)).to.deep.equal({
      limit: yuan('499.90'),
      bound: 'capital',
    });
  });

  it('to one obligor and to those related ends at parts of the net assets, rounded down', () => {
    const parts = { singleObligorBasisPoints: 1000, relatedObligorsBasisPoints: 1500 };
    expect(obligorLimits(fen(99), parts as Parameters<typeof obligorLimits>[1])).to.deep.equal({
      singleFen: 9,
      relatedFen: 14,
    });
  });
});

describe('The balance of a loan', () => {
  const owed = { outstanding: fen(100), interestPaid: fen(7), penaltyPaid: fen(3) };
  const split = { principal: fen(60), interest: fen(5), penalty: fen(2) };

  it('follows a repayment, down to nothing, and not below', () => {
    expect(withRepayment(owed, split)).to.deep.equal({ outstanding: 40, interestPaid: 12, penaltyPaid: 5 });
    expect(withRepayment(owed, { ...split, principal: fen(100) }).outstanding).to.equal(0);
    expect(() => withRepayment(owed, { ...split, principal: fen(101) }))
      .to.throw(DomainError)
      .that.deep.includes({
        code: 'amount-exceeds-outstanding',
        details: { amount: '1.01', outstanding: '1.00' },
      });
  });

  it('is after a reversal as if the repayment had never been', () => {
    expect(withReversal(withRepayment(owed, split), split)).to.deep.equal(owed);
  });

  it('is guaranteed in the same part all along, half a fen rounded up', () => {
    expect(guaranteedBalance(fen(80), fen(100), fen(100))).to.equal(80);
    expect(guaranteedBalance(fen(80), ZERO_FEN, fen(100))).to.equal(0);
    expect(guaranteedBalance(fen(1), fen(1), fen(2))).to.equal(1);
    expect(guaranteedBalance(fen(1), fen(49), fen(100))).to.equal(0);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000_000 }),
        fc.nat(10_000),
        fc.nat(10_000),
        (principal, part, left) => {
          const guaranteed = fen(Math.floor((principal * part) / 10_000));
          const outstanding = fen(Math.floor((principal * left) / 10_000));
          const balance = guaranteedBalance(guaranteed, outstanding, fen(principal));
          expect(balance).to.be.at.most(guaranteed).and.at.most(outstanding).and.at.least(0);
        },
      ),
    );
  });
});
