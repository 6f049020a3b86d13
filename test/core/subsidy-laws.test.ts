import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, addMonths, daysBetween, type BusinessDate } from '../../server/core/business-date.js';
import { computeSubsidy, subsidyTerms } from '../../server/core/interest-subsidy.js';
import { fen, sumFen, type Fen } from '../../server/core/money.js';
import { rate, type Rate } from '../../server/core/rate.js';
import {
  quoteSubsidy,
  type SubsidyQuote,
  type SubsidyQuoteRequest,
} from '../../server/core/subsidy-quote.js';
import { EXCLUSION_REASONS } from '../../server/core/subsidy-segments.js';
import { day, literalPolicy } from './literal-policy.js';
import { referenceSubsidy } from './reference-subsidy.js';

function quote(request: SubsidyQuoteRequest): SubsidyQuote {
  return quoteSubsidy(request, literalPolicy, 'flag');
}

const anyRate: fc.Arbitrary<Rate> = fc
  .oneof(
    fc.nat({ max: 700 }).map((points) => points * 10_000),
    fc.nat({ max: 20_000_000 }),
  )
  .map((value) => rate(value));

const anyPrincipal: fc.Arbitrary<Fen> = fc
  .oneof(fc.nat({ max: 100 }), fc.nat({ max: 400_000_000 }), fc.nat({ max: 99_999_999_999_999 }))
  .map((value) => fen(value));

const firstDisbursement = day('2021-01-01');

/** A loan with its changes, and a period that may begin before disbursement and end after the term. */
const anyRequest: fc.Arbitrary<SubsidyQuoteRequest> = fc
  .nat({ max: 1900 })
  .map((days) => addDays(firstDisbursement, days))
  .chain((disbursedOn) => {
    const around = fc.integer({ min: -60, max: 1500 }).map((days) => addDays(disbursedOn, days));
    const span = fc.integer({ min: 1, max: 400 });
    const perDay = { maxLength: 5, selector: (change: { on: BusinessDate }) => change.on };
    return fc.record({
      borrowerKind: fc.constantFrom('individual' as const, 'enterprise' as const),
      region: fc.constant('eastern' as const),
      period: fc.tuple(around, span).map(([from, days]) => ({ from, until: addDays(from, days) })),
      loan: fc.record({
        principal: anyPrincipal,
        annualRate: anyRate,
        dayCountBasis: fc.constantFrom(360 as const, 365 as const),
        disbursedOn: fc.constant(disbursedOn),
        maturesOn: fc.integer({ min: 1, max: 40 }).map((months) => addMonths(disbursedOn, months)),
        principalChanges: fc.uniqueArray(fc.record({ on: around, principal: anyPrincipal }), perDay),
        rateChanges: fc.uniqueArray(fc.record({ on: around, annualRate: anyRate }), perDay),
        excludedPeriods: fc.array(
          fc
            .tuple(around, span, fc.constantFrom(...EXCLUSION_REASONS))
            .map(([from, days, reason]) => ({ from, until: addDays(from, days), reason })),
          { maxLength: 4 },
        ),
      }),
    });
  });

describe('the laws of interest and subsidy', () => {
  it('give what a plain day-by-day calculation in decimals gives', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { interest, subsidy, subsidisedDays } = quote(request);
        expect({ interest, subsidy, subsidisedDays }).to.deep.equal(referenceSubsidy(request, literalPolicy));
      }),
      { numRuns: 300 },
    );
  });

  it('never give more subsidy than interest, nor less than nothing', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { interest, subsidy, borrowerShare } = quote(request);
        expect(subsidy).to.be.at.least(0);
        expect(subsidy).to.be.at.most(interest);
        expect(borrowerShare).to.equal(interest - subsidy);
      }),
    );
  });

  it('give lines that cover the period without a gap, differ from their neighbours, and add up', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { segments, interest, subsidy } = quote(request);
        let from = request.period.from;
        for (const [index, line] of segments.entries()) {
          expect(line.from).to.equal(from);
          expect(line.days).to.equal(daysBetween(line.from, line.until));
          expect(line.days).to.be.at.least(1);
          if (line.notSubsidisedBecause !== null) expect(line.subsidyRate).to.equal(0);
          const before = segments[index - 1];
          const same =
            before?.principal === line.principal &&
            before.annualRate === line.annualRate &&
            before.subsidyRate === line.subsidyRate &&
            before.notSubsidisedBecause === line.notSubsidisedBecause;
          expect(same).to.equal(false);
          from = line.until;
        }
        expect(from).to.equal(request.period.until);
        expect(sumFen(segments.map((line) => line.interest))).to.equal(interest);
        expect(sumFen(segments.map((line) => line.subsidy))).to.equal(subsidy);
      }),
    );
  });

  it('let a period be split anywhere, within a fen', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(), (request, cut) => {
        const { from, until } = request.period;
        const middle = addDays(from, cut % daysBetween(from, until));
        if (middle === from) return;
        const whole = quote(request);
        const first = quote({ ...request, period: { from, until: middle } });
        const second = quote({ ...request, period: { from: middle, until } });
        expect(Math.abs(whole.interest - first.interest - second.interest)).to.be.at.most(1);
        expect(Math.abs(whole.subsidy - first.subsidy - second.subsidy)).to.be.at.most(1);
        expect(first.subsidisedDays + second.subsidisedDays).to.equal(whole.subsidisedDays);
      }),
    );
  });

  it('grow with principal, rate and days', () => {
    const more = fc.record({
      principal: fc.nat({ max: 1_000_000 }),
      rate: fc.nat({ max: 1_000_000 }),
      days: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(anyRequest, more, (request, { principal, rate: higher, days }) => {
        const { loan, period } = request;
        const base = quote(request);
        for (const larger of [
          { ...request, loan: { ...loan, principal: fen(loan.principal + principal) } },
          { ...request, loan: { ...loan, annualRate: rate(loan.annualRate + higher) } },
          { ...request, period: { ...period, until: addDays(period.until, days) } },
        ]) {
          const grown = quote(larger);
          expect(grown.interest).to.be.at.least(base.interest);
          expect(grown.subsidy).to.be.at.least(base.subsidy);
          expect(grown.subsidisedDays).to.be.at.least(base.subsidisedDays);
        }
      }),
    );
  });

  it('do not depend on the order in which changes are told', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { loan } = request;
        const told = {
          ...loan,
          principalChanges: loan.principalChanges.toReversed(),
          rateChanges: loan.rateChanges.toReversed(),
          excludedPeriods: loan.excludedPeriods.toReversed(),
        };
        expect(quote({ ...request, loan: told })).to.deep.equal(quote(request));
      }),
    );
  });

  it('never pay less where a reason is passed over', () => {
    fc.assert(
      fc.property(anyRequest, ({ loan, period, borrowerKind }) => {
        const terms = subsidyTerms(loan.disbursedOn, borrowerKind, literalPolicy);
        const ours = computeSubsidy(loan, period, terms);
        for (const reason of ['after-maturity', 'beyond-term', ...EXCLUSION_REASONS] as const) {
          const theirs = computeSubsidy(loan, period, terms, { disregarded: [reason] });
          expect(theirs.interest).to.equal(ours.interest);
          expect(theirs.subsidy).to.be.at.least(ours.subsidy);
        }
      }),
    );
  });
});
