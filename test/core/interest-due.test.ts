import { expect } from 'chai';
import { addMonths } from '../../server/core/business-date.js';
import type { RepaymentMethod } from '../../server/core/instalment.js';
import { interestDue } from '../../server/core/interest-due.js';
import { parseYuan, subtractFen } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { repaymentSchedule } from '../../server/core/repayment-schedule.js';
import type { LoanFacts } from '../../server/core/subsidy-segments.js';
import { day } from './literal-policy.js';

const loan: LoanFacts = {
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.45'),
  dayCountBasis: 360,
  disbursedOn: day('2024-03-15'),
  maturesOn: day('2026-03-15'),
  principalChanges: [],
  rateChanges: [],
  excludedPeriods: [],
};

const METHODS: RepaymentMethod[] = [
  'equal-instalment',
  'equal-principal',
  'interest-monthly',
  'interest-quarterly',
  'bullet',
];

function drawnUp(facts: LoanFacts, method: RepaymentMethod) {
  const { principal, annualRate, disbursedOn, dayCountBasis } = facts;
  return repaymentSchedule({ method, principal, annualRate, termMonths: 24, disbursedOn, dayCountBasis });
}

describe('Interest that is due', () => {
  for (const method of METHODS) {
    it(`is what the schedule says when every instalment is paid on its day (${method})`, () => {
      const { instalments, totalInterest } = drawnUp(loan, method);
      const paid = instalments.filter((instalment) => instalment.principal > 0);
      const principalChanges = paid.map(({ dueOn, balanceAfter }) => ({
        on: dueOn,
        principal: balanceAfter,
      }));
      expect(interestDue({ ...loan, principalChanges }, method, loan.maturesOn)).to.equal(totalInterest);
      expect(interestDue({ ...loan, principalChanges }, method, addMonths(loan.maturesOn, 12))).to.equal(
        totalInterest,
      );
    });
  }

  it('joins the first quarter to the second where the loan is made on the settlement day', () => {
    const late = { ...loan, disbursedOn: day('2024-03-20'), maturesOn: day('2026-03-20') };
    const { totalInterest } = drawnUp(late, 'interest-quarterly');
    expect(interestDue(late, 'interest-quarterly', late.maturesOn)).to.equal(totalInterest);
  });

  it('stops with the principal: nothing more falls due after it is paid back', () => {
    const settled = { ...loan, principalChanges: [{ on: day('2024-05-10'), principal: parseYuan('0.00') }] };
    // 2024-03-15 to 2024-03-21 and on to 2024-05-10: 6 and 50 days.
    const expected = parseYuan('1610.00');
    expect(interestDue(settled, 'interest-quarterly', day('2024-05-10'))).to.equal(expected);
    expect(interestDue(settled, 'interest-quarterly', loan.maturesOn)).to.equal(expected);
  });

  it('runs on after maturity on what is still owed', () => {
    const atMaturity = interestDue(loan, 'interest-quarterly', loan.maturesOn);
    const later = interestDue(loan, 'interest-quarterly', day('2026-03-25'));
    // 2026-03-15 to 2026-03-21 and 2026-03-21 to 2026-03-25, each rounded apart: 172.50 and 115.00.
    expect(subtractFen(later, atMaturity)).to.equal(parseYuan('287.50'));
  });
});

describe('Interest after the rate has changed', () => {
  it('is reckoned at each rate for its own days', () => {
    const changed = {
      ...loan,
      rateChanges: [{ on: day('2024-04-15'), annualRate: parseRate('6.90') }],
    };
    const until = day('2024-05-15');
    const before = interestDue(loan, 'interest-monthly', until);
    // 31 days at 3.45 % and 30 at twice as much, where it was 61 days at 3.45 %.
    expect(interestDue(changed, 'interest-monthly', until) - before).to.equal(parseYuan('862.50'));
  });
});
