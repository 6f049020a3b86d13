import { expect } from 'chai';
import { BudgetEntry } from '../../models/budget-entry.js';
import { Budget } from '../../models/budget.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { Notice } from '../../models/notice.js';
import { findRow, findRows, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { Organisation } from '../../models/organisation.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan, type Fen } from '../../server/core/money.js';
import { ageClawbacks } from '../../server/subsidies/clawbacks/age-clawbacks.js';
import { findClawback } from '../../server/subsidies/clawbacks/find-clawbacks.js';
import { proposePlan, proposeWithdrawal } from '../../server/subsidies/clawbacks/propose-change.js';
import { findSubsidyClaim } from '../../server/subsidies/find-subsidy-claim.js';
import { SUBSIDY_INVARIANTS } from '../torture/invariants/subsidies.js';
import { reverseReceipt } from '../../server/subsidies/clawbacks/record-receipt.js';
import { findSubsidyLines } from '../../server/subsidies/find-subsidy-lines.js';
import { decide, openClawbackOffice, type ClawbackOffice } from '../support/clawbacks.js';
import { codeOf } from '../support/code-of.js';
import { allotBudget, bringClaimTo, buildClaim, insertLoan } from '../support/subsidies.js';

const WHOLE = 132_250;

const linesOf = async (office: ClawbackOffice, claimId: number) =>
  (await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: false })).items.map(
    ({ contractNumber, kind, quarter, subsidyFen, reason }) => [
      contractNumber,
      kind,
      quarter,
      subsidyFen,
      reason,
    ],
  );
const part = (dueOn: string, amount: string) => ({
  dueOn: parseBusinessDate(dueOn),
  amount: parseYuan(amount),
});
const kinds = async () =>
  (await findRows(Notice, { where: {}, order: [['id', 'ASC']] })).map(({ kind }) => kind);
const budgetOf = async (level: 'city' | 'district') => findRow(Budget, { where: { level, year: 2025 } });
const age = (office: ClawbackOffice) => ageClawbacks(office.system, 'test', async () => {});

