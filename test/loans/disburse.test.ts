import { expect } from 'chai';
import { AgreementExposure } from '../../models/agreement-exposure.js';
import { Application } from '../../models/application.js';
import { AuditEvent } from '../../models/audit-event.js';
import { Disbursement } from '../../models/disbursement.js';
import { Guarantee } from '../../models/guarantee.js';
import { Instalment } from '../../models/instalment.js';
import { Loan } from '../../models/loan.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRow, findRows } from '../../models/rows.js';
import { addDays, addMonths } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { approveDisbursement } from '../../server/loans/approve-disbursement.js';
import { proposeDisbursement } from '../../server/loans/propose-disbursement.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { approvedApplication, disbursedLoan, proposedDisbursement } from '../support/loans.js';

describe('A disbursement', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const approve = async (
    applicationId: number,
    payloadHash: string,
    user: 'bank.checker' | 'bank.maker' = 'bank.checker',
  ) =>
    approveDisbursement(await app.contextOf(user), {
      applicationId,
      payloadHash,
      outcome: 'approve',
      reason: null,
    });

  it('by two persons makes the loan, its instalments and its guarantee', async () => {
    const applicationId = await approvedApplication(app, { amount: '300000.00', termMonths: 24 });
    const payloadHash = await proposedDisbursement(app, applicationId, '250000.00');
    const { loanId } = await approve(applicationId, payloadHash);

    const loan = await findRow(Loan, { where: { id: Number(loanId) } });
    const today = app.system.clock.today();
    expect(loan).to.include({
      applicationId,
      principalFen: 25_000_000,
      outstandingFen: 25_000_000,
      state: 'active',
      disbursedOn: today,
      maturesOn: addMonths(today, 24),
      jobsToCreate: 3,
      borrowerName: '陈一',
    });
    const instalments = await findRows(Instalment, { where: { loanId: Number(loanId) } });
    expect(instalments.reduce((sum, instalment) => sum + instalment.principalFen, 0)).to.equal(25_000_000);
    expect(await findRow(Application, { where: { id: applicationId } })).to.include({ state: 'disbursed' });

    // 80 % of 250,000 yuan: part of what was reserved for 300,000 is free again.
    const guarantee = await findRow(Guarantee, { where: { applicationId } });
    expect(guarantee).to.include({ state: 'effective', loanId: Number(loanId), balanceFen: 20_000_000 });
    const [agreed] = await findRows(AgreementExposure, { where: {} });
    expect(agreed?.exposureFen).to.equal(20_000_000);

    const events = await findRows(AuditEvent, {
      where: { subjectKind: 'application', subjectId: applicationId },
    });
    expect(events.map((event) => event.command)).to.deep.equal([
      'disbursement.propose',
      'disbursement.decide',
    ]);
    expect(await findRows(OutboxMessage, { where: { topic: 'loan.disbursed' } })).to.have.length(1);
  });

  it('is dated neither before the guarantee was issued nor in the future', async () => {
    const applicationId = await approvedApplication(app);
    const today = app.system.clock.today();
    app.clock.setDay(addDays(today, 2));
    const propose = async (days: number) =>
      proposeDisbursement(await app.contextOf('bank.maker'), {
        applicationId,
        contractNumber: 'HT-DATED',
        bankReference: 'FK-DATED',
        amount: parseYuan('300000.00'),
        disbursedOn: addDays(today, days),
      });
    expect(await codeOf(propose(-1))).to.equal('outside-loan-term');
    expect(await codeOf(propose(3))).to.equal('outside-loan-term');
    expect(await propose(0)).to.include({ applicationId: String(applicationId) });
  });

  it('happens once, however many supervisors press the button [T8]', async () => {
    const applicationId = await approvedApplication(app);
    const payloadHash = await proposedDisbursement(app, applicationId);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, () => codeOf(approve(applicationId, payloadHash))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1);
    expect(await findRows(Loan, { where: { applicationId } })).to.have.length(1);
    expect(await findRows(Disbursement, { where: { applicationId } })).to.have.length(1);
  });

  it('is not approved by who proposed it, nor as something else than was proposed [T6] [T7]', async () => {
    const applicationId = await approvedApplication(app);
    const payloadHash = await proposedDisbursement(app, applicationId);
    expect(await codeOf(approve(applicationId, payloadHash, 'bank.maker'))).to.equal('maker-is-checker');
    expect(await codeOf(approve(applicationId, '0'.repeat(64)))).to.equal('approval-does-not-match');
    expect(await findRows(Loan, { where: { applicationId } })).to.be.empty;
  });

  it('that was declined may be proposed anew', async () => {
    const applicationId = await approvedApplication(app);
    const payloadHash = await proposedDisbursement(app, applicationId);
    const declined = await approveDisbursement(await app.contextOf('bank.checker'), {
      applicationId,
      payloadHash,
      outcome: 'decline',
      reason: '账号有误',
    });
    expect(declined).to.deep.equal({
      applicationId: String(applicationId),
      loanId: null,
      state: 'approved',
    });
    expect(await codeOf(proposedDisbursement(app, applicationId))).to.equal('done');
  });

  it('is refused above what was approved, above the rate ceiling, and at the bank next door', async () => {
    const applicationId = await approvedApplication(app, { amount: '200000.00' });
    expect(await codeOf(proposedDisbursement(app, applicationId, '200000.01'))).to.equal('amount-above-cap');
    const dear = await approvedApplication(app, { ratePercent: '3.61' });
    expect(await codeOf(proposedDisbursement(app, dear))).to.equal('rate-above-ceiling');
    const elsewhere = approveDisbursement(await app.contextOf('other.bank.checker'), {
      applicationId,
      payloadHash: '0'.repeat(64),
      outcome: 'approve',
      reason: null,
    });
    expect(await codeOf(elsewhere)).to.equal('not-found');
  });

  it('cannot follow another one of the same application', async () => {
    const loan = await disbursedLoan(app);
    expect(loan.principalFen).to.equal(parseYuan('300000.00'));
    expect(await codeOf(proposedDisbursement(app, loan.applicationId ?? 0))).to.equal('illegal-transition');
  });
});
