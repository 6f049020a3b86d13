import { expect } from 'chai';
import * as fc from 'fast-check';
import { interestOver } from '../../../server/core/interest.js';
import { fen, ZERO_FEN } from '../../../server/core/money.js';
import { rate } from '../../../server/core/rate.js';
import { guaranteedPart } from '../../../server/core/risk-share.js';
import { anyCommands, SHARES, type KernelLoan, type NaiveLoan } from './loan-commands.js';

const LIVES = Number(process.env['KERNEL_LIVES'] ?? 400);
const COMMANDS_A_LIFE = 60;

const interest = (principal: number, points: number, days: number): number =>
  interestOver([{ principal: fen(principal), annualRate: rate(points * 10_000), days }], 360);

/** A loan on its first day, by the kernel and naively. */
function beginLife(principal: number): { model: NaiveLoan; real: KernelLoan } {
  const amount = fen(principal);
  return {
    model: { principal, paid: [], debt: null, costs: 0, receipts: 0 },
    real: {
      principal: amount,
      guaranteed: guaranteedPart(amount, SHARES),
      state: 'active',
      balance: { outstanding: amount, interestPaid: ZERO_FEN, penaltyPaid: ZERO_FEN },
      book: null,
      borne: [],
      got: [],
    },
  };
}

describe('The kernel against a naive model', () => {
  it('keeps every law of a loan through any commands in any order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000_000 }),
        anyCommands(COMMANDS_A_LIFE),
        (principal, commands) => fc.modelRun(() => beginLife(principal), commands),
      ),
      { numRuns: LIVES },
    );
  }).timeout(600_000);

  const anyPeriod = {
    principal: fc.nat({ max: 400_000_000 }),
    points: fc.nat({ max: 700 }),
    days: fc.nat({ max: 2_000 }),
  };
  it('computes more interest for more principal, a higher rate or more days, and never less (24)', () => {
    fc.assert(
      fc.property(fc.record(anyPeriod), fc.nat({ max: 1_000 }), ({ principal, points, days }, more) => {
        const base = interest(principal, points, days);
        expect(interest(principal + more, points, days)).to.be.at.least(base);
        expect(interest(principal, points + more, days)).to.be.at.least(base);
        expect(interest(principal, points, days + more)).to.be.at.least(base);
      }),
    );
  });

  it('computes the same interest for days that are split, within a fen (24)', () => {
    fc.assert(
      fc.property(fc.record(anyPeriod), fc.nat({ max: 2_000 }), ({ principal, points, days }, at) => {
        const first = Math.min(at, days);
        const split = interest(principal, points, first) + interest(principal, points, days - first);
        expect(Math.abs(split - interest(principal, points, days))).to.be.at.most(1);
      }),
    );
  });
});
