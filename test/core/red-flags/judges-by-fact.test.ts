import { expect } from 'chai';
import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import type { LoanEventKind, ReportedEvent } from '../../../server/core/loan-history.js';
import { fen } from '../../../server/core/money.js';
import {
  judgeGroups,
  judgeGuarantors,
  judgeRepresentatives,
  judgeShared,
} from '../../../server/core/red-flags/judge-links.js';
import { judgeLoanCount, judgePairs } from '../../../server/core/red-flags/judge-loans.js';
import { judgeListed } from '../../../server/core/red-flags/judge-registries.js';
import { judgePaidLine, judgeRecomputed } from '../../../server/core/red-flags/judge-subsidies.js';
import { meets, runTogether } from '../../../server/core/red-flags/suspicion.js';

const mark = (name: string, loanId: number, borrowerId: number, on = '2025-01-01') => ({
  mark: name,
  loanId,
  borrowerId,
  disbursedOn: day(on),
});

describe('Suspicions of what is shared', () => {
  it('are told in the order of disbursement, the smaller number first on one day', () => {
    const found = judgeShared('shared-phone', 'phone', [
      mark('p', 3, 33, '2025-03-01'),
      mark('p', 2, 22, '2025-01-01'),
      mark('p', 1, 11, '2025-01-01'),
    ]);
    expect(found.map(({ loanId, evidence }) => [loanId, evidence])).to.deep.equal([
      [2, { firstLoanId: '1', borrowers: 3 }],
      [3, { firstLoanId: '1', borrowers: 3 }],
    ]);
  });

  it('begin after as many borrowers as are allowed', () => {
    const marks = [mark('g', 1, 11), mark('g', 2, 22), mark('g', 3, 33)];
    expect(
      judgeShared('guarantor-of-several-loans', 'person', marks, 2).map(({ loanId }) => loanId),
    ).to.deep.equal([3]);
  });

  it('of a firm name each loan under another representative than its first', () => {
    const loans = [
      { ...mark('firm', 1, 11), personIndex: 'a' },
      { ...mark('firm', 2, 11, '2025-02-01'), personIndex: 'b' },
      { ...mark('firm', 3, 11, '2025-03-01'), personIndex: 'a' },
      { ...mark('other', 4, 44), personIndex: 'c' },
    ];
    expect(judgeRepresentatives(loans)).to.deep.equal([
      {
        rule: 'firm-of-several-representatives',
        loanId: 2,
        about: '',
        factOn: '2025-02-01',
        element: 'firm',
        elementKey: 'firm',
        evidence: { firstLoanId: '1' },
      },
    ]);
  });

  it('of a group follow links over any number of steps', () => {
    const chain = [
      mark('a', 1, 4),
      mark('a', 2, 3),
      mark('b', 3, 3),
      mark('b', 4, 2),
      mark('c', 5, 2),
      mark('c', 6, 1),
      mark('d', 7, 9),
    ];
    const [group, ...more] = judgeGroups(chain, 4);
    expect(more).to.deep.equal([]);
    expect(group).to.deep.include({ elementKey: '1', loanId: 1 });
    expect(group?.evidence).to.deep.equal({
      borrowers: 4,
      loans: 6,
      loanIds: ['1', '2', '3', '4', '5', '6'],
    });
    expect(judgeGroups(chain, 5)).to.deep.equal([]);
  });

  it('of a guarantor name the loan that fell overdue', () => {
    const [found] = judgeGuarantors([
      {
        loanId: 1,
        disbursedOn: day('2025-01-01'),
        personIndex: 'p',
        overdueLoanId: 9,
        pastDueSince: day('2025-05-01'),
      },
    ]);
    expect(found).to.deep.include({ loanId: 1, about: 'p 9', factOn: '2025-05-01', elementKey: 'p' });
  });
});

const report = (kind: LoanEventKind, fromOn: string, untilOn: string | null = null): ReportedEvent => ({
  kind,
  fromOn: day(fromOn),
  untilOn: untilOn === null ? null : day(untilOn),
  newRate: null,
  source: 'bank',
  revision: 1,
});

const claimedLine = (claimed: number, computed: number) => ({
  loanId: 1,
  claimId: 2,
  lineNumber: 3,
  periodFrom: day('2025-03-21'),
  claimed: fen(claimed),
  computed: fen(computed),
  cause: 'wrong-rate' as const,
});

const listed = (loanId: number, fromOn: string) => ({
  ...term(loanId, '2025-01-01', '2026-01-01'),
  appliedOn: day('2024-12-01'),
  entryId: 5,
  rosterId: 6,
  subjectIndex: 's',
  fromOn: day(fromOn),
  untilOn: null,
});

const term = (loanId: number, from: string, until: string) => ({
  loanId,
  disbursedOn: day(from),
  endsOn: day(until),
});

