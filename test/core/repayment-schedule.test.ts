import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, addMonths, daysBetween } from '../../server/core/business-date.js';
import {
  REPAYMENT_METHODS,
  type RepaymentMethod,
  type ScheduleRequest,
} from '../../server/core/instalment.js';
import type { Instalment } from '../../server/core/instalment.js';
import { interestOver } from '../../server/core/interest.js';
import { divideHalfUp, fen, formatYuan, parseYuan, sumFen } from '../../server/core/money.js';
import { parseRate, rate } from '../../server/core/rate.js';
import { assertComplete, repaymentSchedule } from '../../server/core/repayment-schedule.js';
import { day } from './literal-policy.js';

/** 100,000 yuan at 3.60 %: ten yuan of interest a day of 360. */
function request(
  method: RepaymentMethod,
  disbursedOn: string,
  termMonths: number,
  changes: Partial<ScheduleRequest> = {},
): ScheduleRequest {
  return {
    method,
    principal: parseYuan('100000'),
    annualRate: parseRate('3.60'),
    termMonths,
    disbursedOn: day(disbursedOn),
    dayCountBasis: 360,
    ...changes,
  };
}

/** Each instalment as "due day, principal, interest". */
function lines(of: ScheduleRequest): string[] {
  return repaymentSchedule(of).instalments.map(
    ({ dueOn, principal, interest }) => `${dueOn} ${formatYuan(principal)} ${formatYuan(interest)}`,
  );
}

/** The annuity as a fraction of whole numbers. */
function exactAnnuity(of: ScheduleRequest): number {
  const months = BigInt(of.termMonths);
  if (of.annualRate === 0) return Number(divideHalfUp(BigInt(of.principal), months));
  const whole = 1_200_000_000n;
  const grown = (whole + BigInt(of.annualRate)) ** months;
  const numerator = BigInt(of.principal) * BigInt(of.annualRate) * grown;
  return Number(divideHalfUp(numerator, whole * (grown - whole ** months)));
}

describe('interest each quarter, principal at maturity', () => {
  it('is settled on the 20th, that day included, and the rest at maturity', () => {
    expect(lines(request('interest-quarterly', '2024-01-15', 12))).to.deep.equal([
      '2024-03-20 0.00 660.00',
      '2024-06-20 0.00 920.00',
      '2024-09-20 0.00 920.00',
      '2024-12-20 0.00 910.00',
      '2025-01-15 100000.00 250.00',
    ]);
  });

  it('skips a settlement on the disbursement day; its interest joins the next', () => {
    expect(lines(request('interest-quarterly', '2024-03-20', 6))).to.deep.equal([
      '2024-06-20 0.00 930.00',
      '2024-09-20 100000.00 910.00',
    ]);
  });

  it('settles two days of a loan disbursed the day before', () => {
    expect(lines(request('interest-quarterly', '2024-03-19', 3))).to.deep.equal([
      '2024-03-20 0.00 20.00',
      '2024-06-19 100000.00 900.00',
    ]);
  });

  it('ends with one payment where the settlement day is maturity', () => {
    expect(lines(request('interest-quarterly', '2024-03-20', 3))).to.deep.equal([
      '2024-06-20 100000.00 920.00',
    ]);
  });

  it('leaves only the principal to a maturity on the 21st', () => {
    expect(lines(request('interest-quarterly', '2024-03-21', 3))).to.deep.equal([
      '2024-06-20 0.00 920.00',
      '2024-06-21 100000.00 0.00',
    ]);
  });

  it('crosses the turn of the year', () => {
    expect(lines(request('interest-quarterly', '2023-12-21', 4))).to.deep.equal([
      '2024-03-20 0.00 910.00',
      '2024-04-21 100000.00 310.00',
    ]);
  });

  it('needs no settlement within a short term', () => {
    expect(lines(request('interest-quarterly', '2024-01-10', 1))).to.deep.equal([
      '2024-02-10 100000.00 310.00',
    ]);
  });
});

describe('interest each month, principal at maturity', () => {
  it('falls due on the disbursement day of month, clamped, by actual days', () => {
    expect(lines(request('interest-monthly', '2024-01-31', 3))).to.deep.equal([
      '2024-02-29 0.00 290.00',
      '2024-03-31 0.00 310.00',
      '2024-04-30 100000.00 300.00',
    ]);
  });

  it('counts a year as the contract says', () => {
    const of = request('interest-monthly', '2024-01-31', 1, { dayCountBasis: 365 });
    expect(lines(of)).to.deep.equal(['2024-02-29 100000.00 286.03']);
  });
});

describe('everything at maturity', () => {
  it('is one payment by actual days', () => {
    expect(lines(request('bullet', '2024-01-31', 12))).to.deep.equal(['2025-01-31 100000.00 3660.00']);
    expect(lines(request('bullet', '2024-01-31', 12, { dayCountBasis: 365 }))).to.deep.equal([
      '2025-01-31 100000.00 3609.86',
    ]);
    expect(lines(request('bullet', '2024-08-31', 6))).to.deep.equal(['2025-02-28 100000.00 1810.00']);
  });
});

