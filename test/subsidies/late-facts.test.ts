import { expect } from 'chai';
import type { Loan } from '../../models/loan.js';
import { findRows, type Row } from '../../models/rows.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { findSubsidyLines, type LineView } from '../../server/subsidies/find-subsidy-lines.js';
import { setPolicy } from '../support/policy.js';
import {
  allotBudget,
  bringClaimTo,
  buildClaim,
  insertEvent,
  insertLoan,
  insertRepayment,
  insertReversal,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

const QUARTER = '2025Q2'; // [2025-03-21, 2025-06-21), 92 days
const WHOLE = 132_250; // 300 000 × 1.725 % × 92 ÷ 360

/** A side of an adjustment in short: from, days, principal in yuan, why nothing is earned, and the subsidy. */
type Side = readonly (readonly [string, number, number, string | null, number])[];

const sideOf = (segments: NonNullable<LineView['adjustment']>['after']): Side =>
  segments.map(({ from, days, principal, notSubsidisedBecause, subsidy }) => [
    from,
    days,
    principal / 100,
    notSubsidisedBecause,
    subsidy,
  ]);

describe('A fact that becomes known after a quarter was paid', () => {
  let office: SubsidyOffice;
  let loan: Row<Loan>;

  /** Pays the quarter, lets the fact become known, and gives the adjustment in the next claim. */
  async function adjustmentAfter(becomesKnown: () => Promise<unknown>): Promise<LineView> {
    const paid = await bringClaimTo(office, 'paid', QUARTER);
    const before = await findRows(SubsidyLine, { where: { claimId: paid.claimId } });
    office.clock.setDay('2025-09-25' as never);
    await becomesKnown();
    const next = await buildClaim(office, '2025Q3');
    const request = { limit: 10, withSegments: false };
    const { items } = await findSubsidyLines(office.auditor, next.claimId, request);
    expect(await findRows(SubsidyLine, { where: { claimId: paid.claimId } })).to.deep.equal(before);
    const adjustments = items.filter(({ kind }) => kind === 'adjustment');
    expect(adjustments).to.have.length(1);
    return adjustments[0]!;
  }

  /** The adjustment has the reason, and both computations stand side by side and give its amount. */
  function expectSides(line: LineView, reason: string, sides: { before: Side; after: Side }): void {
    expect(line).to.include({ reason, quarter: QUARTER });
    expect(sideOf(line.adjustment?.before ?? [])).to.deep.equal(sides.before);
    expect(sideOf(line.adjustment?.after ?? [])).to.deep.equal(sides.after);
    const sumOf = (side: Side) => side.reduce((sum, [, , , , subsidy]) => sum + subsidy, 0);
    expect(line.adjustment).to.include({ paid: sumOf(sides.before), recomputed: sumOf(sides.after) });
    expect(line.subsidyFen).to.equal(sumOf(sides.after) - sumOf(sides.before));
  }

  const asPaid: Side = [['2025-03-21', 92, 300_000, null, WHOLE]];

  beforeEach(async () => {
    office = await openSubsidyOffice();
    await allotBudget(office, '10000.00');
    loan = await insertLoan(office, { contractNumber: 'A' });
  });

  it('is settled when a repayment is reported after its day', async () => {
    const line = await adjustmentAfter(() => insertRepayment(office, loan, '2025-04-20', '120000.00'));
    // 30 days of 300 000 and 62 of 180 000: 431.25 + 534.75 = 966.00.
    expectSides(line, 'principal-changed', {
      before: asPaid,
      after: [
        ['2025-03-21', 30, 300_000, null, 43_125],
        ['2025-04-20', 62, 180_000, null, 53_475],
      ],
    });
  });

  it('is settled when a repayment is reversed', async () => {
    const repaymentId = await insertRepayment(office, loan, '2025-04-20', '120000.00');
    const line = await adjustmentAfter(() =>
      insertReversal(office, loan, repaymentId, '2025-09-22', '120000.00'),
    );
    expectSides(line, 'principal-changed', {
      before: [
        ['2025-03-21', 30, 300_000, null, 43_125],
        ['2025-04-20', 62, 180_000, null, 53_475],
      ],
      after: asPaid,
    });
  });

  for (const [what, kind] of [
    ['days overdue are found', 'overdue'],
    ['the money was misused', 'misuse'],
    ['the borrower had lost eligibility', 'eligibility-lost'],
    ['the business had closed', 'closure'],
    ['the legal representative had changed', 'legal-representative-change'],
  ] as const) {
    it(`is settled when ${what}`, async () => {
      const line = await adjustmentAfter(() =>
        insertEvent(office, loan, { kind, from: '2025-05-20', until: '2026-05-20' }),
      );
      expectSides(line, 'exclusion-changed', {
        before: asPaid,
        after: [
          ['2025-03-21', 60, 300_000, null, 86_250],
          ['2025-05-20', 32, 300_000, kind, 0],
        ],
      });
    });
  }

  it('is settled when a policy takes effect for days that are over', async () => {
    const line = await adjustmentAfter(() =>
      setPolicy(office, 'subsidy-regime', { kind: 'share-of-rate', shareBasisPoints: 4_000 }, '2024-01-01'),
    );
    // 40 % of the rate: 1 058.00.
    expectSides(line, 'policy-changed', {
      before: asPaid,
      after: [['2025-03-21', 92, 300_000, null, 105_800]],
    });
    expect(line.policyId).to.contain('guangzhou');
  });

  it('that the loan earns a subsidy at all is settled without anything beside it', async () => {
    await insertEvent(office, loan, { kind: 'misuse', from: '2025-01-01', until: '2025-12-31' });
    await insertLoan(office, { contractNumber: 'B' });
    const line = await adjustmentAfter(() =>
      insertEvent(office, loan, { kind: 'misuse', from: '2025-01-01', until: '2025-01-01', revision: 2 }),
    );
    expect(line).to.include({ reason: 'not-claimed-before', subsidyFen: WHOLE });
    expect(line.adjustment).to.include({ before: null, paid: 0, recomputed: WHOLE });
  });
});
