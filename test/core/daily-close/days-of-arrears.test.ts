import { expect } from 'chai';
import { addDays, parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import { arrearsSteps, type ArrearsFacts } from '../../../server/core/daily-close/arrears.js';
import { elementAt } from '../../../server/core/element-at.js';
import { interestDue } from '../../../server/core/interest-due.js';
import { fen } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { repaymentSchedule } from '../../../server/core/repayment-schedule.js';
import { instalments, lifeOf, paidInTime, START, TERMS } from './lives.js';

const on = parseBusinessDate;

const [FIRST, SECOND, THIRD, FOURTH] = ['2025-02-15', '2025-03-15', '2025-04-15', '2025-05-15'].map(on) as [
  BusinessDate,
  BusinessDate,
  BusinessDate,
  BusinessDate,
];

/** Each step as its first day and the due date that is unpaid from then on. */
const stepsOf = (facts: Partial<ArrearsFacts>, through: BusinessDate, from = START) =>
  arrearsSteps(lifeOf(facts).arrears, from, through).map((step) => [step.from, step.unpaidSince]);

const paying = (day: BusinessDate, principal: number, interest = 0) => ({
  on: day,
  principal: fen(principal),
  interest: fen(interest),
});

describe('The days on which arrears change', () => {
  it('are the day after a due date and the day of payment, and no day without a change', () => {
    expect(stepsOf({}, on('2025-03-31'))).to.deep.equal([
      [START, null],
      ['2025-02-16', FIRST],
    ]);
    expect(stepsOf({ payments: paidInTime(3) }, THIRD)).to.deep.equal([[START, null]]);
    const late = [{ ...elementAt(paidInTime(1), 0), on: on('2025-03-01') }];
    expect(stepsOf({ payments: late }, on('2025-03-31'))).to.deep.equal([
      [START, null],
      ['2025-02-16', FIRST],
      ['2025-03-01', null],
      ['2025-03-16', SECOND],
    ]);
  });

  it('never are the due date itself, though something is paid on it', () => {
    expect(stepsOf({ payments: [paying(FIRST, 1)] }, SECOND)).to.deep.equal([
      [START, null],
      ['2025-02-16', FIRST],
    ]);
  });

  it('lie between the days that were asked for', () => {
    expect(stepsOf({}, on('2025-02-15'))).to.deep.equal([[START, null]]);
    expect(stepsOf({}, on('2025-03-31'), on('2025-02-20'))).to.deep.equal([['2025-02-20', FIRST]]);
  });

  it('of an extension are put off for what falls due at maturity alone', () => {
    const extendedUntil = on('2026-07-15');
    expect(stepsOf({ extendedUntil }, on('2025-03-01'))).to.deep.equal([
      [START, null],
      ['2025-02-16', FIRST],
    ]);
    expect(stepsOf({ extendedUntil, payments: paidInTime(11) }, on('2026-07-31'))).to.deep.equal([
      [START, null],
      ['2026-07-16', extendedUntil],
    ]);
  });
});

const after = (opening: ArrearsFacts['opening'], payments: ArrearsFacts['payments'] = []) =>
  stepsOf({ opening, payments }, on('2025-05-20'), on('2025-04-16'));

describe('A loan that was taken over', () => {
  it('is taken to have paid what fell due on the very day, whatever is outstanding', () => {
    const expected = [
      ['2025-04-16', null],
      ['2025-05-16', FOURTH],
    ];
    expect(after({ on: THIRD, outstanding: fen(900_000) })).to.deep.equal(expected);
    expect(after({ on: THIRD, outstanding: fen(1_150_000) })).to.deep.equal(expected);
  });

  it('that had paid ahead owes interest alone, and what was paid until the day is in what is outstanding', () => {
    const interest = elementAt(instalments, 3).interest;
    const ahead = { on: THIRD, outstanding: fen(800_000) };
    expect(after(ahead, [paying(FOURTH, 0, interest)])).to.deep.equal([['2025-04-16', null]]);
    const counted = { on: THIRD, outstanding: fen(900_000) };
    expect(after(counted, [paying(THIRD, 100_000, 0), paying(FOURTH, 0, interest)])).to.deep.equal([
      ['2025-04-16', null],
      ['2025-05-16', FOURTH],
    ]);
  });
});

/** Overdue for interest the day after an instalment, where so much interest in all and what principal was due is paid on its day. */
const isShort = (facts: Partial<ArrearsFacts>, index: number, interest: number) => {
  const { payments = [], instalments: parts = instalments } = facts;
  const due = elementAt(parts, index).dueOn;
  const principal = parts.slice(0, index + 1).reduce((sum, part) => sum + part.principal, 0);
  const paid = [...payments, paying(due, principal, interest)];
  return stepsOf({ ...facts, payments: paid }, addDays(due, 1)).at(-1)?.[1] === due;
};

describe('The interest that is asked of a loan', () => {
  it('follows each payment ahead from its day on, over several due dates', () => {
    const payments = [
      paying(on('2025-02-01'), 300_000),
      paying(on('2025-03-01'), 300_000),
      paying(on('2025-03-10'), 150_000),
    ];
    const reckoned = interestDue(
      {
        ...lifeOf({}).arrears.contract,
        principalChanges: [
          { on: on('2025-02-01'), principal: fen(900_000) },
          { on: on('2025-03-01'), principal: fen(600_000) },
          { on: on('2025-03-10'), principal: fen(450_000) },
        ],
        rateChanges: [],
        excludedPeriods: [],
      },
      TERMS.method,
      THIRD,
    );
    expect(reckoned).to.be.below(
      instalments.slice(0, 3).reduce((sum, { interest }) => sum + interest, 0) - 1_000,
    );
    expect(isShort({ payments }, 2, reckoned)).to.equal(false);
    expect(isShort({ payments }, 2, reckoned - 20)).to.equal(true);
  });

  it('is that of the schedule where principal came late, for the bank asks no less because it waits', () => {
    const scheduled = instalments.slice(0, 2).reduce((sum, { interest }) => sum + interest, 0);
    const payments = [paying(on('2025-03-01'), 100_000)];
    expect(isShort({ payments }, 1, scheduled)).to.equal(false);
    expect(isShort({ payments }, 1, scheduled - 20)).to.equal(true);
  });

  it('falls with the rate from the day on which it changes', () => {
    const rateChanges = [{ on: START, annualRate: parseRate('1.80') }];
    const half = Math.ceil(elementAt(instalments, 0).interest / 2);
    expect(isShort({ rateChanges }, 0, half)).to.equal(false);
    expect(isShort({ rateChanges }, 0, half - 20)).to.equal(true);
    expect(isShort({}, 0, half)).to.equal(true);
  });

  it('of a quarter counts its last day, at maturity it does not', () => {
    const { instalments: parts } = repaymentSchedule({ ...TERMS, method: 'interest-quarterly' });
    const ahead = [paying(on('2025-02-01'), 600_000)];
    const facts = { method: 'interest-quarterly', instalments: parts, payments: ahead } as const;
    // 17 days on 12,000 yuan and 48 days on 6,000 at 3.60 % over 360 days, the 20th of March among them.
    const quarter = 17 * 120 + 48 * 60;
    expect(elementAt(parts, 0).dueOn).to.equal('2025-03-20');
    expect(isShort(facts, 0, quarter)).to.equal(false);
    expect(isShort(facts, 0, quarter - 20)).to.equal(true);
    const whole = 17 * 120 + 348 * 60;
    const last = parts.length - 1;
    expect(isShort(facts, last, whole + 10)).to.equal(false);
    expect(isShort(facts, last, whole - 20)).to.equal(true);
  });
});