describe('amounts too small for their term', () => {
  it('are repaid without going below zero', () => {
    const few = { principal: parseYuan('0.20'), annualRate: parseRate('0') };
    const early = repaymentSchedule(request('equal-principal', '2024-01-31', 36, few));
    expect(early.instalments.filter(({ principal }) => principal === 1)).to.have.length(20);
    const fewer = { ...few, principal: parseYuan('0.05') };
    const late = repaymentSchedule(request('equal-principal', '2024-01-31', 36, fewer));
    expect(late.instalments.at(-1)?.principal).to.equal(5);
  });

  it('may be nothing at all', () => {
    for (const method of REPAYMENT_METHODS) {
      const schedule = repaymentSchedule(request(method, '2024-01-31', 6, { principal: fen(0) }));
      expect(schedule.totalInterest).to.equal(0);
    }
  });
});

describe('a term', () => {
  it('is a whole number of months', () => {
    for (const months of [0, -1, 1.5, 361, Number.NaN]) {
      expect(() => repaymentSchedule(request('bullet', '2024-01-31', months))).to.throw('malformed');
    }
  });

  it('does not earn more interest than can be held', () => {
    const huge = { principal: parseYuan('999999999999.99'), annualRate: parseRate('999.999999') };
    for (const method of REPAYMENT_METHODS) {
      expect(() => repaymentSchedule(request(method, '2024-01-31', 360, huge))).to.throw('malformed');
    }
  });
});

describe('every schedule', () => {
  const anyRequest = fc
    .record({
      method: fc.constantFrom(...REPAYMENT_METHODS),
      principal: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 400_000_000 })).map((value) => fen(value)),
      annualRate: fc
        .oneof(
          fc.nat({ max: 700 }).map((points) => points * 10_000),
          fc.nat({ max: 24_000_000 }),
        )
        .map((value) => rate(value)),
      termMonths: fc.integer({ min: 1, max: 60 }),
      disbursedOn: fc.nat({ max: 3000 }).map((days) => addDays(day('2021-01-01'), days)),
      dayCountBasis: fc.constantFrom<360 | 365>(360, 365),
    })
    .map((value): ScheduleRequest => value);

  it('adds up, never goes below zero, and ends at maturity', () => {
    fc.assert(
      fc.property(anyRequest, (of) => {
        const { instalments, totalInterest } = repaymentSchedule(of);
        expect(sumFen(instalments.map(({ principal }) => principal))).to.equal(of.principal);
        expect(sumFen(instalments.map(({ interest }) => interest))).to.equal(totalInterest);
        expect(instalments.at(-1)?.dueOn).to.equal(addMonths(of.disbursedOn, of.termMonths));
        expect(instalments.at(-1)?.balanceAfter).to.equal(0);
        expect(instalments.map(({ number }) => number)).to.deep.equal(
          instalments.map((_, index) => index + 1),
        );
        for (const { principal, interest, balanceAfter } of instalments) {
          expect(Math.min(principal, interest, balanceAfter)).to.be.at.least(0);
        }
      }),
    );
  });

  it('costs by actual days what a bullet costs, but for the rounding of each payment', () => {
    const byDays = anyRequest.filter(({ method }) => method.startsWith('interest-') || method === 'bullet');
    fc.assert(
      fc.property(byDays, (of) => {
        const { instalments, totalInterest } = repaymentSchedule(of);
        const days = daysBetween(of.disbursedOn, addMonths(of.disbursedOn, of.termMonths));
        const whole = interestOver(
          [{ principal: of.principal, annualRate: of.annualRate, days }],
          of.dayCountBasis,
        );
        expect(Math.abs(totalInterest - whole)).to.be.at.most(instalments.length);
      }),
    );
  });

  it('of equal instalments pays the exact annuity until the last', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer({ min: 10_000_000, max: 400_000_000 }), (some, principal) => {
        const of: ScheduleRequest = { ...some, method: 'equal-instalment', principal: fen(principal) };
        const expected = exactAnnuity(of);
        for (const instalment of repaymentSchedule(of).instalments.slice(0, -1)) {
          expect(instalment.principal + instalment.interest).to.equal(expected);
        }
      }),
    );
  });
});

const part = (number: number, dueOn: string, balanceAfter: number, change: Partial<Instalment> = {}) => ({
  number,
  dueOn: day(dueOn),
  principal: fen(50),
  interest: fen(1),
  balanceAfter: fen(balanceAfter),
  ...change,
});

describe('A schedule that is wrong by a mistake of ours', () => {
  const whole = { disbursedOn: day('2025-01-15'), termMonths: 2 };
  const right = [part(1, '2025-02-15', 50), part(2, '2025-03-15', 0)];

  it('is never given out', () => {
    expect(() => assertComplete(whole, right)).not.to.throw();
    const wrong: readonly (readonly [string, readonly Instalment[]])[] = [
      ['do not add up', []],
      ['do not add up', [part(1, '2025-02-15', 50), part(2, '2025-03-15', 1)]],
      ['not due at maturity', [part(1, '2025-02-15', 50), part(2, '2025-03-16', 0)]],
      ['is not due after', [part(1, '2025-01-15', 50), part(2, '2025-03-15', 0)]],
      ['is not due after', [part(1, '2025-03-15', 50), part(2, '2025-03-15', 0)]],
      ['is negative', [part(1, '2025-02-15', 50, { interest: fen(-1) }), part(2, '2025-03-15', 0)]],
      ['is negative', [part(1, '2025-02-15', 50, { principal: fen(-1) }), part(2, '2025-03-15', 0)]],
    ];
    for (const [why, instalments] of wrong) expect(() => assertComplete(whole, instalments)).to.throw(why);
  });
});
