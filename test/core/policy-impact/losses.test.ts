import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import { fen, parseYuan, ZERO_FEN, type Fen } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import {
  claimUnder,
  compensationUnder,
  writeOffUnder,
  type CompensatedDebt,
  type OverdueLoan,
  type PaidCompensation,
} from '../../../server/core/policy-impact/loss-cases.js';
import { LossTally } from '../../../server/core/policy-impact/loss-tally.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';

const BOOK = PolicyBook.published();
const day = parseBusinessDate;

const draft = (parameter: PolicyParameter, value: object, from = '2025-01-01'): PolicyBook => {
  const version = {
    id: `${parameter}#draft`,
    parameter,
    jurisdiction: 'guangzhou',
    effectiveFrom: day(from),
    value,
    document: '示例',
    article: '一',
    verified: false,
  } as unknown as PolicyVersion;
  return BOOK.asIf(version, day(from));
};

const PLACE = {
  districtOrganisationId: 5,
  borrowerKind: 'individual',
  borrowerCategory: 'college-graduate',
  guarantorOrganisationId: 3,
  basis: 'agreement',
} as const;
const SHARES = [
  { bearer: 'bank', shareBasisPoints: 2000 },
  { bearer: 'city-fund', shareBasisPoints: 8000 },
] as const;

const amounts = (parts: readonly { readonly bearer: string; readonly amount: Fen }[] | undefined) =>
  Object.fromEntries((parts ?? []).map(({ bearer, amount }) => [bearer, amount]));

describe('A compensation under another share of the fund', () => {
  const paid: PaidCompensation = {
    ...PLACE,
    paidOn: day('2025-05-01'),
    principal: fen(10_000),
    interest: fen(101),
    isFund: true,
    sharesFixedOn: day('2025-01-10'),
    shares: SHARES,
  };

  it('moves between fund and bank, and names the version', () => {
    const under = compensationUnder(paid, draft('fund-share', { basisPoints: 7000 }), BOOK);
    expect(amounts(under.parts)).to.deep.equal({ bank: 3030, 'city-fund': 7071 });
    expect(under).to.include({ on: paid.paidOn, versionId: 'fund-share#draft' });
  });

  it('leaves to others what they bear, and takes no more than there is', () => {
    const shares = [
      { bearer: 'bank', shareBasisPoints: 2000 },
      { bearer: 'city-fund', shareBasisPoints: 5000 },
      { bearer: 're-guarantee', shareBasisPoints: 3000 },
    ] as const;
    const under = (basisPoints: number) =>
      amounts(
        compensationUnder({ ...paid, interest: ZERO_FEN, shares }, draft('fund-share', { basisPoints }), BOOK)
          .parts,
      );
    expect(under(6000)).to.deep.equal({ bank: 1000, 'city-fund': 6000, 're-guarantee': 3000 });
    expect(under(9000)).to.deep.equal({ bank: 0, 'city-fund': 7000, 're-guarantee': 3000 });
  });

  it('stays as it was paid where the draft is later, says the same, or an institution paid', () => {
    const stays = { bank: 2020, 'city-fund': 8081 };
    const later = draft('fund-share', { basisPoints: 7000 }, '2025-01-11');
    const same = draft('fund-share', { basisPoints: 8000 });
    const other = draft('fund-share', { basisPoints: 7000 });
    expect(amounts(compensationUnder(paid, later, BOOK).parts)).to.deep.equal(stays);
    expect(amounts(compensationUnder(paid, same, BOOK).parts)).to.deep.equal(stays);
    const institution = { ...paid, isFund: false };
    expect(compensationUnder(institution, other, BOOK)).to.deep.include({ versionId: null });
    expect(amounts(compensationUnder(institution, other, BOOK).parts)).to.deep.equal(stays);
  });

  it('before the first rule on the share is as it was agreed', () => {
    const old = { ...paid, sharesFixedOn: day('2020-01-01') };
    expect(compensationUnder(old, BOOK, BOOK)).to.deep.include({ versionId: null });
  });
});

