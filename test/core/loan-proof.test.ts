import { expect } from 'chai';
import { DomainError } from '../../server/core/errors.js';
import { proveLoan, type LoanLife } from '../../server/core/loan-proof.js';
import { fen, ZERO_FEN } from '../../server/core/money.js';

const LIFE: LoanLife = {
  principal: fen(1_000),
  entries: [],
  compensatedPrincipal: ZERO_FEN,
  recoveredByBank: ZERO_FEN,
  guaranteed: fen(800),
  settled: false,
};
const repaid = { kind: 'repayment', principal: fen(400), interest: fen(9), penalty: fen(1) } as const;

describe('A loan lived again from its facts', () => {
  it('owes what was lent less what came back, reversals undone', () => {
    const entries = [
      repaid,
      { ...repaid, kind: 'prepayment' as const },
      { ...repaid, kind: 'reversal' as const },
    ];
    expect(proveLoan({ ...LIFE, entries })).to.deep.equal({
      outstanding: 600,
      interestPaid: 9,
      penaltyPaid: 1,
      guaranteeBalance: 480,
    });
  });

  it('owes less by what a guarantor paid and the bank recovered, and never less than nothing', () => {
    const entries = [repaid];
    expect(proveLoan({ ...LIFE, entries, compensatedPrincipal: fen(480) }).outstanding).to.equal(120);
    expect(
      proveLoan({ ...LIFE, entries, compensatedPrincipal: fen(480), recoveredByBank: fen(20) }).outstanding,
    ).to.equal(100);
    expect(
      proveLoan({ ...LIFE, entries, compensatedPrincipal: fen(480), recoveredByBank: fen(121) }).outstanding,
    ).to.equal(0);
  });

  it('is answered for while it is not settled, by whoever guarantees it', () => {
    expect(proveLoan(LIFE).guaranteeBalance).to.equal(800);
    expect(proveLoan({ ...LIFE, settled: true }).guaranteeBalance).to.equal(0);
    expect(proveLoan({ ...LIFE, guaranteed: null, settled: true }).guaranteeBalance).to.equal(null);
  });

  it('cannot have had more repaid than was owed', () => {
    expect(() => proveLoan({ ...LIFE, entries: [repaid, repaid, repaid] }))
      .to.throw(DomainError)
      .with.property('code', 'amount-exceeds-outstanding');
  });
});
