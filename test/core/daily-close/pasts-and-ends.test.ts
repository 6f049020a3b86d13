import { expect } from 'chai';
import { addDays, parseBusinessDate } from '../../../server/core/business-date.js';
import type { ArrearsFacts } from '../../../server/core/daily-close/arrears.js';
import { findStandings, standingOn, type LoanLife } from '../../../server/core/daily-close/loan-standing.js';
import { fen, ZERO_FEN } from '../../../server/core/money.js';
import { repaymentSchedule } from '../../../server/core/repayment-schedule.js';
import { START, RULES, TERMS, lifeOf, paidInTime, findingsOf, classOn } from './lives.js';

const on = parseBusinessDate;

const own = (loanId: number, arrears: Partial<ArrearsFacts>) => lifeOf(arrears, { loanId, retail: false });

describe('A loan with a past or an end', () => {
  const SETTLED = on('2025-06-01');

  it('is past due no more from the day on which the bank holds that nothing is owed', () => {
    const life = lifeOf({ settledOn: SETTLED });
    expect(classOn(life, on('2025-05-31'))).to.deep.equal([105, 'substandard', 'days-past-due']);
    expect(classOn(life, SETTLED)).to.deep.equal([0, 'pass', null]);
    expect(findingsOf(life, on('2025-12-01')).overdue).to.deep.equal([
      { from: '2025-02-16', until: SETTLED },
    ]);
  });

  it('taken over in the middle owes what falls due from then on', () => {
    const opening = { on: on('2025-04-20'), outstanding: fen(900_000) };
    const life = lifeOf({ opening });
    expect(classOn(life, on('2025-05-15'))).to.deep.equal([0, 'pass', null]);
    expect(classOn(life, on('2025-05-16'))).to.deep.equal([1, 'special-mention', 'days-past-due']);
    // What was paid before is known in sum alone.
    const classAfter = (paid: number) =>
      classOn(lifeOf({ opening, payments: paidInTime(paid) }), on('2025-05-16'))[1];
    expect([classAfter(3), classAfter(4)]).to.deep.equal(['special-mention', 'pass']);
    const ahead = lifeOf({ opening: { ...opening, outstanding: fen(700_000) } });
    expect(classOn(ahead, on('2025-05-16'))[1]).to.equal('special-mention');
  });

  it('taken over before the first due date has paid nothing yet', () => {
    const opening = { on: on('2025-01-20'), outstanding: TERMS.principal };
    expect(classOn(lifeOf({ opening }), on('2025-02-16'))).to.deep.equal([
      1,
      'special-mention',
      'days-past-due',
    ]);
  });

  it('that is repaid in full is not drawn down by another loan of its borrower', () => {
    const whole = [{ on: on('2025-02-01'), principal: TERMS.principal, interest: fen(40_000) }];
    const bad = own(2, { opening: { on: on('2025-01-15'), outstanding: TERMS.principal } });
    const standingsWith = (one: LoanLife) =>
      findStandings([one, bad], RULES, on('2025-12-01')).get(1)?.standing ?? [];
    expect(standingOn(standingsWith(own(1, { payments: whole })), on('2025-12-01'))).to.deep.include({
      riskClass: 'pass',
    });
    const open = own(1, { payments: paidInTime(9) });
    const { riskClass, reason } = standingOn(standingsWith(open), on('2025-11-10'));
    expect([riskClass, reason]).to.deep.equal(['substandard', 'non-retail-share']);
  });

  it('of quarterly interest is asked no more than the schedule where it was paid ahead', () => {
    const quarterly = { ...TERMS, method: 'interest-quarterly' } as const;
    const schedule = repaymentSchedule(quarterly);
    const half = { on: on('2025-02-01'), principal: fen(600_000), interest: ZERO_FEN };
    const life = lifeOf({
      method: 'interest-quarterly',
      instalments: schedule.instalments,
      payments: [half],
    });
    const [first] = schedule.instalments;
    const due = first?.dueOn ?? START;
    const asked = Math.ceil((first?.interest ?? 0) * 0.75);
    const paying = (interest: number) =>
      lifeOf({
        method: 'interest-quarterly',
        instalments: schedule.instalments,
        payments: [half, { on: due, principal: ZERO_FEN, interest: fen(interest) }],
      });
    expect(classOn(life, addDays(due, 1))[1]).to.equal('special-mention');
    expect(classOn(paying(asked), addDays(due, 1))[1]).to.equal('pass');
    expect(classOn(paying(Math.floor(asked / 2)), addDays(due, 1))[1]).to.equal('special-mention');
  });
});
