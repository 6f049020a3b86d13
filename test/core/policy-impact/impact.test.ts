import { expect } from 'chai';
import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import { fen, parseYuan } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import type { SubsidyRegimeValue } from '../../../server/core/policy/policy-parameters.js';
import { draftedBook } from '../../../server/core/policy-impact/drafted-book.js';
import { ImpactPolicy, type AdmittedLoan } from '../../../server/core/policy-impact/impact-policy.js';
import { differenceBands, ImpactTally } from '../../../server/core/policy-impact/impact-tally.js';
import { measureImpact, type MeasuredLoan } from '../../../server/core/policy-impact/measure-impact.js';
import { projectedFacts } from '../../../server/core/policy-impact/projected-facts.js';
import { parseRate } from '../../../server/core/rate.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';

const BOOK = PolicyBook.published();
const QUARTER = subsidyQuarterOf(day('2025-04-01'));
const GROUP = { districtOrganisationId: 5, borrowerKind: 'individual', borrowerCategory: null } as const;

const ADMISSION: AdmittedLoan = {
  borrowerKind: 'individual',
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.10'),
  termMonths: 36,
  appliedOn: day('2025-01-02'),
  disbursedOn: day('2025-01-20'),
};
const LOAN: MeasuredLoan = {
  id: 1,
  ...GROUP,
  admission: ADMISSION,
  facts: {
    principal: parseYuan('300000.00'),
    annualRate: parseRate('3.10'),
    dayCountBasis: 360,
    disbursedOn: day('2025-01-20'),
    maturesOn: day('2028-01-20'),
    principalChanges: [],
    rateChanges: [],
    excludedPeriods: [],
  },
};

const regime = (value: SubsidyRegimeValue, from = '2025-01-01') =>
  draftedBook(
    BOOK,
    {
      kind: 'parameter',
      parameter: 'subsidy-regime',
      jurisdiction: 'national',
      effectiveFrom: day(from),
      value,
      document: '示例',
      article: '一',
      verified: false,
      note: null,
    },
    day(from),
  );

function measured(
  drafted: PolicyBook,
  { loan = LOAN, changes = false }: { readonly loan?: MeasuredLoan; readonly changes?: boolean } = {},
) {
  const tally = new ImpactTally(1);
  const comparison = {
    quarters: [QUARTER],
    inForce: new ImpactPolicy(BOOK, 'eastern'),
    drafted: new ImpactPolicy(drafted, 'eastern'),
    changesAdmission: changes,
    judge: null,
    withoutGuarantee: new Set<number>(),
  };
  measureImpact(loan, comparison, tally);
  return tally.state();
}

const HALF = 118_833;

describe('What a draft would cost', () => {
  it('is what the loan earns under it, beside what it earns', () => {
    const share = { kind: 'share-of-rate', shareBasisPoints: 2_500 } as const;
    const { groups, versions } = measured(regime(share));
    expect(groups).to.deep.equal([
      { ...GROUP, loans: 1, changed: 1, inForce: [HALF], drafted: [Math.round(HALF / 2)] },
    ]);
    expect(Object.values(versions))
      .to.deep.include([HALF, 0])
      .and.deep.include([0, Math.round(HALF / 2)]);
  });

  it('is nothing where the draft says what holds anyway', () => {
    const same = { kind: 'share-of-rate', shareBasisPoints: 5_000 } as const;
    expect(measured(regime(same)).groups).to.deep.equal([
      { ...GROUP, loans: 1, changed: 0, inForce: [HALF], drafted: [HALF] },
    ]);
    expect(measured(BOOK).versions).to.deep.equal({
      [BOOK.regimeOn(day('2025-01-20')).source.id]: [HALF, HALF],
    });
  });

  it('of another kind of regime is reckoned anew', () => {
    const minus = { kind: 'lpr-minus', borrowerBelowPercent: '1.50' } as const;
    const [group] = measured(regime(minus)).groups;
    expect(group?.changed).to.equal(1);
    const old = {
      ...LOAN,
      admission: null,
      facts: { ...LOAN.facts, disbursedOn: day('2022-05-20'), maturesOn: day('2025-05-20') },
    };
    expect(measured(regime(minus), { loan: old }).groups[0]?.changed).to.equal(0);
    const wider = { kind: 'lpr-minus', borrowerBelowPercent: '1.00' } as const;
    expect(measured(regime(wider, '2022-01-01'), { loan: old }).groups[0]?.changed).to.equal(1);
    expect(
      measured(regime({ kind: 'share-of-rate', shareBasisPoints: 5_000 }, '2022-01-01'), { loan: old })
        .groups[0]?.changed,
    ).to.equal(1);
  });

  it('of a loan before any regime is nothing', () => {
    const early = { ...LOAN, facts: { ...LOAN.facts, disbursedOn: day('1999-01-20') } };
    expect(measured(BOOK, { loan: early })).to.deep.include({ versions: {}, refused: 0 });
    const share = { kind: 'share-of-rate', shareBasisPoints: 5_000 } as const;
    const drafted = measured(regime(share, '1998-01-01'), { loan: early });
    expect(drafted.refused).to.equal(0);
  });

  it('of a loan that would not be made is all that it earns', () => {
    const cap = draftedBook(
      BOOK,
      {
        kind: 'parameter',
        parameter: 'cap-individual',
        jurisdiction: 'guangzhou',
        effectiveFrom: day('2025-01-01'),
        value: { yuan: '200000.00' },
        document: '示例',
        article: '一',
        verified: false,
        note: null,
      },
      day('2025-01-01'),
    );
    expect(measured(cap, { changes: true })).to.deep.include({ refused: 1 });
    expect(measured(cap, { changes: true }).groups[0]?.drafted).to.deep.equal([0]);
    expect(measured(cap, { changes: false })).to.deep.include({ refused: 0 });
    expect(measured(cap, { changes: true, loan: { ...LOAN, admission: null } }).refused).to.equal(0);
    const never = { ...ADMISSION, principal: parseYuan('900000.00') };
    expect(measured(cap, { changes: true, loan: { ...LOAN, admission: never } }).refused).to.equal(0);
  });
});

