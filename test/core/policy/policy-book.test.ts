import { expect } from 'chai';
import { addDays, parseBusinessDate } from '../../../server/core/business-date.js';
import { DomainError } from '../../../server/core/errors.js';
import { loanPrimeRateOn, PUBLISHED_LOAN_PRIME_RATES } from '../../../server/core/policy/loan-prime-rates.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import { policyVersion } from '../../../server/core/policy/versions/policy-version.js';
import { PUBLISHED_VERSIONS } from '../../../server/core/policy/versions/published-versions.js';
import { formatRate, parseRate } from '../../../server/core/rate.js';

const book = PolicyBook.published();
const day = parseBusinessDate;

describe('the policy book', () => {
  it('answers with the value in force and its source', () => {
    expect(book.valueOn('cap-individual', day('2023-09-30')).value).to.deep.equal({ yuan: '200000.00' });
    expect(book.valueOn('cap-individual', day('2023-10-01'))).to.deep.equal({
      value: { yuan: '300000.00' },
      source: {
        id: 'cap-individual.national.2023-10-01',
        document: '财金〔2023〕75号',
        article: '个人贷款额度',
        verified: true,
      },
    });
  });

  it('lets the nearest jurisdiction win, even over a later national version', () => {
    const limit = (date: string) => book.asOf('consumer-loan-limit', day(date));
    expect(limit('2019-06-01')).to.include({ jurisdiction: 'national' });
    expect(limit('2024-06-01').value).to.deep.equal({ yuan: '100000.00' });
    expect(limit('2026-06-01')).to.include({ jurisdiction: 'guangdong', verified: false });
    expect(book.asOf('consumer-loan-limit', day('2026-06-01'), 'national').value).to.deep.equal({
      yuan: '50000.00',
    });
  });

  it('has no answer before the first version, and says which parameter lacks one', () => {
    expect(() => book.regimeOn(day('2020-12-31')))
      .to.throw(DomainError)
      .that.deep.includes({
        code: 'no-policy-in-force',
        details: { parameter: 'subsidy-regime', date: '2020-12-31' },
      });
  });

  it('takes further versions without changing, the later addition winning on one day', () => {
    const further = book.withVersions([raised('500000.00'), raised('600000.00')]);
    expect(further.asOf('cap-individual', day('2026-01-01')).value).to.deep.equal({ yuan: '600000.00' });
    expect(further.asOf('cap-individual', day('2025-12-31')).value).to.deep.equal({ yuan: '300000.00' });
    expect(book.asOf('cap-individual', day('2026-01-01')).value).to.deep.equal({ yuan: '300000.00' });
  });

  it('gives each version an id of its own, a document and a clause', () => {
    const ids = PUBLISHED_VERSIONS.map((version) => version.id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { id, document, article } of PUBLISHED_VERSIONS) {
      expect(document, id).not.to.be.empty;
      expect(article, id).not.to.be.empty;
    }
  });
});

describe('what the policy says of subsidies', () => {
  it('splits at LPR − 150 BP until 2023-09-30 and halves the rate from then on', () => {
    expect(book.regimeOn(day('2021-01-01')).value).to.deep.equal({
      kind: 'lpr-minus',
      borrowerBelow: parseRate('1.50'),
    });
    expect(book.regimeOn(day('2023-09-30')).value).to.deep.equal({
      kind: 'lpr-minus',
      borrowerBelow: parseRate('1.50'),
    });
    expect(book.regimeOn(day('2023-10-01')).value).to.deep.equal({
      kind: 'share-of-rate',
      shareBasisPoints: 5000,
    });
  });

  it('caps the rate by region', () => {
    const on = day('2024-03-15');
    const above = (region: 'eastern' | 'central-western' | 'formerly-poor') =>
      formatRate(book.ceilingOn(on, region).value.aboveLoanPrimeRate);
    expect([above('eastern'), above('central-western'), above('formerly-poor')]).to.deep.equal([
      '0.50',
      '1.50',
      '2.50',
    ]);
  });

  it('subsidises individuals for three years and enterprises for two', () => {
    expect(book.subsidisedMonthsOn(day('2022-01-01'), 'individual').value).to.equal(36);
    expect(book.subsidisedMonthsOn(day('2024-01-01'), 'enterprise')).to.deep.include({ value: 24 });
  });
});

describe('the one-year loan prime rate', () => {
  const cases: [string, string, boolean][] = [
    ['2019-08-20', '4.25', true],
    ['2020-04-19', '4.05', false],
    ['2020-04-20', '3.85', true],
    ['2021-12-19', '3.85', true],
    ['2023-01-05', '3.65', true],
    ['2024-03-15', '3.45', false],
    ['2024-10-20', '3.35', false],
    ['2024-10-21', '3.10', true],
    ['2025-05-20', '3.00', true],
    ['2025-08-19', '3.00', true],
    ['2025-08-20', '3.00', false],
    ['2026-11-01', '3.00', false],
  ];
  for (const [date, percent, verified] of cases) {
    it(`is ${percent} on ${date}, ${verified ? 'verified' : 'not verified'}`, () => {
      const { value, source } = book.loanPrimeRateOn(day(date));
      expect({ percent: formatRate(value), verified: source.verified }).to.deep.equal({ percent, verified });
    });
  }

  it('is unknown before the first publication', () => {
    expect(() => book.loanPrimeRateOn(day('2019-08-19'))).to.throw(DomainError);
  });

  it('stays unverified in the months that nobody published to us, and is verified again after the gap', () => {
    const later = book.withRates([
      { publishedOn: day('2026-06-22'), oneYear: parseRate('2.95'), verified: true },
    ]);
    expect(later.loanPrimeRateOn(day('2026-06-21')).source.verified).to.be.false;
    expect(later.loanPrimeRateOn(day('2026-06-22'))).to.deep.include({ value: parseRate('2.95') });
    expect(later.loanPrimeRateOn(day('2026-06-22')).source.verified).to.be.true;
    expect(later.loanPrimeRateOn(day('2026-07-20')).source.verified).to.be.false;
  });

  it('was published every month, in order, on the 20th or shortly after', () => {
    for (const [index, { publishedOn }] of PUBLISHED_LOAN_PRIME_RATES.entries()) {
      const before = PUBLISHED_LOAN_PRIME_RATES[index - 1]?.publishedOn;
      if (before) expect(publishedOn.slice(0, 7), publishedOn).to.equal(addDays(before, 31).slice(0, 7));
      expect(Number(publishedOn.slice(8)), publishedOn).to.be.within(20, 22);
    }
    expect(loanPrimeRateOn(PUBLISHED_LOAN_PRIME_RATES, day('2025-07-21')).source.id).to.equal(
      'loan-prime-rate.2025-07-21',
    );
  });
});

/** A municipal cap from 2026 on. */
function raised(yuan: string) {
  return policyVersion({
    parameter: 'cap-individual',
    jurisdiction: 'guangzhou',
    effectiveFrom: '2026-01-01',
    value: { yuan },
    document: '测试文件',
    article: '第一条',
    verified: true,
  });
}
