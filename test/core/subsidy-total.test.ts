import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, businessDate } from '../../server/core/business-date.js';
import { computeSubsidy, subsidyTerms } from '../../server/core/interest-subsidy.js';
import { fen } from '../../server/core/money.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { rate } from '../../server/core/rate.js';
import { subsidyQuarterOf } from '../../server/core/subsidy-quarter.js';
import { ENDING_CHANGES, type LoanFacts } from '../../server/core/subsidy-segments.js';
import { subsidyTotal } from '../../server/core/subsidy-total.js';

const START = businessDate(2021, 1, 1);
const DAYS = 1_800;
const day = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(START, days));
const principal = fc.integer({ min: 0, max: 500_000_000 }).map(fen);
const annualRate = fc.integer({ min: 1, max: 12_000_000 }).map(rate);
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
  );

const loan: fc.Arbitrary<LoanFacts> = fc
  .record({
    principal,
    annualRate,
    dayCountBasis: fc.constantFrom<360 | 365>(360, 365),
    disbursedOn: day,
    term: fc.integer({ min: 1, max: 1_500 }),
    principalChanges: fc.array(fc.record({ on: day, principal }), { maxLength: 6 }),
    inOrder: fc.boolean(),
    rateChanges: seldom(fc.record({ on: day, annualRate })),
    excludedPeriods: seldom(
      fc
        .record({
          from: day,
          days: fc.integer({ min: 0, max: 200 }),
          reason: fc.constantFrom('overdue' as const, 'misuse' as const),
        })
        .map(({ from, days, reason }) => ({ from, until: addDays(from, days), reason })),
    ),
    endings: seldom(fc.record({ change: fc.constantFrom(...ENDING_CHANGES), on: day })),
  })
  .map(({ term, inOrder, principalChanges, ...facts }) => ({
    ...facts,
    maturesOn: addDays(facts.disbursedOn, term),
    principalChanges: inOrder
      ? principalChanges.toSorted((a, b) => (a.on < b.on ? -1 : 1))
      : principalChanges,
  }));

describe('The subsidy of a loan without its segments', () => {
  it('is that of its statement, to the fen, whatever happened to the loan', () => {
    const book = PolicyBook.published();
    fc.assert(
      fc.property(
        loan,
        day,
        fc.constantFrom('individual' as const, 'enterprise' as const),
        (facts, on, kind) => {
          const terms = subsidyTerms(facts.disbursedOn, kind, book);
          const quarter = subsidyQuarterOf(on);
          expect(subsidyTotal(facts, quarter, terms)).to.equal(computeSubsidy(facts, quarter, terms).subsidy);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
