import { expect } from 'chai';
import { BudgetEntry } from '../../models/budget-entry.js';
import { Budget } from '../../models/budget.js';
import { LoanEvent } from '../../models/loan-event.js';
import { findRow, findRows, selectRows } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { withdrawLoanEvent } from '../../server/loans/withdraw-loan-event.js';
import { findSubsidyClaim } from '../../server/subsidies/find-subsidy-claim.js';
import { findSubsidyLines } from '../../server/subsidies/find-subsidy-lines.js';
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

describe('A quarter of subsidy', () => {
  let office: SubsidyOffice;
  const linesOf = async (claimId: number) =>
    (await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: false })).items;
  const amounts = async (claimId: number) =>
    (await linesOf(claimId)).map(
      ({ contractNumber, kind, quarter, subsidisedDays, interestFen, subsidyFen }) => [
        contractNumber,
        kind,
        quarter,
        subsidisedDays,
        interestFen,
        subsidyFen,
      ],
    );

  beforeEach(async () => {
    office = await openSubsidyOffice();
  });

  it('goes from the book to the paid claim, exact to the fen', async () => {
    // 300 000 × 3.45 % × 92 ÷ 360 = 2 645.00, half of it 1 322.50.
    const whole = await insertLoan(office, { contractNumber: 'A' });
    // 1 000 000 at 4.2 % until 2025-05-10 (50 days) and 400 000 from then on (42 days):
    // 5 833.333… + 1 960 = 7 793.33; half of the exact sum is 3 896.666… → 3 896.67.
    const prepaid = await insertLoan(office, {
      contractNumber: 'B',
      principal: '1000000.00',
      ratePercent: '4.20',
    });
    await insertRepayment(office, prepaid, '2025-05-10', '600000.00');
    // Made before October 2023: LPR1Y 3.55 % on 2023-08-01: than 3.45 − (3.55 − 1.50) = 1.40 % subsidised.
    await insertLoan(office, { contractNumber: 'C', disbursedOn: '2023-08-01' });
    const budgetId = await allotBudget(office, '10000.00');

    const claim = await bringClaimTo(office, 'paid', QUARTER);

    // C: interest 2 645.00; 300 000 × 1.40 % × 92 ÷ 360 = 1 073.33.
    expect(await amounts(claim.claimId)).to.deep.equal([
      ['A', 'period', QUARTER, 92, 264_500, 132_250],
      ['B', 'period', QUARTER, 92, 779_333, 389_667],
      ['C', 'period', QUARTER, 92, 264_500, 107_333],
    ]);
    expect(claim).to.include({ lineCount: 3, interestFen: 1_308_333, subsidyFen: 629_250 });
    const budget = await findRow(Budget, { where: { id: budgetId } });
    expect(budget).to.include({ allottedFen: 1_000_000, reservedFen: 0, committedFen: 0, paidFen: 629_250 });
    const moves = await findRows(BudgetEntry, {
      where: { budgetId, subjectKind: 'subsidy-claim' },
      order: [['id', 'ASC']],
    });
    expect(moves.map(({ kind, amountFen }) => [kind, amountFen])).to.deep.equal([
      ['reserve', 629_250],
      ['commit', 629_250],
      ['pay', 629_250],
    ]);
    const [payment] = await findRows(SubsidyPayment, { where: { loanId: whole.id } });
    expect(payment).to.include({ amountFen: 132_250, quarter: QUARTER, paidOn: '2025-07-01' });
    const commands = await selectRows<{ command: string }>(
      office.system.database,
      "SELECT command FROM audit_events WHERE subjectKind = 'subsidy-claim' ORDER BY id",
    );
    expect(commands.map(({ command }) => command.replace('subsidy-claim.', ''))).to.deep.equal([
      'open-build',
      'build-batch',
      'build',
      'submit',
      'verify',
      'approve',
      'fund',
      'pay',
    ]);
  });

  it('ends with the day a loan is settled', async () => {
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await insertRepayment(office, loan, '2025-04-20', '300000.00');
    const claim = await buildClaim(office, QUARTER);
    // 30 days: 300 000 × 3.45 % × 30 ÷ 360 = 862.50.
    expect(await amounts(claim.claimId)).to.deep.equal([['A', 'period', QUARTER, 30, 86_250, 43_125]]);
  });

  for (const [what, kind] of [
    ['the business closes', 'closure'],
    ['the legal representative changes', 'legal-representative-change'],
  ] as const) {
    it(`ends with the day on which ${what}, by the policy of the loan’s disbursement date`, async () => {
      for (const [contractNumber, disbursedOn] of [
        ['A', '2024-03-15'],
        ['B', '2023-11-01'],
      ] as const) {
        const loan = await insertLoan(office, { contractNumber, disbursedOn });
        await insertEvent(office, loan, { kind, from: '2025-04-20' });
      }
      const claim = await buildClaim(office, QUARTER);
      expect((await amounts(claim.claimId)).map(([contract, , , days]) => [contract, days])).to.deep.equal([
        ['A', 30],
        ['B', 92],
      ]);
    });
  }

  it('goes on where a change of the legal representative was reported by mistake', async () => {
    const loan = await insertLoan(office, { contractNumber: 'A' });
    const change = { kind: 'legal-representative-change', from: '2025-04-20' } as const;
    await insertEvent(office, loan, change);
    await insertEvent(office, loan, { ...change, until: change.from, revision: 2 });
    const claim = await buildClaim(office, QUARTER);
    expect((await amounts(claim.claimId)).map(([contract, , , days]) => [contract, days])).to.deep.equal([
      ['A', 92],
    ]);
  });

  it('does not subsidise days overdue, in extension, after maturity or before the first day', async () => {
    const overdue = await insertLoan(office, { contractNumber: 'A' });
    await insertEvent(office, overdue, { kind: 'overdue', from: '2025-06-01', until: '2025-06-11' });
    await insertLoan(office, { contractNumber: 'B', maturesOn: '2025-05-20', extendedUntil: '2025-11-20' });
    const misused = await insertLoan(office, { contractNumber: 'C' });
    await insertEvent(office, misused, { kind: 'misuse', from: '2025-01-01', until: '2025-12-31' });
    await insertLoan(office, { contractNumber: 'D', disbursedOn: '2025-06-11' });
    const claim = await buildClaim(office, QUARTER);
    expect(await amounts(claim.claimId)).to.deep.equal([
      ['A', 'period', QUARTER, 82, 264_500, 117_875], // 82 days: 1 178.75
      ['B', 'period', QUARTER, 60, 264_500, 86_250], // 60 days: 862.50
      ['D', 'period', QUARTER, 10, 28_750, 14_375],
    ]);
  });

  it('settles what became known later in the next claim and leaves the paid one alone', async () => {
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A' });
    const repaymentId = await insertRepayment(office, loan, '2025-03-31', '100000.00');
    const late = await insertLoan(office, { contractNumber: 'B' });
    const paid = await bringClaimTo(office, 'paid', QUARTER);
    const before = await findRow(SubsidyClaim, { where: { id: paid.claimId } });
    const linesBefore = await findRows(SubsidyLine, { where: { claimId: paid.claimId } });

    office.clock.setDay('2025-09-25' as never);
    await insertReversal(office, loan, repaymentId, '2025-09-22', '100000.00');
    await insertEvent(office, late, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    const next = await bringClaimTo(office, 'paid', '2025Q3');

    // A had 10 days at 300 000 and 82 at 200 000: 143.75 + 785.83… = 929.583… → 929.58 paid; now 1 322.50.
    // B loses 10 days: 143.75.
    expect(await amounts(next.claimId)).to.deep.equal([
      ['A', 'period', '2025Q3', 92, 264_500, 132_250],
      ['A', 'adjustment', QUARTER, 92, 78_583, 39_292],
      ['B', 'period', '2025Q3', 92, 264_500, 132_250],
      ['B', 'adjustment', QUARTER, 82, 0, -14_375],
    ]);
    const adjustments = (await linesOf(next.claimId)).filter((line) => line.kind === 'adjustment');
    expect(
      adjustments.map(({ reason, adjustment }) => [
        reason,
        adjustment?.paid,
        adjustment?.recomputed,
        adjustment?.adjustsClaimNumber,
        adjustment?.adjustsLineNumber,
      ]),
    ).to.deep.equal([
      ['principal-changed', 92_958, 132_250, paid.number, 1],
      ['exclusion-changed', 132_250, 117_875, paid.number, 2],
    ]);
    expect(await findRow(SubsidyClaim, { where: { id: paid.claimId } })).to.deep.equal(before);
    expect(await findRows(SubsidyLine, { where: { claimId: paid.claimId } })).to.deep.equal(linesBefore);

    office.clock.setDay('2025-12-25' as never);
    const third = await buildClaim(office, '2025Q4');
    expect((await amounts(third.claimId)).map(([, kind]) => kind)).to.deep.equal(['period', 'period']);
  });

  it('pays in the next claim what a report that is taken back had withheld', async () => {
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await insertEvent(office, loan, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    await bringClaimTo(office, 'paid', QUARTER);
    office.clock.setDay('2025-09-25' as never);
    const reported = await findRow(LoanEvent, { where: { loanId: loan.id } });
    const withdrawal = { loanEventId: reported?.id ?? 0, reason: '误报' };
    await withdrawLoanEvent(office.bankOfficer, withdrawal);
    const next = await buildClaim(office, '2025Q3');
    expect(await amounts(next.claimId)).to.deep.equal([
      ['A', 'period', '2025Q3', 92, 264_500, 132_250],
      ['A', 'adjustment', QUARTER, 92, 0, 14_375],
    ]);
  });

  it('asks for one difference in one claim only, though two are open', async () => {
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await bringClaimTo(office, 'paid', QUARTER);
    office.clock.setDay('2025-12-25' as never);
    await insertEvent(office, loan, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    const third = await buildClaim(office, '2025Q3');
    const fourth = await buildClaim(office, '2025Q4');
    expect((await amounts(third.claimId)).map(([, kind]) => kind)).to.deep.equal(['period', 'adjustment']);
    expect((await amounts(fourth.claimId)).map(([, kind]) => kind)).to.deep.equal(['period']);
    await buildClaim(office, '2025Q3');
    expect((await amounts(third.claimId)).map(([, kind]) => kind)).to.deep.equal(['period', 'adjustment']);
  });

  it('carries what falls below zero to the next claim', async () => {
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A', maturesOn: '2025-06-21' });
    await bringClaimTo(office, 'paid', QUARTER);
    office.clock.setDay('2025-09-25' as never);
    await insertEvent(office, loan, { kind: 'misuse', from: '2025-03-21', until: '2025-06-21' });
    const negative = await bringClaimTo(office, 'paid', '2025Q3');
    expect(negative.subsidyFen).to.equal(-132_250);
    expect(await findSubsidyClaim(office.auditor, negative.claimId)).to.include({ payable: 0, deducted: 0 });

    office.clock.setDay('2025-12-25' as never);
    await insertLoan(office, { contractNumber: 'B', principal: '1000000.00', disbursedOn: '2025-09-21' });
    const next = await buildClaim(office, '2025Q4'); // 91 days: 4 360.42
    expect(next.subsidyFen).to.equal(436_042);
    expect(await findSubsidyClaim(office.auditor, next.claimId)).to.include({
      payable: 303_792,
      deducted: 132_250,
    });
    await bringClaimTo(office, 'paid', '2025Q4');
    expect(await findRow(Budget, { where: { year: 2025 } })).to.include({
      committedFen: 0,
      paidFen: 132_250 + 303_792,
    });
    expect(await findSubsidyClaim(office.auditor, next.claimId)).to.include({
      payable: 303_792,
      deducted: 132_250,
    });
  });
});
