import { expect } from 'chai';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import {
  addDays,
  daysBetween,
  parseBusinessDate,
  type BusinessDate,
} from '../../../server/core/business-date.js';
import type { ArrearsFacts } from '../../../server/core/daily-close/arrears.js';
import {
  findStandings,
  historyAdditions,
  pastDueSinceOn,
  standingOn,
  type LoanLife,
} from '../../../server/core/daily-close/loan-standing.js';
import { fen, ZERO_FEN } from '../../../server/core/money.js';
import { START, RULES, instalments, lifeOf, paidInTime, findingsOf, classOn } from './lives.js';

const on = parseBusinessDate;

describe('Where a loan stands', () => {
  it('is past due from the day after the due date, and no more on the day of payment', () => {
    const [first] = instalments;
    const payments = [
      {
        on: on('2025-02-20'),
        principal: first?.principal ?? ZERO_FEN,
        interest: first?.interest ?? ZERO_FEN,
      },
    ];
    const life = lifeOf({ payments });
    expect(classOn(life, on('2025-02-15'))).to.deep.equal([0, 'pass', null]);
    expect(classOn(life, on('2025-02-16'))).to.deep.equal([1, 'special-mention', 'days-past-due']);
    expect(classOn(life, on('2025-02-19'))).to.deep.equal([4, 'special-mention', 'days-past-due']);
    expect(classOn(life, on('2025-02-20'))).to.deep.equal([0, 'pass', null]);
    expect(findingsOf(life, on('2025-03-01')).overdue).to.deep.equal([
      { from: '2025-02-16', until: '2025-02-20' },
    ]);
  });

  it('grows worse by the days: 91 substandard, 271 doubtful, 361 loss', () => {
    const life = lifeOf({});
    const after = (days: number) => classOn(life, addDays(on('2025-02-15'), days))[1];
    expect([90, 91, 270, 271, 360, 361].map(after)).to.deep.equal([
      'special-mention',
      'substandard',
      'substandard',
      'doubtful',
      'doubtful',
      'loss',
    ]);
  });

  it('is overdue by interest alone, though a fen of rounding is no arrears', () => {
    const [first] = paidInTime(1);
    if (!first) throw new Error('No instalment');
    const short = (by: number) => lifeOf({ payments: [{ ...first, interest: fen(first.interest - by) }] });
    expect(classOn(short(1), on('2025-02-16'))[1]).to.equal('pass');
    expect(classOn(short(2), on('2025-02-16'))[1]).to.equal('special-mention');
  });

  it('owes less interest after principal was paid ahead', () => {
    const ahead = { on: on('2025-01-20'), principal: fen(1_100_000), interest: fen(600) };
    const interest = fen(600);
    const life = lifeOf({ payments: [ahead, { on: on('2025-03-15'), principal: ZERO_FEN, interest }] });
    expect(classOn(life, on('2025-02-16'))[1]).to.equal('special-mention');
    expect(classOn(life, on('2025-03-16'))[1]).to.equal('pass');
  });

  it('falls due later where it was extended, and is then at least special mention', () => {
    const all = paidInTime(11);
    const life = lifeOf(
      { payments: all, extendedUntil: on('2026-04-15') },
      { difficultyFrom: on('2026-01-15') },
    );
    expect(classOn(life, on('2026-01-14'))).to.deep.equal([0, 'pass', null]);
    expect(classOn(life, on('2026-01-16'))).to.deep.equal([0, 'special-mention', 'extension']);
    expect(classOn(life, on('2026-04-16'))).to.deep.equal([1, 'special-mention', 'days-past-due']);
  });

  it('takes the worse of the bank and ours, and of the bank the report that lies earlier', () => {
    const bankClasses = [
      { from: on('2025-02-01'), riskClass: 'doubtful' },
      { from: on('2025-02-20'), riskClass: 'pass' },
    ] as const;
    const reportedOverdue = [{ from: on('2025-02-10'), until: on('2025-02-18') }];
    const life = lifeOf({}, { bankClasses, reportedOverdue });
    expect(classOn(life, on('2025-02-10'))).to.deep.equal([1, 'doubtful', 'bank']);
    expect(classOn(life, on('2025-02-17'))).to.deep.equal([8, 'doubtful', 'bank']);
    expect(classOn(life, on('2025-02-20'))).to.deep.equal([5, 'special-mention', 'days-past-due']);
  });

  it('of an enterprise is non-performing with all loans when over a tenth of its debt at the bank is', () => {
    const bad = lifeOf({}, { loanId: 1, retail: false });
    const good = lifeOf({ payments: paidInTime(12) }, { loanId: 2, retail: false });
    const day = addDays(on('2025-02-15'), 91);
    const standing = (lives: LoanLife[]) =>
      standingOn(findStandings(lives, RULES, day).get(2)?.standing ?? [], day);
    expect(standing([bad, good])).to.include({ riskClass: 'substandard', reason: 'non-retail-share' });
    expect(
      standing([
        { ...bad, retail: true },
        { ...good, retail: true },
      ]).riskClass,
    ).to.equal('pass');
    const little = lifeOf(
      { payments: [{ on: START, principal: fen(1_140_000), interest: ZERO_FEN }] },
      { loanId: 1, retail: false },
    );
    expect(standing([little, good]).riskClass).to.equal('pass');
  });

  it('of another loan weighs from the day on which that one became non-performing', () => {
    const late = lifeOf({}, { loanId: 1, retail: false });
    const bad = lifeOf(
      {},
      { loanId: 2, retail: false, bankClasses: [{ from: on('2025-03-01'), riskClass: 'loss' }] },
    );
    const steps = findStandings([late, bad], RULES, on('2025-03-31')).get(1)?.standing ?? [];
    expect(steps.map(({ from, riskClass, reason }) => [from, riskClass, reason])).to.deep.equal([
      ['2025-01-15', 'pass', null],
      ['2025-02-16', 'special-mention', 'days-past-due'],
      ['2025-03-01', 'substandard', 'non-retail-share'],
    ]);
  });

  it('of another loan weighs with what the bank itself still has to get, once a guarantor has paid for it', () => {
    const [paidOn, backOn] = [on('2025-06-01'), on('2025-06-20')];
    const ownPart = [
      { from: paidOn, outstanding: fen(240_000) },
      { from: backOn, outstanding: fen(10_000) },
    ];
    const bad = lifeOf({}, { loanId: 1, retail: false, ownPart });
    const good = lifeOf({ payments: paidInTime(12) }, { loanId: 2, retail: false });
    const steps = findStandings([bad, good], RULES, on('2025-06-30')).get(2)?.standing ?? [];
    const classes = [addDays(paidOn, -1), paidOn, addDays(backOn, -1), backOn].map(
      (day) => standingOn(steps, day).riskClass,
    );
    expect(classes).to.deep.equal(['substandard', 'substandard', 'substandard', 'pass']);
  });

  it('before a take-over counts as paid where the history is not in store', () => {
    const opening = { on: on('2025-06-30'), outstanding: fen(700_000) };
    const life = lifeOf({ opening }, { from: on('2025-07-01') });
    expect(classOn(life, on('2025-07-01'))[1]).to.equal('pass');
    expect(classOn(life, on('2025-07-16'))).to.deep.equal([1, 'special-mention', 'days-past-due']);
  });

  it('is on every day what the instalments and payments until that day say', () => {
    const payment = record({
      day: integer({ min: 0, max: 400 }),
      part: constantFrom(0.3, 1, 2),
      withInterest: boolean(),
    });
    assert(
      property(array(payment, { maxLength: 14 }), (planned) => {
        const payments = planned
          .map(({ day, part, withInterest }) => ({
            on: addDays(START, day),
            principal: fen(Math.round(70_000 * part)),
            interest: withInterest ? fen(20_000) : ZERO_FEN,
          }))
          .filter((one, index, all) => all.findIndex((other) => other.on === one.on) === index)
          .toSorted((one, other) => daysBetween(other.on, one.on))
          .slice(0, 12);
        const life = lifeOf({ payments });
        const through = addDays(START, 420);
        const { standing, overdue } = findingsOf(life, through);
        for (let day = START; day <= through; day = addDays(day, 1)) {
          const expected = oldestUnpaid(payments, day);
          const isAhead = payments.some((_, index) => isAheadOfSchedule(payments.slice(0, index + 1)));
          if (isAhead) continue;
          expect(standingOn(standing, day).pastDueSince, day).to.equal(expected);
          const isOverdue = overdue.some(({ from, until }) => from <= day && (until === null || day < until));
          expect(isOverdue, day).to.equal(expected !== null);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads as derived once the additions are laid over what was known', () => {
    const life = lifeOf({});
    const known = findingsOf(lifeOf({ payments: paidInTime(2) }), on('2025-09-01')).standing;
    const derived = findingsOf(life, on('2025-09-01')).standing;
    const additions = historyAdditions(known, derived);
    expect(additions[0]?.from).to.equal('2025-02-16');
    expect(historyAdditions(derived, derived)).to.deep.equal([]);
    expect(historyAdditions([], findingsOf(lifeOf({}), on('2025-02-01')).standing)).to.deep.equal([]);
  });
});

type Payments = ArrearsFacts['payments'];

function sums(payments: Payments, day: BusinessDate) {
  const until = payments.filter((paid) => paid.on <= day);
  return {
    principal: until.reduce((sum, paid) => sum + paid.principal, 0),
    interest: until.reduce((sum, paid) => sum + paid.interest, 0),
  };
}

/** The definition, word by word. */
function oldestUnpaid(payments: Payments, day: BusinessDate): BusinessDate | null {
  const paid = sums(payments, day);
  let [principal, interest] = [0, 0];
  for (const [index, due] of instalments.entries()) {
    principal += due.principal;
    interest += due.interest;
    if (due.dueOn >= day) return null;
    if (paid.principal < principal || paid.interest + index + 1 < interest) return due.dueOn;
  }
  return null;
}

function isAheadOfSchedule(payments: Payments): boolean {
  const last = payments.at(-1);
  if (!last) return false;
  const due = instalments
    .filter(({ dueOn }) => dueOn <= last.on)
    .reduce((sum, one) => sum + one.principal, 0);
  return sums(payments, last.on).principal > due;
}

describe('Since when a loan is past due, closed or not', () => {
  it('is its first unpaid instalment, from the day after on, and nothing before the close knows it', () => {
    const life = lifeOf({});
    const [first] = instalments;
    const dueOn = first?.dueOn ?? START;
    expect(pastDueSinceOn(life, addDays(START, -1))).to.equal(null);
    expect(pastDueSinceOn(life, dueOn)).to.equal(null);
    expect(pastDueSinceOn(life, addDays(dueOn, 1))).to.equal(dueOn);
  });

  it('is no day of a loan that is settled', () => {
    const settledOn = addDays(START, 60);
    const life = lifeOf({ settledOn });
    expect(pastDueSinceOn(life, settledOn)).to.equal(null);
    expect(pastDueSinceOn(life, addDays(settledOn, -1))).to.not.equal(null);
  });
});
