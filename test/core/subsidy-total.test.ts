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

const repayment = (month: number, date: number, left: number) => ({
  on: businessDate(2025, month, date),
  principal: fen(left),
});

const cut = (): never => expect.fail('segments were cut');

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

  describe('in a period in which nothing but repayments happened', () => {
    const [from, until] = [businessDate(2025, 3, 21), businessDate(2025, 6, 21)];
    const plain: LoanFacts = {
      principal: fen(30_000_000),
      annualRate: rate(3_450_000),
      dayCountBasis: 360,
      disbursedOn: businessDate(2024, 9, 2),
      maturesOn: businessDate(2026, 9, 2),
      principalChanges: [],
      rateChanges: [],
      excludedPeriods: [],
    };
    const published = subsidyTerms(plain.disbursedOn, 'individual', PolicyBook.published());
    const terms = { ...published, endedBy: ['closure' as const] };
    /** The total, where segments may not be cut: those would have to put the changes of the rate in order. */
    const withoutSegments = (facts: Partial<LoanFacts>): number => {
      const rateChanges = Object.assign([...(facts.rateChanges ?? [])], { toSorted: cut });
      return subsidyTotal({ ...plain, ...facts, rateChanges }, { from, until }, terms);
    };
    const overdue = (start: typeof from, end: typeof from) => ({
      from: start,
      until: end,
      reason: 'overdue' as const,
    });

    it('it costs a fraction: no segments are cut, whatever lies before and after', () => {
      const cases: readonly Partial<LoanFacts>[] = [
        {},
        { principalChanges: [repayment(4, 1, 20_000_000), repayment(5, 1, 10_000_000)] },
        { principalChanges: [repayment(4, 1, 20_000_000), repayment(4, 1, 10_000_000)] },
        { rateChanges: [{ on: until, annualRate: rate(3_000_000) }] },
        { excludedPeriods: [overdue(addDays(from, -9), from), overdue(until, addDays(until, 9))] },
        { endings: [{ change: 'closure', on: until }] },
        { endings: [{ change: 'legal-representative-change', on: addDays(from, 9) }] },
        { endings: [] },
      ];
      for (const facts of cases)
        expect(withoutSegments(facts), JSON.stringify(facts)).to.equal(
          computeSubsidy({ ...plain, ...facts }, { from, until }, terms).subsidy,
        );
    });

    it('is told from one in which something else did', () => {
      const cases: readonly Partial<LoanFacts>[] = [
        { principalChanges: [repayment(5, 1, 10_000_000), repayment(4, 1, 20_000_000)] },
        { rateChanges: [{ on: addDays(until, -1), annualRate: rate(3_000_000) }] },
        { excludedPeriods: [overdue(addDays(from, -9), addDays(from, 1))] },
        { excludedPeriods: [overdue(addDays(until, -1), addDays(until, 9))] },
        {
          endings: [
            { change: 'closure', on: addDays(until, -1) },
            { change: 'closure', on: addDays(until, 9) },
          ],
        },
      ];
      for (const facts of cases) {
        expect(() => withoutSegments(facts), JSON.stringify(facts)).to.throw('segments were cut');
        expect(subsidyTotal({ ...plain, ...facts }, { from, until }, terms)).to.equal(
          computeSubsidy({ ...plain, ...facts }, { from, until }, terms).subsidy,
        );
      }
    });
  });
});
