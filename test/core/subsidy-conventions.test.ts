import { expect } from 'chai';
import { addDays } from '../../server/core/business-date.js';
import { computeSubsidy, subsidyTerms, type SubsidyConventions } from '../../server/core/interest-subsidy.js';
import { formatYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import type { LoanFacts, Period, SubsidyTerms } from '../../server/core/subsidy-segments.js';
import { day, literalPolicy } from './literal-policy.js';
import { quoteRequest, ROUND_LOAN } from './loan-story.js';

/** Five yuan of subsidy a day; overdue and misused within the quarter, extended by a month after its end. */
const { loan } = quoteRequest({
  ...ROUND_LOAN,
  disbursedOn: '2024-03-15',
  maturesOn: '2025-06-11',
  principalChanges: [
    { on: '2025-04-21', principal: '50000.00' },
    { on: '2025-06-16', principal: '0.00' },
  ],
  excludedPeriods: [
    { from: '2025-04-01', until: '2025-04-03', reason: 'overdue' },
    { from: '2025-05-01', until: '2025-05-05', reason: 'misuse' },
    { from: '2025-06-11', until: '2025-06-14', reason: 'extension' },
  ],
});
const quarter: Period = { from: day('2025-03-21'), until: day('2025-06-21') };
const terms = subsidyTerms(loan.disbursedOn, 'individual', literalPolicy);

interface Changes extends SubsidyConventions {
  readonly loan?: Partial<LoanFacts>;
  readonly until?: Period['until'];
  readonly terms?: Partial<SubsidyTerms>;
}

function subsidy(changes: Changes = {}): string {
  const statement = computeSubsidy(
    { ...loan, ...changes.loan },
    { ...quarter, until: changes.until ?? quarter.until },
    { ...terms, ...changes.terms },
    changes,
  );
  return formatYuan(statement.subsidy);
}

describe('a quarter recomputed under other conventions', () => {
  // 31 days on 100,000 less 2 overdue; 51 days on 50,000 less 4 misused.
  it('is first computed by the rules', () => {
    expect(subsidy()).to.equal('262.50');
  });

  it('takes another basis', () => {
    expect(subsidy({ loan: { dayCountBasis: 365 } })).to.equal('258.90');
  });

  it('takes another rate', () => {
    expect(subsidy({ loan: { annualRate: parseRate('3.00') } })).to.equal('218.75');
  });

  it('takes another regime', () => {
    expect(subsidy({ terms: { regime: literalPolicy.regimeOn(day('2023-01-01')) } })).to.equal('240.63');
  });

  it('counts the last day too, under that day’s balance and exclusions', () => {
    expect(subsidy({ until: addDays(quarter.until, 1) })).to.equal('262.50');
    expect(subsidy({ until: day('2025-04-20') })).to.equal('140.00');
    expect(subsidy({ until: addDays(day('2025-04-20'), 1) })).to.equal('145.00');
    expect(subsidy({ until: addDays(day('2025-04-21'), 1) })).to.equal('147.50');
  });

  it('includes overdue or misused days', () => {
    expect(subsidy({ disregarded: ['overdue'] })).to.equal('272.50');
    expect(subsidy({ disregarded: ['misuse'] })).to.equal('272.50');
  });

  it('lets an extended loan earn until its extension ends', () => {
    expect(subsidy({ disregarded: ['extension'] })).to.equal('270.00');
  });

  it('counts days after maturity that are not extended', () => {
    expect(subsidy({ disregarded: ['after-maturity'] })).to.equal('267.50');
  });

  it('counts days beyond the longest term', () => {
    const enterprise = subsidyTerms(day('2023-04-26'), 'enterprise', literalPolicy);
    const early = { subsidisedUntil: enterprise.subsidisedUntil };
    expect(subsidy({ terms: early })).to.equal('157.50');
    expect(subsidy({ terms: early, disregarded: ['beyond-term'] })).to.equal('262.50');
  });

  it('ignores a prepayment or a settlement', () => {
    expect(subsidy({ loan: { principalChanges: [] } })).to.equal('380.00');
  });

  it('rounds each segment or each day', () => {
    const odd = { ...loan, principal: quoteRequest({ ...ROUND_LOAN, principal: '12345.67' }).loan.principal };
    const rounded = (rounding: 'once' | 'each-segment' | 'each-day'): string =>
      subsidy({ loan: { ...odd, principalChanges: [] }, rounding });
    // 0.6172835 a day for 76 days, in segments of 11, 28 and 37 days
    expect(rounded('once')).to.equal('46.91');
    expect(rounded('each-segment')).to.equal('46.91');
    expect(rounded('each-day')).to.equal('47.12');
  });

  it('adds up in its lines under every rounding', () => {
    for (const rounding of ['once', 'each-segment', 'each-day'] as const) {
      const { segments, interest } = computeSubsidy(loan, quarter, terms, { rounding });
      expect(segments.reduce((sum, line) => sum + line.interest, 0)).to.equal(interest);
    }
  });
});