describe('A claim under other days', () => {
  const loan: OverdueLoan = {
    ...PLACE,
    shares: SHARES,
    pastDue: [
      { pastDueSince: day('2025-01-10'), from: day('2025-01-11'), until: day('2025-03-26') },
      { pastDueSince: day('2025-04-10'), from: day('2025-04-11'), until: null },
    ],
    owed: parseYuan('900.00'),
    repaid: [
      { on: day('2025-03-20'), amount: parseYuan('100.00') },
      { on: day('2025-08-01'), amount: parseYuan('50.00') },
    ],
  };

  it('is possible from the day after so many days, and what is owed on that day is shared', () => {
    const now = claimUnder(loan, BOOK);
    expect(now?.on, 'the first time it was cured after 75 days').to.equal('2025-07-10');
    expect(amounts(now?.parts)).to.deep.equal({ bank: 19_000, 'city-fund': 76_000 });
    const then = claimUnder(loan, draft('overdue-to-claim', { days: 60 }));
    expect(then?.on).to.equal('2025-03-12');
    expect(amounts(then?.parts)).to.deep.equal({ bank: 21_000, 'city-fund': 84_000 });
  });

  it('of a loan that is past the days of a draft already is possible on the day from which it holds', () => {
    expect(claimUnder(loan, draft('overdue-to-claim', { days: 30 }, '2025-03-01'))?.on).to.equal(
      '2025-03-01',
    );
    expect(claimUnder(loan, draft('overdue-to-claim', { days: 60 }, '2025-03-26'))?.on).to.equal(
      '2025-06-10',
    );
  });

  it('never comes where every arrear was cured before, or nothing is owed', () => {
    const [first] = loan.pastDue;
    expect(claimUnder({ ...loan, pastDue: first ? [first] : [] }, BOOK)).to.equal(null);
    expect(claimUnder({ ...loan, owed: ZERO_FEN, repaid: [] }, BOOK)).to.equal(null);
    const early = { pastDueSince: day('2022-01-01'), from: day('2022-01-02'), until: day('2022-12-31') };
    expect(claimUnder({ ...loan, pastDue: [early] }, BOOK), 'before the first rule').to.equal(null);
  });

  it('comes no later under fewer days, whatever the arrears', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 200 }),
        fc.nat(200),
        (length, days, more) => {
          const from = day('2025-01-11');
          const span = { pastDueSince: day('2025-01-10'), from, until: addDays(from, length) };
          const under = (value: number): BusinessDate | undefined =>
            claimUnder({ ...loan, pastDue: [span] }, draft('overdue-to-claim', { days: value }))?.on;
          const [fewer, longer] = [under(days), under(days + more)];
          if (longer !== undefined) expect((fewer ?? '9999') <= longer).to.equal(true);
        },
      ),
    );
  });
});

describe('A write-off under other conditions', () => {
  const debt: CompensatedDebt = {
    ...PLACE,
    compensatedOn: day('2024-06-01'),
    borne: [
      { bearer: 'bank', amount: fen(2000) },
      { bearer: 'city-fund', amount: fen(8000) },
    ],
    recovered: [
      { on: day('2025-01-01'), amount: fen(1000) },
      { on: day('2026-01-01'), amount: fen(1000) },
    ],
    writtenOff: { on: day('2025-05-01'), ground: 'death' },
  };
  const GROUNDS = ['bankruptcy', 'death', 'deregistration', 'enforcement-ended', 'long-unrecovered'];

  it('counts on its day while its ground holds, with what guarantors had not got back', () => {
    const now = writeOffUnder(debt, BOOK);
    expect(now?.on).to.equal('2025-05-01');
    expect(amounts(now?.parts)).to.deep.equal({ bank: 0, 'city-fund': 7200 });
  });

  it('on a ground that the draft does not admit waits until the debt was pursued for long enough', () => {
    const without = draft('write-off-conditions', {
      grounds: ['long-unrecovered'],
      longUnrecoveredMonths: 24,
    });
    const then = writeOffUnder(debt, without);
    expect(then?.on).to.equal('2026-06-01');
    expect(amounts(then?.parts)['city-fund']).to.equal(6400);
    const never = draft('write-off-conditions', { grounds: ['bankruptcy'], longUnrecoveredMonths: 24 });
    expect(writeOffUnder(debt, never)).to.equal(null);
  });

  it('of a debt that nobody gave up counts on the day on which it may be, with what is left', () => {
    const open = { ...debt, writtenOff: null };
    expect(writeOffUnder(open, BOOK)?.on).to.equal('2027-06-01');
    const sooner = draft('write-off-conditions', { grounds: GROUNDS, longUnrecoveredMonths: 3 });
    expect(writeOffUnder(open, sooner)?.on, 'not before the draft holds').to.equal('2025-01-01');
    const all = { ...open, recovered: [{ on: day('2024-07-01'), amount: fen(10_000) }] };
    expect(writeOffUnder(all, BOOK), 'nothing is left').to.equal(null);
    const old = {
      ...debt,
      compensatedOn: day('2020-01-01'),
      writtenOff: { ...debt.writtenOff!, on: day('2021-01-01') },
    };
    expect(writeOffUnder(old, BOOK)?.on, 'before the first rule nothing is admitted').to.equal('2023-12-31');
  });
});

