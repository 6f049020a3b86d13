import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { fen } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import { judgeGroups, judgeShared, type SharedMark } from '../../../server/core/red-flags/judge-links.js';
import { judgeAge, judgePairs, judgeTerms } from '../../../server/core/red-flags/judge-loans.js';
import {
  judgeDeregistration,
  judgeHires,
  judgeStaff,
} from '../../../server/core/red-flags/judge-registries.js';
import { judgePaidLine } from '../../../server/core/red-flags/judge-subsidies.js';
import { RED_FLAG_RULE_NAMES, RED_FLAG_RULES } from '../../../server/core/red-flags/red-flag-rules.js';
import { ruleSource } from '../../../server/core/red-flags/rule-source.js';
import { parseRate } from '../../../server/core/rate.js';

const on = parseBusinessDate;
const mark = (name: string, borrowerId: number): SharedMark => ({
  mark: name,
  loanId: borrowerId * 10,
  borrowerId,
  disbursedOn: on('2025-01-01'),
});

describe('a check', () => {
  it('names its document and article, those of the version in force where it rests on a parameter', () => {
    const book = PolicyBook.published();
    for (const name of RED_FLAG_RULE_NAMES) {
      const { parameter } = RED_FLAG_RULES[name];
      const policyId = parameter === null ? null : book.asOf(parameter, on('2025-03-21')).id;
      const source = ruleSource(parameter, policyId, book);
      expect(source.document, name).not.to.equal('');
      expect(source.article, name).not.to.equal('');
    }
  });

  it('of loans that ran one after the other finds nothing, and tells of the later of two that met', () => {
    const earlier = { loanId: 1, disbursedOn: on('2024-01-01'), endsOn: on('2025-01-01') };
    const pair = (disbursedOn: string) => ({
      loanId: 2,
      disbursedOn: on(disbursedOn),
      endsOn: on('2026-01-01'),
      other: earlier,
      personIndex: 'p',
    });
    expect(judgePairs('spouse-loan-running', [pair('2025-01-01')])).to.deep.equal([]);
    const met = judgePairs('spouse-loan-running', [pair('2024-12-31')]);
    expect(met.map(({ loanId, about }) => [loanId, about])).to.deep.equal([[2, '1']]);
    // The same two, found from the other side, are one suspicion.
    const mirrored = { ...earlier, other: pair('2024-12-31'), personIndex: 'p' };
    expect(judgePairs('spouse-loan-running', [pair('2024-12-31'), mirrored])).to.have.length(1);
  });

  it('of terms goes by the ceiling and the cap of their days, and leaves alone what was never ruled', () => {
    const terms = {
      loanId: 1,
      applicantKind: 'individual',
      disbursedOn: on('2025-03-21'),
      appliedOn: on('2025-03-01'),
      principal: fen(30_000_000),
      annualRate: parseRate('3.60'),
      partners: 1,
    } as const;
    const rulesOf = (change: object) =>
      judgeTerms({ ...terms, ...change }, PolicyBook.published()).map(({ rule }) => rule);
    expect(rulesOf({})).to.deep.equal([]);
    expect(rulesOf({ annualRate: parseRate('3.600001') })).to.deep.equal(['rate-above-ceiling']);
    expect(rulesOf({ principal: fen(30_000_001) })).to.deep.equal(['amount-above-cap']);
    expect(rulesOf({ appliedOn: on('2001-01-01'), disbursedOn: on('2001-01-02') })).to.deep.equal([]);
    const together = { applicantKind: 'partnership', principal: fen(60_000_000), partners: 2 };
    expect(rulesOf(together)).to.deep.equal([]);
    expect(rulesOf({ ...together, principal: fen(60_000_001) })).to.deep.equal(['amount-above-cap']);
  });

  it('of age takes the day itself for reached', () => {
    const man = { loanId: 1, bornOn: on('1960-05-01'), workerClass: 'male' } as const;
    expect(judgeAge({ ...man, disbursedOn: on('2020-04-30') })).to.deep.equal([]);
    expect(judgeAge({ ...man, disbursedOn: on('2020-05-01') })).to.have.length(1);
  });

  it('of a deregistration tells before and during apart, and forgives it after the loan', () => {
    const loan = {
      loanId: 1,
      disbursedOn: on('2025-02-01'),
      endsOn: on('2026-02-01'),
      appliedOn: on('2025-01-10'),
      entryId: 1,
      rosterId: 1,
      subjectIndex: 'f',
      untilOn: null,
    };
    const ruleFrom = (fromOn: string) =>
      judgeDeregistration([{ ...loan, fromOn: on(fromOn) }]).map(({ rule }) => rule);
    expect(ruleFrom('2025-01-10')).to.deep.equal(['deregistered-at-application']);
    expect(ruleFrom('2025-01-11')).to.deep.equal(['deregistered-during-loan']);
    expect(ruleFrom('2026-02-01')).to.deep.equal([]);
  });

  it('of new hires waits until the registry reaches the loan, and counts a year from the first day', () => {
    const hire = {
      loanId: 1,
      disbursedOn: on('2025-03-21'),
      personIndex: 'p',
      insuredFrom: on('2024-06-01'),
      insuredUntil: on('2025-06-01'),
      asOfOn: on('2025-07-01'),
    };
    expect(judgeHires([hire], 12)).to.deep.equal([]);
    const gone = judgeHires([{ ...hire, insuredUntil: on('2025-05-31') }], 12);
    expect(gone.map(({ rule }) => rule)).to.deep.equal(['hire-left-early']);
    const unknown = { ...hire, insuredFrom: null, insuredUntil: null };
    expect(judgeHires([unknown], 12).map(({ rule }) => rule)).to.deep.equal(['hire-not-insured']);
    expect(judgeHires([{ ...unknown, asOfOn: on('2025-03-20') }], 12)).to.deep.equal([]);
  });

  it('of a staff counts a drop of exactly the share', () => {
    const firm = { loanId: 1, firmIndex: 'f', asOfOn: on('2025-07-01'), staffThen: 10 };
    expect(judgeStaff([{ ...firm, staffNow: 8 }], 30)).to.deep.equal([]);
    expect(judgeStaff([{ ...firm, staffNow: 7 }], 30)).to.have.length(1);
    expect(judgeStaff([{ ...firm, staffThen: 0, staffNow: 0 }], 30)).to.deep.equal([]);
  });

  it('of what is shared tells of every borrower but the first, and not of one borrower’s own loans', () => {
    const shared = judgeShared('shared-phone', 'phone', [
      mark('a', 1),
      mark('a', 2),
      mark('a', 3),
      mark('b', 4),
    ]);
    expect(shared.map(({ loanId }) => loanId)).to.deep.equal([20, 30]);
    const own = [mark('a', 1), { ...mark('a', 1), loanId: 11 }];
    expect(judgeShared('shared-phone', 'phone', own)).to.deep.equal([]);
    expect(
      judgeShared('guarantor-of-several-loans', 'person', [mark('a', 1), mark('a', 2)], 2),
    ).to.deep.equal([]);
  });

  it('of groups finds the same whatever the order in which marks are read, and as many as hang together', () => {
    const marks = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 30 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(marks, fc.integer({ min: 2, max: 6 }), (pairs, least) => {
        const all = pairs.map(([name, borrowerId]) => mark(`m${name}`, borrowerId));
        const found = judgeGroups(all, least);
        expect(judgeGroups(all.toReversed(), least)).to.have.deep.members(found);
        expect(found.map(({ evidence }) => evidence['borrowers'])).to.have.members(naiveGroups(all, least));
      }),
    );
  });

  it('of a paid line adds up what was paid for the days in question alone', () => {
    const line = {
      lineId: 1,
      loanId: 1,
      quarter: '2025Q2',
      maturesOn: on('2025-06-11'),
      reports: [],
      endedBy: [],
      segments: [
        { from: on('2025-03-21'), until: on('2025-06-11'), subsidy: 900 },
        { from: on('2025-06-11'), until: on('2025-06-21'), subsidy: 100 },
      ],
    };
    const [found] = judgePaidLine(line);
    expect(found).to.include({ rule: 'subsidy-on-excluded-days', factOn: '2025-06-11' });
    expect(found?.evidence['affectedSubsidyFen']).to.equal(100);
    expect(judgePaidLine({ ...line, maturesOn: on('2025-06-21') })).to.deep.equal([]);
  });
});

/** The sizes of all groups, by joining sets until nothing joins any more. */
function naiveGroups(marks: readonly SharedMark[], least: number): number[] {
  let groups = [...new Set(marks.map(({ mark: name }) => name))].map(
    (name) => new Set(marks.filter((each) => each.mark === name).map(({ borrowerId }) => borrowerId)),
  );
  for (let before = -1; before !== groups.length;) {
    before = groups.length;
    const joined: Set<number>[] = [];
    for (const group of groups) {
      const met = joined.find((other) => [...group].some((borrower) => other.has(borrower)));
      if (met) for (const borrower of group) met.add(borrower);
      else joined.push(new Set(group));
    }
    groups = joined;
  }
  return groups.map(({ size }) => size).filter((size) => size >= least);
}
