import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { Budget } from '../../models/budget.js';
import { ClawbackAmount } from '../../models/clawback-amount.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Notice } from '../../models/notice.js';
import { findRow, findRows } from '../../models/rows.js';
import { findLoanProof } from '../../server/proofs/find-loan-proof.js';
import { findClawbackNotice } from '../../server/subsidies/clawbacks/find-clawback-notice.js';
import { findClawback } from '../../server/subsidies/clawbacks/find-clawbacks.js';
import { reverseReceipt } from '../../server/subsidies/clawbacks/record-receipt.js';
import { findSubsidyLines } from '../../server/subsidies/find-subsidy-lines.js';
import { decide, openClawbackOffice, proposeDemand, type ClawbackOffice } from '../support/clawbacks.js';
import { codeOf } from '../support/code-of.js';
import { buildClaim, insertEvent } from '../support/subsidies.js';

const QUARTER = '2025Q2'; // [2025-03-21, 2025-06-21), 92 days
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
const stateOf = async (id: number) => (await findRow(ClawbackCase, { where: { id } }))?.state;

describe('A clawback', () => {
  let office: ClawbackOffice;

  beforeEach(async () => {
    office = await openClawbackOffice();
  });

  it('asks back, quarter by quarter, what was paid for the days of the finding, and takes them out of the loan', async () => {
    const { caseId, number, total } = await office.issue();
    // 32 of 92 days: 300 000 × 1.725 % × 32 ÷ 360 = 460.00.
    expect(total).to.equal('460.00');
    const found = await findClawback(office.auditor, caseId);
    expect(found).to.include({ state: 'issued', issuedOn: '2025-09-25', totalFen: 46_000, owed: 46_000 });
    expect(found.parts).to.deep.equal([{ dueOn: '2025-10-25', amount: 46_000 }]);
    const [quarter] = found.quarters;
    expect(quarter).to.include({
      quarter: QUARTER,
      paidFen: WHOLE,
      recomputedFen: 86_250,
      amountFen: 46_000,
    });
    expect(quarter?.before?.map((segment) => [segment.days, segment.subsidy])).to.deep.equal([[92, WHOLE]]);
    expect(
      quarter?.after.map((segment) => [segment.days, segment.notSubsidisedBecause, segment.subsidy]),
    ).to.deep.equal([
      [60, null, 86_250],
      [32, 'misuse', 0],
    ]);
    const event = await findRow(LoanEvent, { where: { loanId: office.loan.id } });
    expect(event).to.include({ kind: 'misuse', source: 'officer', fromOn: '2025-05-20', revision: 1 });
    expect((await office.balances()).get('clawback-due')).to.equal(46_000);
    expect((await findRows(Notice, { where: {} })).map(({ kind }) => kind)).to.deep.equal([
      'clawback-issued',
    ]);
    const commands = await findRows(AuditEvent, {
      where: { subjectKind: 'clawback-case', subjectId: caseId },
    });
    expect(commands.map(({ command }) => command)).to.deep.equal(['clawback.propose', 'clawback.decide']);
    expect(await findClawbackNotice(office.auditor, caseId)).to.deep.include({
      number,
      borrowerName: '测试借款人',
      contractNumber: 'A',
      bankName: 'BANK01',
      document: '财金〔2023〕75号',
      article: '不得挪用',
      total: 46_000,
      parts: [{ dueOn: '2025-10-25', amount: 46_000 }],
    });
  });

  it('is asked for once: the next claim leaves its quarters alone, and the loan’s proof comes out even', async () => {
    await office.issue();
    const next = await buildClaim(office, '2025Q3');
    expect(await linesOf(office, next.claimId)).to.deep.equal([]);
    const { quarters } = await findLoanProof(office.auditor, office.loan.id);
    expect(quarters).to.deep.equal([{ quarter: QUARTER, paid: 86_250, recomputed: 86_250, difference: 0 }]);
  });

  it('does not ask for what the next claim deducts already', async () => {
    await insertEvent(office, office.loan, { kind: 'misuse', from: '2025-05-20', until: '2025-09-21' });
    await buildClaim(office, '2025Q3');
    const { caseId, total } = await office.issue();
    expect(total).to.equal('0.00');
    expect(await stateOf(caseId)).to.equal('closed');
  });

  it('of false facts is for everything since the first day', async () => {
    const { total, caseId } = await office.issue({
      ground: 'false-facts',
      from: '2024-03-15',
      until: '2099-01-01',
    });
    expect(total).to.equal('1322.50');
    const event = await findRow(LoanEvent, { where: { loanId: office.loan.id } });
    expect(event).to.include({ kind: 'eligibility-lost', fromOn: '2024-03-15' });
    expect(await findRows(ClawbackAmount, { where: { caseId } })).to.have.length(1);
  });

  it('is issued by another person, and only as it was proposed', async () => {
    const proposal = await proposeDemand(office.centreOfficer, {
      loanId: office.loan.id,
      from: '2025-05-20',
    });
    expect(
      await codeOf(proposeDemand(office.centreOfficer, { loanId: office.loan.id, from: '2025-05-21' })),
    ).to.equal('already-exists');
    const own = {
      ...office.centreSupervisor,
      actor: { ...office.centreSupervisor.actor, personIndex: office.centreOfficer.actor.personIndex },
    };
    expect(await codeOf(decide(own, proposal))).to.equal('maker-is-checker');
    await insertEvent(office, office.loan, { kind: 'overdue', from: '2025-05-01', until: '2025-06-21' });
    expect(await codeOf(decide(office.centreSupervisor, proposal))).to.equal('approval-does-not-match');
    expect(await stateOf(proposal.caseId)).to.equal('proposed');
    expect(await decide(office.centreSupervisor, proposal, 'decline')).to.include({ state: 'declined' });
    expect(await findRows(LoanEvent, { where: { source: 'officer' } })).to.deep.equal([]);
  });

  it('gives what comes back to the budgets that had paid, never more than is owed, and closes', async () => {
    const { caseId } = await office.issue();
    expect(await codeOf(office.receive(caseId, '460.01'))).to.equal('clawback-exceeds-owed');
    const first = await office.receive(caseId, '300.00');
    expect(first).to.include({ state: 'issued', owed: '160.00' });
    expect(await findRow(Budget, { where: { year: 2025 } })).to.include({
      paidFen: WHOLE,
      returnedFen: 30_000,
    });
    const reversal = { receiptId: first.receiptId, reference: 'CZ1' };
    expect(await reverseReceipt(office.centreSupervisor, reversal)).to.include({ owed: '460.00' });
    expect(await codeOf(reverseReceipt(office.centreSupervisor, { ...reversal, reference: 'CZ2' }))).to.equal(
      'already-reversed',
    );
    expect(await findRow(Budget, { where: { year: 2025 } })).to.include({ returnedFen: 0 });
    expect(await office.receive(caseId, '460.00')).to.include({ state: 'closed', owed: '0.00' });
    expect(await codeOf(office.receive(caseId, '0.01'))).to.equal('illegal-transition');
    const entries = await findRows(BudgetEntry, { where: { subjectKind: 'clawback-receipt' } });
    expect(entries.map(({ kind, amountFen }) => [kind, amountFen])).to.deep.equal([
      ['return', 30_000],
      ['take-back', 30_000],
      ['return', 46_000],
    ]);
    const booked = await office.balances();
    expect([booked.get('clawback-due'), booked.get('treasury'), booked.get('clawed-back')]).to.deep.equal([
      0, 46_000, -46_000,
    ]);
  });

  it('takes one of many receipts that arrive together', async () => {
    const { caseId } = await office.issue();
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => office.receive(caseId, '300.00')),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect((await findClawback(office.auditor, caseId)).owed).to.equal(16_000);
  });
});
