import { expect } from 'chai';
import { findCause, recomputeLine } from '../../../server/core/claim-check/check-claimed-line.js';
import type { CheckedLoan, ClaimedLine, WrongPaths } from '../../../server/core/claim-check/checked-loan.js';
import { explainCause } from '../../../server/core/claim-check/explain-cause.js';
import { computeSubsidy, subsidyTerms } from '../../../server/core/interest-subsidy.js';
import { addFen, fen, parseYuan, type Fen } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { day, literalPolicy } from '../literal-policy.js';

const PERIOD = { from: day('2025-03-21'), until: day('2025-06-21') };
const FACTS: CheckedLoan['facts'] = {
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.10'),
  dayCountBasis: 360,
  disbursedOn: day('2024-12-01'),
  maturesOn: day('2027-12-01'),
  principalChanges: [
    { on: day('2025-04-10'), principal: parseYuan('250000.00') },
    { on: day('2025-05-10'), principal: parseYuan('100000.00') },
    { on: day('2025-06-10'), principal: parseYuan('0.00') },
  ],
  rateChanges: [],
  excludedPeriods: [],
};
const LOAN: CheckedLoan = {
  facts: FACTS,
  terms: subsidyTerms(FACTS.disbursedOn, 'individual', literalPolicy),
};
const PREPAID: WrongPaths = {
  prepaid: [
    { on: day('2025-04-10'), principal: parseYuan('50000.00') },
    { on: day('2025-05-10'), principal: parseYuan('150000.00') },
    { on: day('2025-06-01'), principal: parseYuan('1.00') },
  ],
  regimes: [LOAN.terms.regime],
};

/** The line of this loan that claims so much, and what is found of it. */
function causeOf(claimed: Fen, loan = LOAN, paths = PREPAID) {
  const line: ClaimedLine = { period: PERIOD, annualRate: loan.facts.annualRate, claimed };
  const { cause, facts } = findCause(line, loan, paths, recomputeLine(line, loan).subsidy);
  return { cause, facts };
}
const earned = (principalChanges: CheckedLoan['facts']['principalChanges']): Fen =>
  computeSubsidy({ ...FACTS, principalChanges }, PERIOD, LOAN.terms).subsidy;

describe('A line that claims too much', () => {
  it('has ignored both prepayments, or one of them', () => {
    const settled = { on: day('2025-06-10'), principal: fen(0) };
    const neither = earned([settled]);
    expect(causeOf(neither)).to.deep.equal({
      cause: 'prepayment-ignored',
      facts: { day: '2025-04-10', amount: '200000.00' },
    });
    const onlyFirst = earned([{ on: day('2025-04-10'), principal: parseYuan('250000.00') }, settled]);
    expect(causeOf(onlyFirst)).to.deep.equal({
      cause: 'prepayment-ignored',
      facts: { day: '2025-05-10', amount: '150000.00' },
    });
  });

  it('is a fen off without a way to it', () => {
    const computed = earned(FACTS.principalChanges);
    const facts = { rounding: 'within-one-fen' };
    expect(causeOf(addFen(computed, fen(1)), LOAN, { prepaid: [], regimes: [] })).to.deep.equal({
      cause: 'rounding',
      facts,
    });
    expect(causeOf(addFen(computed, fen(7_777)), LOAN, { prepaid: [], regimes: [] }).cause).to.equal(
      'unexplained',
    );
  });
});

describe('The sentence about a line', () => {
  it('says in words how it was rounded, and names what it was told', () => {
    expect(explainCause('rounding', { rounding: 'within-one-fen' }).en).to.match(/^Within one fen; /);
    expect(explainCause('rounding', { rounding: 'each-day' }).zh).to.match(/^逐日四舍五入/);
    expect(explainCause('rounding', { rounding: 'by-moonlight' }).en).to.match(/^by-moonlight/);
    expect(explainCause('wrong-rate', {}).en).to.contain('at  %');
  });

  it('of a line whose days stand in another one in part says which', () => {
    const facts = { from: '2025-03-21', lastDay: '2025-04-20', claim: 'TX-1', line: '7' };
    expect(explainCause('unexplained', facts).en)
      .to.contain('from 2025-03-21 to 2025-04-20')
      .and.contain('TX-1');
    expect(explainCause('unexplained', {}).en).to.contain('No single mistake');
  });
});
