import { expect } from 'chai';
import { addDays, parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import type { ArrearsFacts } from '../../../server/core/daily-close/arrears.js';
import {
  findStandings,
  historyAdditions,
  pastDueSinceOn,
  type LoanLife,
} from '../../../server/core/daily-close/loan-standing.js';
import { fen } from '../../../server/core/money.js';
import { rulesOn } from '../../../server/core/risk-class.js';
import { findingsOf, lifeOf, paidInTime, RULES, START } from './lives.js';

const on = parseBusinessDate;

const paying = (day: BusinessDate, principal: number, interest = 0) => ({
  on: day,
  principal: fen(principal),
  interest: fen(interest),
});

const standingOf = (life: LoanLife, through: BusinessDate, rules = RULES) =>
  (findStandings([life], rules, through).get(life.loanId)?.standing ?? []).map(
    ({ from, riskClass, pastDueSince }) => [from, riskClass, pastDueSince],
  );

describe('The steps of a standing', () => {
  const paid = { payments: paidInTime(12) };

  it('follow what the bank reports, by the day before it as what is past due since, until the day it ends', () => {
    const report = { from: on('2025-02-10'), until: on('2025-06-01') };
    const since = on('2025-02-09');
    expect(standingOf(lifeOf(paid, { reportedOverdue: [report] }), on('2025-12-31'))).to.deep.equal([
      [START, 'pass', null],
      ['2025-02-10', 'special-mention', since],
      [addDays(since, 91), 'substandard', since],
      ['2025-06-01', 'pass', null],
    ]);
  });

  it('begin with an extension for difficulty, a class of the bank, and rules that change', () => {
    const life = lifeOf(paid, {
      difficultyFrom: on('2025-03-03'),
      bankClasses: [{ from: on('2025-04-04'), riskClass: 'doubtful' }],
    });
    expect(standingOf(life, on('2025-12-31'))).to.deep.equal([
      [START, 'pass', null],
      ['2025-03-03', 'special-mention', null],
      ['2025-04-04', 'doubtful', null],
    ]);
    const [first] = RULES;
    if (!first) expect.fail('no rules');
    const stricter = {
      from: on('2025-03-20'),
      rules: { ...first.rules, extensionAtLeast: 'substandard' as const },
    };
    expect(standingOf(life, on('2025-04-01'), [first, stricter])).to.deep.equal([
      [START, 'pass', null],
      ['2025-03-03', 'special-mention', null],
      ['2025-03-20', 'substandard', null],
    ]);
    expect(rulesOn([first, stricter], on('2025-03-20'))).to.equal(stricter.rules);
    expect(rulesOn([first, stricter], on('2025-03-19'))).to.equal(first.rules);
    expect(() => rulesOn([stricter], on('2025-03-19'))).to.throw(RangeError, '2025-03-19');
  });

  it('end on the very day on which the bank holds that nothing is owed', () => {
    const life = lifeOf(
      { settledOn: on('2025-05-05') },
      {
        bankClasses: [{ from: on('2025-02-20'), riskClass: 'loss' }],
        reportedOverdue: [{ from: on('2025-02-01'), until: on('2099-01-01') }],
      },
    );
    expect(standingOf(life, on('2025-12-31')).at(-1)).to.deep.equal(['2025-05-05', 'pass', null]);
    expect(standingOf(life, on('2025-05-04')).at(-1)?.[1]).to.equal('loss');
    expect(pastDueSinceOn(life, on('2025-05-04'))).to.equal('2025-01-31');
    expect(pastDueSinceOn(life, on('2025-05-05'))).to.equal(null);
  });

  it('are not looked for before the close knows the loan', () => {
    const life = lifeOf(paid, {
      from: on('2025-03-01'),
      reportedOverdue: [{ from: on('2025-02-01'), until: on('2025-04-01') }],
    });
    expect(pastDueSinceOn(life, on('2025-02-28'))).to.equal(null);
    expect(pastDueSinceOn(life, on('2025-03-01'))).to.equal('2025-01-31');
    expect(pastDueSinceOn(life, on('2025-04-01'))).to.equal(null);
    expect(findingsOf(life, on('2025-04-30')).standing.map(({ from }) => from)).to.deep.equal([
      '2025-03-01',
      '2025-04-01',
    ]);
  });
});

const good = (facts: Partial<ArrearsFacts> = {}, life: Partial<LoanLife> = {}) =>
  lifeOf(facts, { loanId: 1, retail: false, ...life });

const bad = (outstanding: number, life: Partial<LoanLife> = {}) =>
  lifeOf(
    { opening: { on: START, outstanding: fen(outstanding) }, instalments: [] },
    { loanId: 2, retail: false, bankClasses: [{ from: START, riskClass: 'loss' }], ...life },
  );

const stepsWith = (one: LoanLife, other: LoanLife) =>
  (findStandings([one, other], RULES, on('2025-12-31')).get(1)?.standing ?? []).map(({ from, reason }) => [
    from,
    reason,
  ]);

describe('The loans of an enterprise weigh on each other', () => {
  const unasked = { instalments: [] };

  it('above a tenth, not at a tenth, from the day of the payment that makes it so', () => {
    // 133,333 of 1,333,333 is a tenth and a little less; a fen paid on the good one makes it a tenth.
    expect(
      stepsWith(good({ ...unasked, payments: [paying(on('2025-06-01'), 3)] }), bad(133_333)),
    ).to.deep.equal([[START, null]]);
    expect(
      stepsWith(good({ ...unasked, payments: [paying(on('2025-06-01'), 4)] }), bad(133_333)),
    ).to.deep.equal([
      [START, null],
      ['2025-06-01', 'non-retail-share'],
    ]);
  });

  it('only once they are there, and by what is outstanding when they were taken over', () => {
    const later = bad(900_000, { from: on('2025-07-07') });
    expect(stepsWith(good(unasked), later)).to.deep.equal([
      [START, null],
      ['2025-07-07', 'non-retail-share'],
    ]);
    const opening = { on: on('2025-03-01'), outstanding: fen(1_200_000) };
    const before = [paying(on('2025-02-01'), 1_000_000), paying(on('2025-03-01'), 100_000)];
    expect(stepsWith(good({ ...unasked, opening, payments: before }), bad(130_000))).to.deep.equal([
      [START, null],
    ]);
    const since = [...before, paying(on('2025-03-02'), 900_000)];
    expect(stepsWith(good({ ...unasked, opening, payments: since }), bad(130_000))).to.deep.equal([
      [START, null],
      ['2025-03-02', 'non-retail-share'],
    ]);
  });
});

const step = (day: string, bank: boolean) => ({
  from: on(day),
  pastDueSince: null,
  riskClass: bank ? ('doubtful' as const) : ('pass' as const),
  reason: bank ? ('bank' as const) : null,
});

describe('What is added to a history', () => {
  it('begins where it reads differently, and holds nothing of before', () => {
    const derived = [step('2025-01-15', false), step('2025-03-01', true), step('2025-06-01', false)];
    expect(historyAdditions(derived, derived)).to.deep.equal([]);
    expect(historyAdditions(derived.slice(0, 1), derived)).to.deep.equal(derived.slice(1));
    expect(historyAdditions(derived.slice(0, 2), derived)).to.deep.equal(derived.slice(2));
    const wrong = [step('2025-01-15', false), step('2025-02-01', true)];
    expect(historyAdditions(wrong, derived)).to.deep.equal([step('2025-02-01', false), ...derived.slice(1)]);
  });

  it('says of a loan that is paid in full nothing but what its own facts say', () => {
    const settled = lifeOf({ payments: [paying(on('2025-02-01'), 1_200_000)] }, { loanId: 1, retail: false });
    const other = lifeOf({}, { loanId: 2, retail: false, bankClasses: [{ from: START, riskClass: 'loss' }] });
    const found = findStandings([settled, other], RULES, on('2025-02-10')).get(1)?.standing ?? [];
    expect(found.map(({ from, riskClass }) => [from, riskClass])).to.deep.equal([
      [START, 'substandard'],
      ['2025-02-01', 'pass'],
    ]);
  });
});
