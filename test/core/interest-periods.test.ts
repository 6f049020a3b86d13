import { expect } from 'chai';
import { interestDue } from '../../server/core/interest-due.js';
import { computeSubsidy, subsidyTerms } from '../../server/core/interest-subsidy.js';
import { fen } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import type { EndingChange, LoanFacts } from '../../server/core/subsidy-segments.js';
import { day, literalPolicy } from './literal-policy.js';

/** At 3.65 % over 365 days a day costs a ten-thousandth of the principal. */
const loanOf = (principal: number, facts: Partial<LoanFacts> = {}): LoanFacts => ({
  principal: fen(principal),
  annualRate: parseRate('3.65'),
  dayCountBasis: 365,
  disbursedOn: day('2025-01-15'),
  maturesOn: day('2026-01-15'),
  principalChanges: [],
  rateChanges: [],
  excludedPeriods: [],
  ...facts,
});

describe('Interest that falls due', () => {
  it('by the quarter is rounded on each 20th, all at once it is rounded once', () => {
    // 65, 92 and 72 days: 6,500.5, 9,200.7 and 7,200.6 fen, 22,901.8 in all.
    const loan = loanOf(1_000_077);
    expect(interestDue(loan, 'interest-quarterly', day('2025-09-01'))).to.equal(6_501 + 9_201 + 7_201);
    expect(interestDue(loan, 'bullet', day('2025-09-01'))).to.equal(22_902);
  });

  it('of the day of disbursement joins the next quarter where that day is a 20th, and of two days it does not', () => {
    const until = day('2025-06-21');
    const on20th = loanOf(1_004_900, { disbursedOn: day('2025-03-20') });
    expect(interestDue(on20th, 'interest-quarterly', until), '93 days together').to.equal(9_346);
    const on19th = loanOf(1_003_800, { disbursedOn: day('2025-03-19') });
    expect(interestDue(on19th, 'interest-quarterly', until), '2 days and 92').to.equal(201 + 9_235);
  });

  it('is settled at maturity, and begins anew after it', () => {
    const loan = loanOf(1_000_200, { disbursedOn: day('2025-12-21') });
    expect(interestDue(loan, 'interest-quarterly', day('2026-03-01')), '25 days and 45').to.equal(
      2_501 + 4_501,
    );
  });

  it('follows principal and rate from the day of each change, in whatever order they are told', () => {
    const changed = loanOf(1_000_000, {
      principalChanges: [
        { on: day('2025-03-01'), principal: fen(500_000) },
        { on: day('2025-02-01'), principal: fen(800_000) },
      ],
      rateChanges: [
        { on: day('2025-03-06'), annualRate: parseRate('7.30') },
        { on: day('2025-02-11'), annualRate: parseRate('1.825') },
      ],
    });
    // 17 days of 100, 10 of 80, 18 of 40, 5 of 25, 5 of 100 fen.
    expect(interestDue(changed, 'bullet', day('2025-03-11'))).to.equal(1_700 + 800 + 720 + 125 + 500);
  });
});

describe('A change of the business that ends the subsidy', () => {
  const quarter = { from: day('2025-03-21'), until: day('2025-06-21') };
  const terms = subsidyTerms(day('2025-01-15'), 'individual', literalPolicy);
  const segmentsOf = (
    endings: LoanFacts['endings'],
    endedBy: readonly EndingChange[],
    disregarded: readonly EndingChange[] = [],
  ) =>
    computeSubsidy(
      loanOf(1_000_000, endings && { endings }),
      quarter,
      { ...terms, endedBy },
      { disregarded },
    ).segments.map(({ from, notSubsidisedBecause }) => [from, notSubsidisedBecause]);
  const plain = [['2025-03-21', null]];
  const closure = { on: day('2025-05-05'), change: 'closure' } as const;
  const successor = { on: day('2025-04-04'), change: 'legal-representative-change' } as const;

  it('does so from its day on where the policy says so, and nowhere else', () => {
    expect(segmentsOf([closure], ['closure'])).to.deep.equal([...plain, ['2025-05-05', 'closure']]);
    expect(segmentsOf([closure], ['legal-representative-change'])).to.deep.equal(plain);
    expect(segmentsOf([closure], ['closure'], ['closure']).map(([, reason]) => reason)).not.to.include(
      'closure',
    );
    expect(segmentsOf([], ['closure'])).to.deep.equal(plain);
    expect(segmentsOf(undefined, ['closure'])).to.deep.equal(plain);
  });

  it('is named by itself, each from its own day', () => {
    expect(segmentsOf([closure, successor], ['closure', 'legal-representative-change'])).to.deep.equal([
      ...plain,
      ['2025-04-04', 'legal-representative-change'],
      ['2025-05-05', 'closure'],
    ]);
    expect(segmentsOf([{ ...closure, on: day('2025-03-01') }], ['closure'])).to.deep.equal([
      ['2025-03-21', 'closure'],
    ]);
  });
});