const admits = (change: Partial<AdmittedLoan>): boolean =>
  new ImpactPolicy(BOOK, 'eastern').admits({ ...ADMISSION, ...change });

describe('What a book admits', () => {
  it('is up to its cap, its term and its ceiling', () => {
    expect(admits({})).to.equal(true);
    expect(admits({ principal: fen(30_000_001) })).to.equal(false);
    expect(admits({ termMonths: 37 })).to.equal(false);
    expect(admits({ annualRate: parseRate('3.60') })).to.equal(true);
    expect(admits({ annualRate: parseRate('3.600001') })).to.equal(false);
  });

  it('is everything before the first rule', () => {
    const early = { appliedOn: day('1999-01-01'), disbursedOn: day('1999-01-02') };
    expect(admits({ ...early, principal: fen(90_000_000_000), annualRate: parseRate('99') })).to.equal(true);
  });

  it('is looked up once for each day and kind', () => {
    let asked = 0;
    const counting = new Proxy(BOOK, {
      get(target, name, receiver) {
        if (name === 'asOf') asked += 1;
        const value: unknown = Reflect.get(target, name, receiver);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const policy = new ImpactPolicy(counting, 'eastern');
    policy.admits(ADMISSION);
    const once = asked;
    policy.admits(ADMISSION);
    expect(asked).to.equal(once);
  });
});

describe('A tally', () => {
  it('goes on where it was stored, and sorts differences into bands', () => {
    const tally = new ImpactTally(2);
    tally.add(GROUP, [100, 0], [100, 0]);
    tally.add(GROUP, [2_000_000, 0], [0, 0]);
    tally.add(GROUP, [0, 0], [0, 0]);
    tally.addVersion('v', 1, 7);
    tally.addRefused();
    const stored = JSON.parse(JSON.stringify(tally.state())) as ReturnType<typeof tally.state>;
    const again = new ImpactTally(2, stored);
    again.add(GROUP, [0, 5], [0, 1_000_005]);
    again.add({ ...GROUP, borrowerKind: 'enterprise' }, [0, 1], [0, 2]);
    again.addVersion('v', 1, 3);
    again.addVersion('v', 0, 1);
    expect(stored.refused).to.equal(1);
    const state = again.state();
    expect(state.groups).to.deep.equal([
      { ...GROUP, loans: 3, changed: 2, inForce: [2_000_100, 5], drafted: [100, 1_000_005] },
      { ...GROUP, borrowerKind: 'enterprise', loans: 1, changed: 1, inForce: [0, 1], drafted: [0, 2] },
    ]);
    expect(state.versions).to.deep.equal({ v: [1, 10] });
    const bands = differenceBands(state).filter(({ loans }) => loans > 0);
    expect(bands).to.deep.equal([
      { from: null, until: -1_000_000, loans: 1, difference: -2_000_000 },
      { from: 0, until: 1, loans: 1, difference: 0 },
      { from: 1, until: 10_000, loans: 1, difference: 1 },
      { from: 1_000_000, until: null, loans: 1, difference: 1_000_000 },
    ]);
  });
});

describe('A loan as it is expected to go on', () => {
  const schedule = [
    { dueOn: day('2025-07-20'), balanceAfter: parseYuan('200000.00') },
    { dueOn: day('2025-10-20'), balanceAfter: parseYuan('100000.00') },
  ];

  it('is repaid on its dates, and stays as it is without any', () => {
    expect(projectedFacts(LOAN.facts, schedule, day('2025-07-20')).principalChanges).to.deep.equal([
      { on: '2025-10-20', principal: parseYuan('100000.00') },
    ]);
    expect(projectedFacts(LOAN.facts, [], day('2025-07-20'))).to.equal(LOAN.facts);
  });

  it('owes what is left where somebody has paid ahead, until the schedule asks for less', () => {
    const ahead = {
      ...LOAN.facts,
      principalChanges: [
        { on: day('2025-06-01'), principal: parseYuan('150000.00') },
        { on: day('2025-12-01'), principal: parseYuan('1.00') },
      ],
    };
    expect(projectedFacts(ahead, schedule, day('2025-06-01')).principalChanges.slice(2)).to.deep.equal([
      { on: '2025-10-20', principal: parseYuan('100000.00') },
    ]);
  });
});
