import { expect } from 'chai';
import { computeSubsidy, subsidyTerms } from '../../server/core/interest-subsidy.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { parseRate, subsidyRate } from '../../server/core/rate.js';
import { SubsidyKernel } from '../../server/core/subsidy-kernel.js';
import type { ExcludedPeriod, LoanFacts } from '../../server/core/subsidy-segments.js';
import { day, literalPolicy } from './literal-policy.js';

const LOAN: LoanFacts = {
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.45'),
  dayCountBasis: 360,
  disbursedOn: day('2024-03-15'),
  maturesOn: day('2027-03-15'),
  principalChanges: [],
  rateChanges: [],
  excludedPeriods: [],
};
const TERMS = subsidyTerms(LOAN.disbursedOn, 'individual', literalPolicy);
const QUARTER = { from: day('2024-03-21'), until: day('2024-06-21') };

const during = (reason: ExcludedPeriod['reason']): ExcludedPeriod => ({
  from: day('2024-05-01'),
  until: day('2024-05-11'),
  reason,
});

const segmentsWith = (excludedPeriods: readonly ExcludedPeriod[]) =>
  computeSubsidy({ ...LOAN, excludedPeriods }, QUARTER, TERMS).segments.map(
    ({ from, until, notSubsidisedBecause }) => [from, until, notSubsidisedBecause],
  );

describe('Days that earn nothing', () => {
  it('were claimed before, or come after eligibility was lost', () => {
    for (const reason of ['claimed-before', 'eligibility-lost'] as const)
      expect(segmentsWith([during(reason)])).to.deep.equal([
        ['2024-03-21', '2024-05-01', null],
        ['2024-05-01', '2024-05-11', reason],
        ['2024-05-11', '2024-06-21', null],
      ]);
  });

  it('that were claimed before are never claimed for another reason', () => {
    expect(segmentsWith([during('overdue'), during('claimed-before')])[1]?.[2]).to.equal('claimed-before');
    expect(segmentsWith([during('eligibility-lost'), during('overdue')])[1]?.[2]).to.equal('overdue');
  });
});

describe('The kernel of a run', () => {
  it('begins anew for the next loan, whatever the last one came to', () => {
    const kernel = new SubsidyKernel();
    const addPlain = (): void =>
      kernel.add(LOAN.principal, LOAN.annualRate, subsidyRate(1.725 * 10_000_000_000), 92);
    addPlain();
    expect([kernel.interest(360), kernel.subsidy(360)]).to.deep.equal([264_500, 132_250]);
    // A rate that is no whole number of steps goes on exactly, beyond what doubles hold.
    kernel.add(fen(999_999_999_999), parseRate('3.456789'), subsidyRate(17_283_945_000), 366);
    kernel.clear();
    expect([kernel.interest(360), kernel.subsidy(360)]).to.deep.equal([0, 0]);
    addPlain();
    expect([kernel.interest(360), kernel.subsidy(360)]).to.deep.equal([264_500, 132_250]);
  });
});