describe('Suspicions of loans and lines', () => {
  it('count the loans of a life', () => {
    const loans = [1, 2, 3, 4].map((ordinal) => ({
      loanId: ordinal,
      borrowerId: 7,
      disbursedOn: day('2025-01-01'),
      ordinal,
    }));
    expect(judgeLoanCount(loans, 3).map(({ loanId, evidence }) => [loanId, evidence])).to.deep.equal([
      [4, { ordinal: 4, most: 3 }],
    ]);
  });

  it('of two loans of one day name the one with the larger number, from whichever side they are found', () => {
    const [one, other] = [term(1, '2025-01-01', '2026-01-01'), term(2, '2025-01-01', '2026-01-01')];
    for (const pair of [
      { ...one, other, personIndex: 'p' },
      { ...other, other: one, personIndex: 'p' },
    ])
      expect(judgePairs('both-kinds-running', [pair])[0]).to.deep.include({ loanId: 2, about: '1' });
  });

  it('meet a loan only while it runs', () => {
    const loan = term(1, '2025-01-01', '2026-01-01');
    const from = (fromOn: string, untilOn: string | null = null) =>
      meets(loan, { fromOn: day(fromOn), untilOn: untilOn === null ? null : day(untilOn) });
    expect([from('2025-12-31'), from('2026-01-01')]).to.deep.equal([true, false]);
    expect([from('2020-01-01', '2025-01-01'), from('2020-01-01', '2025-01-02')]).to.deep.equal([false, true]);
    expect(runTogether(loan, term(2, '2026-01-01', '2027-01-01'))).to.equal(false);
    expect(runTogether(loan, term(2, '2025-12-31', '2027-01-01'))).to.equal(true);
    expect(runTogether(term(2, '2025-12-31', '2027-01-01'), loan)).to.equal(true);
  });

  it('of somebody on a list are told once a loan', () => {
    const found = judgeListed('borrower-deceased', [
      listed(1, '2025-06-01'),
      listed(1, '2025-07-01'),
      listed(2, '2026-01-01'),
    ]);
    expect(found).to.deep.equal([
      {
        rule: 'borrower-deceased',
        loanId: 1,
        about: '',
        factOn: '2025-06-01',
        element: 'person',
        elementKey: 's',
        evidence: { entryId: '5', rosterId: '6', fromOn: '2025-06-01', untilOn: null },
      },
    ]);
  });

  it('of a claimed line are told where more was asked than it comes to', () => {
    expect(judgeRecomputed([claimedLine(100, 100), claimedLine(99, 100)])).to.deep.equal([]);
    expect(judgeRecomputed([claimedLine(101, 100)])[0]).to.deep.include({
      rule: 'subsidy-overclaimed',
      about: '2 3',
      evidence: { claimId: '2', lineNumber: 3, claimedFen: 101, computedFen: 100, cause: 'wrong-rate' },
    });
    const underOtherRegime = { ...claimedLine(99, 100), cause: 'wrong-regime' } as const;
    expect(judgeRecomputed([underOtherRegime])[0], 'also where it asks for less').to.include({
      rule: 'wrong-regime',
    });
  });

  it('of a paid line name the earliest end, and days of an open exclusion', () => {
    const line = {
      lineId: 1,
      loanId: 2,
      quarter: '2025Q2',
      maturesOn: day('2027-01-01'),
      endedBy: ['closure'] as const,
      segments: [{ from: day('2025-03-21'), until: day('2025-06-21'), subsidy: 5 }],
    };
    const paidWith = (...reports: ReportedEvent[]) =>
      judgePaidLine({ ...line, reports }).map(({ rule, evidence }) => [
        rule,
        evidence['endedOn'] ?? evidence['reasons'],
      ]);
    expect(paidWith()).to.deep.equal([]);
    expect(paidWith(report('closure', '2025-06-01'), report('settled', '2025-05-01'))).to.deep.equal([
      ['subsidy-after-end', '2025-05-01'],
    ]);
    expect(paidWith(report('settled', '2025-05-01'), report('closure', '2025-06-01'))).to.deep.equal([
      ['subsidy-after-end', '2025-05-01'],
    ]);
    expect(paidWith(report('closure', '2025-06-21'))).to.deep.equal([]);
    expect(paidWith(report('overdue', '2025-01-01', '2025-03-21'))).to.deep.equal([]);
    expect(paidWith(report('overdue', '2025-01-01', '2025-03-22'))).to.deep.equal([
      ['subsidy-on-excluded-days', ['overdue']],
    ]);
    expect(paidWith(report('misuse', '2025-06-20'))).to.deep.equal([
      ['subsidy-on-excluded-days', ['misuse']],
    ]);
    const matured = judgePaidLine({ ...line, maturesOn: day('2025-06-20'), reports: [] });
    expect(matured.map(({ rule }) => rule)).to.deep.equal(['subsidy-on-excluded-days']);
    expect(judgePaidLine({ ...line, maturesOn: day('2025-06-21'), reports: [] })).to.deep.equal([]);
  });
});
