import { expect } from 'chai';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { findRows } from '../../models/rows.js';
import { recomputeClaim } from '../../server/compensation/recompute-claim.js';
import { submitClaim } from '../../server/compensation/submit-claim.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { closedBefore } from '../support/collections.js';
import { claimAt, paidClaim, shareRisk } from '../support/compensation.js';
import { disbursedLoan, loanRow, nextSerial, repaid } from '../support/loans.js';

const on = parseBusinessDate;

describe('A claim for compensation whose arrears are paid before any night has closed', () => {
  let app: TestApp;
  let loanId: number;
  beforeEach(async () => {
    app = await startTestApp();
    // Disbursed on 21 March 2025; 600.00 of interest each month from 21 April on, and nobody pays any.
    const loan = await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
    loanId = loan.id;
    await shareRisk(app, loanId);
    await closedBefore(app, on('2025-07-23'));
  });

  const payments = async () => findRows(CompensationPayment, { where: { loanId } });

  it('is not paid, though no principal came back: the borrower owes nothing that is due', async () => {
    const claim = await claimAt(app, loanId, 'consent');
    await repaid(app, loanId, { interest: '2460.00' });
    expect(await codeOf(paidClaim(app, claim))).to.equal('compensation-not-due');
    expect(await payments()).to.have.length(0);
    expect((await recomputeClaim(await app.contextOf('bank.maker'), claim.claimId)).state).to.equal('lapsed');
  });

  it('is neither opened nor filed once what came back leaves fewer days overdue', async () => {
    const draft = await claimAt(app, loanId, 'evidence');
    // The oldest month, due in April, is paid; May is 62 days overdue.
    await repaid(app, loanId, { interest: '620.00' });
    const { claimId, contentHash } = draft;
    const filed = submitClaim(await app.contextOf('bank.checker'), { claimId, contentHash });
    expect(await codeOf(filed)).to.equal('compensation-not-due');
  });

  it('is paid as it was consented to where what came back is taken back the same day', async () => {
    const claim = await claimAt(app, loanId, 'consent');
    const { repaymentId } = await repaid(app, loanId, { interest: '2460.00' });
    const reversal = { repaymentId: Number(repaymentId), serialNumber: `CZ${nextSerial()}` };
    await reverseRepayment(await app.contextOf('bank.checker'), {
      ...reversal,
      reversedOn: on('2025-07-23'),
    });
    expect(await paidClaim(app, claim)).to.include({ state: 'paid', paid: '240000.00' });
    expect((await loanRow(loanId)).state).to.equal('compensated');
  });
});