/** Adds pairs side by side. */
const added = (all: readonly (readonly [number, number])[]) =>
  all.reduce(([a, b], [now, then]) => [a + now, b + then] as const, [0, 0] as const);

describe('The sum of losses', () => {
  const [first, second] = [subsidyQuarter('2025Q1'), subsidyQuarter('2025Q2')];
  const parts = [
    { bearer: 'bank', amount: fen(20) },
    { bearer: 'city-fund', amount: fen(80) },
  ] as const;
  const on = (text: string) => ({ on: day(text), parts, versionId: 'x' });

  it('counts each side in its own quarter, the bank’s part among the bearers alone', () => {
    const tally = new LossTally([first, second]);
    tally.add(PLACE, on('2025-01-01'), on('2025-04-01'));
    tally.add({ ...PLACE, basis: 'policy' }, on('2025-04-01'), null);
    tally.add(PLACE, on('2026-04-01'), { ...on('2025-04-01'), versionId: null });
    expect(tally.total).to.deep.equal({ cases: [2, 2], fen: [160, 160] });
    expect(tally.byQuarter).to.deep.equal([
      { cases: [1, 0], fen: [80, 0] },
      { cases: [1, 2], fen: [80, 160] },
    ]);
    expect(tally.byBearer).to.deep.equal([
      ['bank', [40, 40]],
      ['city-fund', [160, 160]],
    ]);
    expect(tally.byGuarantor).to.deep.equal([[3, { cases: [2, 2], fen: [160, 160] }]]);
    expect(tally.byBasis.map(([basis]) => basis)).to.deep.equal(['agreement', 'policy']);
    expect(tally.state().versions).to.deep.equal({ x: [160, 80] });
  });

  it('is the same by every way of taking it apart', () => {
    const outcome = fc.option(
      fc.record({
        on: fc.constantFrom(day('2025-01-01'), day('2025-04-01'), day('2026-01-01')),
        parts: fc.array(
          fc.record({
            bearer: fc.constantFrom('bank' as const, 'city-fund' as const, 'national-fund' as const),
            amount: fc.nat(1_000_000).map(fen),
          }),
          { maxLength: 3 },
        ),
        versionId: fc.constant('x'),
      }),
    );
    const loss = fc.record({
      guarantorOrganisationId: fc.nat(3),
      districtOrganisationId: fc.nat(3),
      basis: fc.constantFrom('agreement' as const, 'take-over' as const, 'policy' as const),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(loss, outcome, outcome)), (losses) => {
        const tally = new LossTally([first, second]);
        for (const [place, now, then] of losses) tally.add({ ...PLACE, ...place }, now, then);
        const { fen: total } = tally.total;
        expect(added(tally.byQuarter.map((sums) => sums.fen))).to.deep.equal(total);
        expect(added(tally.byGuarantor.map(([, sums]) => sums.fen))).to.deep.equal(total);
        expect(added(tally.byBasis.map(([, sums]) => sums.fen))).to.deep.equal(total);
        const bearers = tally.byBearer.filter(([bearer]) => bearer !== 'bank');
        expect(added(bearers.map(([, sums]) => sums))).to.deep.equal(total);
        const groups = tally
          .state()
          .groups.map(
            ({ inForce, drafted }) =>
              [inForce.reduce((a, b) => a + b, 0), drafted.reduce((a, b) => a + b, 0)] as const,
          );
        expect(added(groups)).to.deep.equal(total);
      }),
    );
  });
});
