import { expect } from 'chai';
import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import { assertCalendarYear } from '../../../server/core/calendar/assert-calendar-year.js';
import { DomainError } from '../../../server/core/errors.js';
import {
  assertDraftable,
  effectiveFromOf,
  oneYearRateOf,
  readDraftContent,
  subjectOf,
  versionOf,
  type CalendarYearDraft,
  type LoanPrimeRateDraft,
  type ParameterDraft,
} from '../../../server/core/policy/draft-content.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import { draftedBook } from '../../../server/core/policy-impact/drafted-book.js';
import { parseRate } from '../../../server/core/rate.js';

const BOOK = PolicyBook.published();
const TODAY = day('2025-06-10');

const CAP: ParameterDraft = {
  kind: 'parameter',
  parameter: 'cap-individual',
  jurisdiction: 'guangzhou',
  effectiveFrom: day('2026-01-01'),
  value: { yuan: '400000.00' },
  document: '示例〔2025〕1号',
  article: '第一条',
  verified: false,
  note: null,
};
const PRIME: LoanPrimeRateDraft = {
  kind: 'loan-prime-rate',
  publishedOn: day('2025-06-10'),
  oneYearRatePercent: '2.90',
  fiveYearRatePercent: null,
  document: 'LPR',
  verified: true,
};
const YEAR: CalendarYearDraft = {
  kind: 'calendar-year',
  year: 2027,
  holidays: [day('2027-01-01')],
  workdays: [day('2027-01-02')],
} as unknown as CalendarYearDraft;

/** The rules that a draft breaks, by field. */
function brokenBy(act: () => void): string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.equal('malformed');
    return error.fields.map(({ field, rule }) => `${field} ${rule}`);
  }
}

const enterprise = (of: PolicyBook) => of.asOf('cap-enterprise', day('2025-06-01'));

describe('A draft of policy', () => {
  it('is about a parameter, a publication or a year, from a day on', () => {
    expect([CAP, PRIME, YEAR].map(subjectOf)).to.deep.equal(['cap-individual', '2025-06-10', '2027']);
    expect([CAP, PRIME, YEAR].map(effectiveFromOf)).to.deep.equal(['2026-01-01', '2025-06-10', '2027-01-01']);
  });

  it('fits the form of its parameter', () => {
    for (const draft of [CAP, YEAR]) expect(brokenBy(() => assertDraftable(draft, TODAY))).to.deep.equal([]);
    expect(brokenBy(() => assertDraftable({ ...CAP, value: { yuan: '4' } as never }, TODAY))).not.to.be.empty;
  });

  it('of a prime rate has been published and is above zero', () => {
    expect(brokenBy(() => assertDraftable(PRIME, TODAY))).to.deep.equal([]);
    expect(
      brokenBy(() => assertDraftable({ ...PRIME, publishedOn: day('2025-06-11') }, TODAY)),
    ).to.deep.equal(['publishedOn not-in-future']);
    const zero = { ...PRIME, oneYearRatePercent: '0.00', fiveYearRatePercent: '0.00' };
    expect(brokenBy(() => assertDraftable(zero, TODAY))).to.deep.equal([
      'oneYearRatePercent above-zero',
      'fiveYearRatePercent above-zero',
    ]);
    expect(brokenBy(() => assertDraftable({ ...PRIME, fiveYearRatePercent: '3.50' }, TODAY))).to.deep.equal(
      [],
    );
    expect(oneYearRateOf(PRIME)).to.equal(parseRate('2.90'));
  });

  it('becomes a version with an id of its own, and with its note if it has one', () => {
    const version = versionOf(CAP, day('2026-02-01'), '7');
    expect(version).to.deep.include({
      id: 'cap-individual.guangzhou.2026-02-01#7',
      effectiveFrom: '2026-02-01',
    });
    expect(version).not.to.have.any.keys('note', 'kind');
    expect(versionOf({ ...CAP, note: '试行' }, CAP.effectiveFrom, '8')).to.have.property('note', '试行');
  });

  it('is read again from its text, and not where it would not fit any more', () => {
    expect(readDraftContent(JSON.stringify(CAP))).to.deep.equal(CAP);
    expect(readDraftContent(JSON.stringify(PRIME))).to.deep.equal(PRIME);
    expect(() => readDraftContent(JSON.stringify({ ...CAP, value: {} }))).to.throw(DomainError);
    expect(() => readDraftContent(JSON.stringify({ ...CAP, effectiveFrom: '2026-02-30' }))).to.throw(
      DomainError,
    );
  });

  it('makes the book as it would be: from its own day, or from the day it is tried for', () => {
    const tried = draftedBook(BOOK, CAP, day('2024-01-01'));
    expect(tried.asOf('cap-individual', day('2024-06-01')).value).to.deep.equal({ yuan: '400000.00' });
    expect(tried.asOf('cap-individual', day('2023-12-31'))).to.deep.equal(
      BOOK.asOf('cap-individual', day('2023-12-31')),
    );
    expect(draftedBook(BOOK, YEAR, TODAY)).to.equal(BOOK);
    expect(draftedBook(BOOK, PRIME, TODAY).loanPrimeRateOn(day('2025-06-10')).value).to.equal(
      parseRate('2.90'),
    );
  });

  it('passes over what held between the day it is tried for and its own, and no other parameter', () => {
    const [first, second] = [
      versionOf({ ...CAP, value: { yuan: '350000.00' } }, day('2025-01-01'), 'a'),
      versionOf({ ...CAP, value: { yuan: '500000.00' } }, day('2027-01-01'), 'b'),
    ];
    const book = BOOK.withVersions([first, second]);
    const tried = book.asIf(versionOf(CAP, day('2026-01-01'), 'c'), day('2024-01-01'));
    const capOn = (text: string) => tried.asOf('cap-individual', day(text)).value.yuan;
    expect([capOn('2024-06-01'), capOn('2025-06-01'), capOn('2026-06-01')]).to.deep.equal([
      '400000.00',
      '400000.00',
      '400000.00',
    ]);
    expect(capOn('2027-06-01')).to.equal('500000.00');
    expect(tried.versions.length).to.equal(book.versions.length);
    expect(enterprise(tried)).to.deep.equal(enterprise(book));
  });
});

const year = (holidays: string[], workdays: string[]) =>
  brokenBy(() => assertCalendarYear({ ...YEAR, holidays: holidays.map(day), workdays: workdays.map(day) }));

describe('The days of a year', () => {
  it('are of that year, named once, and working days on weekends alone', () => {
    expect(year(['2027-01-01'], ['2027-01-02', '2027-01-03'])).to.deep.equal([]);
    expect(year(['2026-12-31'], [])).to.deep.equal(['holidays.0 of-year']);
    expect(year(['2027-01-01', '2027-01-01'], [])).to.deep.equal(['holidays.1 named-once']);
    expect(year([], ['2027-01-04'])).to.deep.equal(['workdays.0 weekend']);
    expect(year(['2027-01-02'], ['2027-01-02'])).to.deep.equal(['workdays.0 one-kind-of-day']);
  });
});
