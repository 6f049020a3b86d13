import { expect } from 'chai';
import { findCause, recomputeLine } from '../../../server/core/claim-check/check-claimed-line.js';
import type { CheckedLoan, ClaimedLine } from '../../../server/core/claim-check/checked-loan.js';
import { subsidyTerms } from '../../../server/core/interest-subsidy.js';
import { parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { day, literalPolicy } from '../literal-policy.js';

/** 300,000.00 at 3.60 % on 360 days: half of it is subsidised, so a day earns 15.00. */
const LOAN: CheckedLoan['facts'] = {
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.60'),
  dayCountBasis: 360,
  disbursedOn: day('2024-05-10'),
  maturesOn: day('2025-05-10'),
  principalChanges: [],
  rateChanges: [],
  excludedPeriods: [],
};
/** A loan for the longest term there is, whose maturity is also the end of what is subsidised. */
const LONGEST: Partial<CheckedLoan['facts']> = {
  disbursedOn: day('2023-10-10'),
  maturesOn: day('2026-10-10'),
};
const OVERDUE = { from: day('2025-05-11'), until: day('2200-12-31'), reason: 'overdue' } as const;
const nothingLeft = (on: string) => [{ on: day(on), principal: parseYuan('0.00') }];

/** What a line is found to be that claims so many days of 15.00 in a quarter. */
function causeOf(days: number, told: Partial<CheckedLoan['facts']>, quarter: '2025Q2' | '2026Q4' = '2025Q2') {
  const facts = { ...LOAN, ...told };
  const loan = { facts, terms: subsidyTerms(facts.disbursedOn, 'individual', literalPolicy) };
  const period =
    quarter === '2025Q2'
      ? { from: day('2025-03-21'), until: day('2025-06-21') }
      : { from: day('2026-09-21'), until: day('2026-12-21') };
  const line: ClaimedLine = { period, annualRate: facts.annualRate, claimed: parseYuan(`${days * 15}.00`) };
  const computed = recomputeLine(line, loan).subsidy;
  return { computed, cause: findCause(line, loan, { prepaid: [], regimes: [] }, computed).cause };
}

describe('A line that goes on past maturity', () => {
  it('counts days after maturity, although the loan has been overdue ever since', () => {
    const found = causeOf(92, { excludedPeriods: [OVERDUE] });
    expect(found).to.deep.equal({ computed: 75_000, cause: 'after-maturity' });
  });

  it('does so where the loan was repaid at maturity, or later', () => {
    expect(causeOf(92, { principalChanges: nothingLeft('2025-05-10') }).cause).to.equal('after-maturity');
    const late = {
      excludedPeriods: [{ ...OVERDUE, until: day('2025-06-01') }],
      principalChanges: nothingLeft('2025-06-01'),
    };
    expect(causeOf(92, late).cause, 'as if nothing had come back').to.equal('after-maturity');
    expect(causeOf(72, late).cause, 'until it came back').to.equal('after-maturity');
    expect(causeOf(51, late).cause, 'all but the days overdue').to.equal('after-maturity');
  });

  it('does so where the longest term ends with the contract', () => {
    expect(causeOf(91, LONGEST, '2026Q4')).to.deep.equal({ computed: 28_500, cause: 'after-maturity' });
  });

  it('counts the days of an extension beyond the longest term', () => {
    const excludedPeriods = [
      { from: day('2026-10-10'), until: day('2026-11-09'), reason: 'extension' },
    ] as const;
    expect(causeOf(49, { ...LONGEST, excludedPeriods }, '2026Q4').cause).to.equal('extension-days-included');
  });

  it('is still unexplained where it passes over something else as well', () => {
    const misused = { from: day('2025-04-01'), until: day('2025-04-11'), reason: 'misuse' } as const;
    expect(causeOf(92, { excludedPeriods: [OVERDUE, misused] }).cause).to.equal('unexplained');
    const before = { from: day('2025-04-01'), until: day('2025-04-11'), reason: 'overdue' } as const;
    expect(causeOf(92, { excludedPeriods: [OVERDUE, before] }).cause).to.equal('unexplained');
    expect(causeOf(82, { excludedPeriods: [OVERDUE, before] }).cause).to.equal('after-maturity');
  });
});
