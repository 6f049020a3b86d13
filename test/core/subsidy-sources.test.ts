import { expect } from 'chai';
import { DomainError } from '../../server/core/errors.js';
import { subsidyTerms } from '../../server/core/interest-subsidy.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import { subsidySources, usesPrimeRate } from '../../server/core/subsidy-sources.js';
import { day } from './literal-policy.js';

const BOOK = PolicyBook.published();

const sourcesOf = (disbursedOn: string, kind: 'individual' | 'enterprise') => {
  const on = day(disbursedOn);
  return subsidySources(subsidyTerms(on, kind, BOOK), kind, on, BOOK).map(({ id }) => id);
};

describe('What the subsidy of a loan follows from', () => {
  it('is the regime, the longest term and what ends the subsidy', () => {
    expect(sourcesOf('2024-03-15', 'individual')).to.deep.equal([
      BOOK.regimeOn(day('2024-03-15')).source.id,
      BOOK.subsidisedMonthsOn(day('2024-03-15'), 'individual').source.id,
      BOOK.endsSubsidyOn(day('2024-03-15'), 'closure').source.id,
      BOOK.endsSubsidyOn(day('2024-03-15'), 'legal-representative-change').source.id,
    ]);
  });

  it('is the loan prime rate as well, where the regime looks at it', () => {
    const [regime, primeRate, months] = sourcesOf('2022-05-20', 'enterprise');
    expect(regime).to.match(/^subsidy-regime/);
    expect(primeRate).to.equal(BOOK.loanPrimeRateOn(day('2022-05-20')).source.id);
    expect(months).to.match(/^subsidised-months-enterprise/);
    const terms = (on: string) => subsidyTerms(day(on), 'individual', BOOK);
    expect(usesPrimeRate(terms('2022-05-20'))).to.equal(true);
    expect(usesPrimeRate(terms('2024-03-15'))).to.equal(false);
  });

  it('can be read again by each id that is cited', () => {
    for (const id of [...sourcesOf('2024-03-15', 'individual'), ...sourcesOf('2022-05-20', 'individual')])
      expect(BOOK.sourceOf(id)?.id).to.equal(id);
    expect(BOOK.sourceOf('loan-prime-rate.1999-01-20')).to.equal(undefined);
  });

  it('is nothing that could be cited before any policy', () => {
    const terms = subsidyTerms(day('2024-03-15'), 'individual', BOOK);
    expect(() => subsidySources(terms, 'individual', day('1999-01-20'), BOOK)).to.throw(DomainError);
  });
});