describe('What is demanded back', () => {
  let office: ClawbackOffice;

  beforeEach(async () => {
    office = await openClawbackOffice();
  });

  it('comes back in instalments that two persons agree on', async () => {
    const { caseId } = await office.issue();
    await office.receive(caseId, '60.00');
    const plan = [part('2025-10-25', '200.00'), part('2025-11-25', '200.00')];
    for (const wrong of [[part('2025-10-25', '460.00')], plan.toReversed(), [part('2026-10-25', '400.00')]])
      expect(await codeOf(proposePlan(office.centreOfficer, caseId, wrong))).to.equal('malformed');
    const proposal = await proposePlan(office.centreOfficer, caseId, plan);
    await decide(office.centreSupervisor, proposal);
    expect((await findClawback(office.auditor, caseId)).parts).to.deep.equal(plan);

    office.on('2025-11-26');
    await office.receive(caseId, '150.00');
    expect((await findClawback(office.auditor, caseId)).age).to.deep.equal({
      overdue: 25_000,
      overdueSince: '2025-10-25',
      days: 32,
    });
    await office.receive(caseId, '50.00');
    expect((await findClawback(office.auditor, caseId)).age).to.include({ overdue: 20_000, days: 1 });
  });

  it('ages: the borrower is reminded, then the centre is told, then the treasury, each once', async () => {
    const { caseId } = await office.issue();
    office.on('2025-10-25');
    expect(await age(office)).to.equal(0);
    const due = parseBusinessDate('2025-10-25');
    for (const [days, told] of [
      [1, ['clawback-issued', 'clawback-overdue', 'clawback-late']],
      [30, ['clawback-issued', 'clawback-overdue', 'clawback-late', 'clawback-late']],
      [90, ['clawback-issued', 'clawback-overdue', 'clawback-late', 'clawback-late', 'clawback-late']],
    ] as const) {
      office.clock.setDay(addDays(due, days));
      expect(await age(office)).to.equal(1);
      expect(await age(office)).to.equal(0);
      expect(await kinds()).to.deep.equal(told);
    }
    const where = { id: caseId };
    expect(await findRow(ClawbackCase, { where })).to.include({
      state: 'overdue',
      overdueSince: '2025-10-25',
      escalation: 'report',
    });
    await office.receive(caseId, '460.00');
    expect(await findRow(ClawbackCase, { where })).to.include({ state: 'closed', overdueSince: null });
  });

  it('is taken off subsidy that the borrower has coming, once the claim is paid', async () => {
    const { caseId, number } = await office.issue({ offset: true, until: '2025-06-21' });
    // The third quarter is whole: 1 322.50 are coming, 460.00 are taken off, 862.50 are paid.
    const next = await buildClaim(office, '2025Q3');
    expect(await linesOf(office, next.claimId)).to.deep.equal([
      ['A', 'period', '2025Q3', WHOLE, null],
      ['A', 'adjustment', '2025Q3', -46_000, 'clawback-offset'],
    ]);
    const [, offset] = (
      await findSubsidyLines(office.auditor, next.claimId, { limit: 9, withSegments: true })
    ).items;
    expect(offset).to.include({ clawbackNumber: number, adjustment: null });
    expect(await findSubsidyClaim(office.auditor, next.claimId)).to.include({ payable: 86_250 });
    expect(await findClawback(office.auditor, caseId)).to.include({ pending: 46_000, owed: 46_000 });
    expect(await codeOf(office.receive(caseId, '1.00'))).to.equal('clawback-exceeds-owed');
    expect(await codeOf(proposeWithdrawal(office.centreOfficer, caseId, '核查有误'))).to.equal(
      'illegal-transition',
    );

    await bringClaimTo(office, 'paid', '2025Q3');
    expect(await findClawback(office.auditor, caseId)).to.include({ state: 'closed', pending: 0, owed: 0 });
    expect(await findRow(Budget, { where: { year: 2025 } })).to.include({ paidFen: WHOLE + 86_250 });
    const booked = await office.balances();
    expect([booked.get('clawback-due'), booked.get('offset')]).to.deep.equal([0, 46_000]);
    office.on('2025-12-25');
    const fourth = await buildClaim(office, '2025Q4');
    expect((await linesOf(office, fourth.claimId)).map(([, kind]) => kind)).to.deep.equal(['period']);
  });

  it('is taken off in parts where less is coming, also of another loan of the borrower', async () => {
    const { caseId } = await office.issue({ offset: true });
    const other = await insertLoan(office, {
      contractNumber: 'B',
      principal: '40000.00',
      disbursedOn: '2025-06-25',
    });
    await inTransaction(office.system.database, (transaction) =>
      office.system.database.sequelize.query('UPDATE loans SET borrowerId = ? WHERE id = ?', {
        replacements: [office.loan.borrowerId, other.id],
        transaction,
      }),
    );
    const next = await bringClaimTo(office, 'paid', '2025Q3');
    // 40 000 × 1.725 % × 88 ÷ 360 = 168.67.
    expect(await linesOf(office, next.claimId)).to.deep.equal([
      ['B', 'period', '2025Q3', 16_867, null],
      ['B', 'adjustment', '2025Q3', -16_867, 'clawback-offset'],
    ]);
    expect(await findClawback(office.auditor, caseId)).to.include({ state: 'issued', owed: 46_000 - 16_867 });
  });

  it('is withdrawn by two persons, and its days earn their subsidy again', async () => {
    const { caseId } = await office.issue();
    const proposal = await proposeWithdrawal(office.centreOfficer, caseId, '核查有误');
    expect(await decide(office.centreSupervisor, proposal)).to.include({ state: 'withdrawn' });
    expect((await office.balances()).get('clawback-due')).to.equal(0);
    const next = await buildClaim(office, '2025Q3');
    expect(
      (await linesOf(office, next.claimId)).map(([, kind, quarter, subsidy]) => [kind, quarter, subsidy]),
    ).to.deep.equal([['period', '2025Q3', WHOLE]]);
  });

  it('gives each level of government its own part of every receipt', async () => {
    const district = await findRow(Organisation, { where: { id: office.districtId } });
    await allotBudget(office, '10000.00', { level: 'district', districtCode: district?.districtCode ?? '' });
    const [districtBudget] = await findRows(Budget, { where: { level: 'district' } });
    const [entry] = await findRows(BudgetEntry, { where: { kind: 'pay' } });
    const extra = { ...entry!, budgetId: districtBudget!.id, amountFen: (WHOLE / 2) as Fen };
    const { id: _id, ...row } = extra;
    await inTransaction(office.system.database, (transaction) => insertRow(BudgetEntry, row, transaction));
    const { caseId } = await office.issue();
    // The city had paid twice as much as the district: 306.67 and 153.33 of 460.00.
    for (const amount of ['0.01', '100.00', '359.99']) await office.receive(caseId, amount);
    expect(await budgetOf('city')).to.include({ returnedFen: 30_667 });
    expect(await budgetOf('district')).to.include({ returnedFen: 15_333 });
  });

  it('leaves every law of the books as it is', async () => {
    const { caseId } = await office.issue({ offset: true, until: '2025-06-21' });
    const { receiptId } = await office.receive(caseId, '60.00');
    await reverseReceipt(office.centreSupervisor, { receiptId, reference: 'CZ1' });
    await office.receive(caseId, '100.00');
    await bringClaimTo(office, 'paid', '2025Q3');
    const { system } = office;
    for (const invariant of SUBSIDY_INVARIANTS) {
      const offences = await invariant.findOffences({ system, database: system.database });
      expect(offences, invariant.law).to.deep.equal([]);
    }
    expect((await findClawback(office.auditor, caseId)).state).to.equal('closed');
  });
});
