import { expect } from 'chai';
import { RepaymentReserve } from '../../models/repayment-reserve.js';
import { RiskAlert } from '../../models/risk-alert.js';
import { findRows } from '../../models/rows.js';
import { addDays } from '../../server/core/business-date.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { closedBefore } from '../support/collections.js';
import { disbursedLoan } from '../support/loans.js';
import { alertsOf, swept } from '../support/risk-alerts.js';
import type { LoanRow } from '../../server/loans/loan-case.js';

describe('The warning before a maturity', () => {
  let app: TestApp;
  let loan: LoanRow;
  beforeEach(async () => {
    app = await startTestApp();
    // 300,000 yuan, repaid with its interest at maturity; half of it owed is too much a month before.
    loan = await disbursedLoan(app, { repaymentMethod: 'bullet', amount: '300000.00' });
  });

  const night = async (daysToMaturity: number) => {
    await closedBefore(app, addDays(loan.maturesOn, 1 - daysToMaturity));
    await swept(app);
  };
  const reported = async (amount: string, status = 201) =>
    (
      await (
        await app.logIn('bank.maker')
      )
        .post(`/api/v1/loans/${loan.id}/repayment-reserves`)
        .send({ heldOn: app.clock.today(), amount })
        .expect(status)
    ).body;

  it('is not given where enough is set aside', async () => {
    app.clock.setDay(addDays(loan.maturesOn, -40));
    await reported('150000.01');
    await night(30);
    expect(await alertsOf(loan.id)).to.deep.equal([]);
  });

  it('is given where a fen is missing, says what is there, and lapses once it is enough', async () => {
    app.clock.setDay(addDays(loan.maturesOn, -40));
    await reported('150000.00');
    await night(30);
    expect(await alertsOf(loan.id)).to.deep.equal([['maturity-without-reserve', loan.maturesOn, 'open']]);
    const [alert] = await findRows(RiskAlert, { where: { loanId: loan.id } });
    expect(JSON.parse(alert?.evidenceJson ?? '{}')).to.include({ reservedFen: 15_000_000 });
    await night(29);
    expect(await alertsOf(loan.id)).to.have.deep.members([
      ['maturity-without-reserve', loan.maturesOn, 'open'],
    ]);
    await reported('200000.00');
    await night(28);
    expect((await alertsOf(loan.id))[0]?.[2]).to.equal('resolved');
  });

  it('goes by the last report: what is drawn again is no reserve, and the same twice is one fact', async () => {
    app.clock.setDay(addDays(loan.maturesOn, -40));
    await reported('200000.00');
    expect(await reported('200000.00')).to.include({ changed: false });
    expect(await findRows(RepaymentReserve, { where: { loanId: loan.id } })).to.have.length(1);
    await night(30);
    expect(await alertsOf(loan.id)).to.deep.equal([]);
    await reported('0.00');
    await night(20);
    expect(await alertsOf(loan.id)).to.have.length(1);
  });

  it('counts what the loan’s own bank reports of a day of the loan, and nobody else', async () => {
    const other = await app.logIn('other.bank.maker');
    const body = { heldOn: app.clock.today(), amount: '1.00' };
    await other.post(`/api/v1/loans/${loan.id}/repayment-reserves`).send(body).expect(404);
    const bank = await app.logIn('bank.maker');
    const ahead = { ...body, heldOn: addDays(app.clock.today(), 1) };
    const refused = await bank.post(`/api/v1/loans/${loan.id}/repayment-reserves`).send(ahead).expect(422);
    expect(refused.body).to.include({ code: 'outside-loan-term' });
  });
});
