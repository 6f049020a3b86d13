import { expect } from 'chai';
import { addDays, parseBusinessDate as day } from '../../../server/core/business-date.js';
import { quartersToReturn, totalToReturn } from '../../../server/core/clawback/clawback-amounts.js';
import { CLAWBACK_GROUNDS, EVENT_OF_GROUND } from '../../../server/core/clawback/clawback-grounds.js';
import { assertPlan, clawbackAge, escalationAfter } from '../../../server/core/clawback/clawback-plan.js';
import { DomainError } from '../../../server/core/errors.js';
import { fen, parseYuan, ZERO_FEN } from '../../../server/core/money.js';

const TODAY = day('2025-06-10');
const part = (dueOn: string, amount: string) => ({ dueOn: day(dueOn), amount: parseYuan(amount) });

/** Which rule a plan breaks; null where it may stand. */
function brokenBy(plan: readonly ReturnType<typeof part>[], owed: string, longestMonths = 12): string | null {
  try {
    assertPlan(plan, parseYuan(owed), { today: TODAY, longestMonths });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.equal('malformed');
    const [problem] = error.fields;
    expect(problem?.field).to.equal('parts');
    return problem?.rule ?? '';
  }
}

describe('What has to come back', () => {
  it('is what was paid beyond what a quarter comes to; what was paid rightly or too little stays', () => {
    const quarters = [
      { quarter: '2024Q2', paid: fen(500), recomputed: fen(120), line: 1 },
      { quarter: '2024Q3', paid: fen(300), recomputed: fen(300), line: 2 },
      { quarter: '2024Q4', paid: fen(300), recomputed: fen(301), line: 3 },
      { quarter: '2025Q1', paid: fen(100), recomputed: fen(99), line: 4 },
    ];
    const back = quartersToReturn(quarters);
    expect(back).to.deep.equal([
      { ...quarters[0], amount: 380 },
      { ...quarters[3], amount: 1 },
    ]);
    expect(totalToReturn(back)).to.equal(381);
    expect(totalToReturn([])).to.equal(0);
  });

  it('has a ground, and each ground stops the subsidy by a kind of event', () => {
    expect(EVENT_OF_GROUND).to.have.all.keys(Object.keys(CLAWBACK_GROUNDS));
    expect(EVENT_OF_GROUND).to.deep.equal({
      misuse: 'misuse',
      'lost-eligibility': 'eligibility-lost',
      'false-facts': 'eligibility-lost',
    });
  });
});

describe('A plan to pay back in parts', () => {
  it('adds up to what is owed, to the fen', () => {
    const plan = [part('2025-07-01', '100.00'), part('2025-08-01', '50.00')];
    expect(brokenBy(plan, '150.00')).to.equal(null);
    expect(brokenBy(plan, '150.01')).to.equal('plan-total');
    expect(brokenBy([], '1.00')).to.equal('plan-total');
    expect(brokenBy([], '0.00')).to.equal(null);
  });

  it('lies after today, each day after the one before', () => {
    expect(brokenBy([part('2025-06-11', '1.00')], '1.00')).to.equal(null);
    expect(brokenBy([part('2025-06-10', '1.00')], '1.00')).to.equal('plan-order');
    expect(brokenBy([part('2025-07-01', '1.00'), part('2025-07-01', '1.00')], '2.00')).to.equal('plan-order');
  });

  it('ends within the longest time allowed', () => {
    expect(brokenBy([part('2026-06-10', '1.00')], '1.00')).to.equal(null);
    expect(brokenBy([part('2026-06-11', '1.00')], '1.00')).to.equal('plan-end');
  });
});

describe('How late a demand is', () => {
  const parts = [part('2025-05-01', '100.00'), part('2025-06-10', '50.00'), part('2025-07-01', '50.00')];

  it('is counted from the day after the oldest part that is still open', () => {
    expect(clawbackAge(parts, ZERO_FEN, TODAY)).to.deep.equal({
      overdue: parseYuan('100.00'),
      overdueSince: day('2025-05-01'),
      days: 40,
    });
    expect(clawbackAge(parts, ZERO_FEN, addDays(TODAY, 1))).to.deep.include({ overdue: parseYuan('150.00') });
  });

  it('is less by what came back, which pays the earliest parts first', () => {
    expect(clawbackAge(parts, parseYuan('99.99'), TODAY)).to.deep.include({
      overdue: fen(1),
      overdueSince: day('2025-05-01'),
    });
    expect(clawbackAge(parts, parseYuan('100.00'), TODAY)).to.deep.equal({
      overdue: ZERO_FEN,
      overdueSince: null,
      days: 0,
    });
    expect(clawbackAge(parts, parseYuan('120.00'), day('2025-06-20'))).to.deep.equal({
      overdue: parseYuan('30.00'),
      overdueSince: day('2025-06-10'),
      days: 10,
    });
  });

  it('decides who is told: the furthest step that is due', () => {
    const after = { remind: 1, escalate: 15, report: 30 };
    const steps = [0, 1, 14, 15, 29, 30, 400].map((days) => escalationAfter(days, after));
    expect(steps).to.deep.equal([null, 'remind', 'remind', 'escalate', 'escalate', 'report', 'report']);
  });
});
