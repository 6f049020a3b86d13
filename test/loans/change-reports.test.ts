import { expect } from 'chai';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import type { LoanEventKind } from '../../server/core/loan-history.js';
import { findChangeReports } from '../../server/loans/find-change-reports.js';
import { parseYuan } from '../../server/core/money.js';
import { recordReceipt } from '../../server/recovery/record-recovery.js';
import { findSubsidyStatement } from '../../server/loans/find-subsidy-statement.js';
import { withdrawLoanEvent } from '../../server/loans/withdraw-loan-event.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { claimAt, overdueLoan, paidClaim } from '../support/compensation.js';
import { disbursedLoan, loanRow, repaid } from '../support/loans.js';

const on = parseBusinessDate;

describe('A change that a bank has to report', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const report = async (loanId: number, kind: LoanEventKind, happenedOn: string) =>
    recordLoanEvent(await app.contextOf('bank.maker'), {
      loanId,
      kind,
      fromOn: on(happenedOn),
      untilOn: null,
      newRate: null,
      note: null,
    });
  const reports = async (username: 'centre.maker' | 'other.bank.maker' = 'centre.maker') =>
    (await findChangeReports(await app.contextOf(username), { limit: 20 })).items;

  it('is in time on the tenth working day, and late on the eleventh', async () => {
    const { id } = await disbursedLoan(app);
    // Ten working days after Thursday 8 May 2025 end on Thursday 22 May.
    app.clock.setDay(on('2025-05-22'));
    await report(id, 'closure', '2025-05-08');
    app.clock.setDay(on('2025-05-23'));
    await report(id, 'legal-representative-change', '2025-05-08');
    const found = (await reports()).map((one) => [
      one.kind,
      one.dueOn,
      one.reportedOn,
      one.lateByWorkingDays,
    ]);
    expect(found).to.deep.equal([
      ['legal-representative-change', '2025-05-22', '2025-05-23', 1],
      ['closure', '2025-05-22', '2025-05-22', 0],
    ]);
  });

  it('is also a settlement before maturity, reported by the repayment that settled the loan', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(on('2025-06-10'));
    await repaid(app, id, { principal: '300000.00', interest: '2092.50', on: '2025-06-10' });
    expect((await reports())[0]).to.include({ kind: 'settled', lateByWorkingDays: 0 });
    await report(id, 'settled', '2025-06-10');
    expect(await reports()).to.have.length(1);
  });

  it('is not late where the repayment told of it in time and the report came after', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(on('2025-06-10'));
    await repaid(app, id, { principal: '300000.00', interest: '2092.50', on: '2025-06-10' });
    app.clock.setDay(on('2025-07-30'));
    await report(id, 'settled', '2025-06-10');
    const [only, ...others] = await reports();
    expect(only).to.include({ kind: 'settled', reportedOn: '2025-06-10', lateByWorkingDays: 0 });
    expect(others).to.be.empty;
  });

  it('counts from the day it was reported anew where the bank had taken it back', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(on('2025-05-09'));
    const { loanEventId } = await report(id, 'closure', '2025-05-08');
    await withdrawLoanEvent(await app.contextOf('bank.maker'), {
      loanEventId: Number(loanEventId),
      reason: '误报',
    });
    expect(await reports()).to.be.empty;
    app.clock.setDay(on('2025-05-23'));
    await report(id, 'closure', '2025-05-08');
    const [only, ...others] = await reports();
    expect(only).to.include({ kind: 'closure', reportedOn: '2025-05-23', lateByWorkingDays: 1 });
    expect(others).to.be.empty;
  });

  it('is late where neither told of it in time', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(on('2025-06-30'));
    await repaid(app, id, { principal: '300000.00', interest: '2092.50', on: '2025-06-10' });
    await report(id, 'settled', '2025-06-10');
    expect((await reports())[0]).to.include({
      dueOn: '2025-06-24',
      reportedOn: '2025-06-30',
      lateByWorkingDays: 4,
    });
  });

  it('is not that a guarantor got everything back before maturity', async () => {
    const { id } = await overdueLoan(app);
    await repaid(app, id, { principal: '1000.00' });
    const { claimId } = await paidClaim(app, await claimAt(app, id, 'consent'));
    app.clock.setDay(on('2025-06-10'));
    await recordReceipt(await app.contextOf('guarantor.maker'), {
      claimId,
      amount: parseYuan('299000.00'),
      occurredOn: on('2025-06-10'),
      reference: 'ZC1',
    });
    expect((await loanRow(id)).state).to.equal('settled');
    expect(await reports()).to.be.empty;
  });

  it('of the legal representative ends the subsidy from its day on, however late it is reported', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(on('2025-06-30'));
    await report(id, 'legal-representative-change', '2025-05-08');
    // Ten working days end on 22 May; the 26 working days from then to 30 June pass over the Dragon Boat holiday.
    expect((await reports())[0]).to.include({ dueOn: '2025-05-22', lateByWorkingDays: 26 });
    const { segments } = await findSubsidyStatement(await app.contextOf('centre.maker'), id, {
      from: on('2025-05-01'),
      until: on('2025-05-15'),
    });
    expect(segments.map(({ from, days, notSubsidisedBecause: why }) => [from, days, why])).to.deep.equal([
      ['2025-05-01', 7, null],
      ['2025-05-08', 7, 'legal-representative-change'],
    ]);
  });

  it('is seen by those who see the loan', async () => {
    const { id } = await disbursedLoan(app);
    app.clock.setDay(addDays(app.system.clock.today(), 5));
    await report(id, 'closure', app.system.clock.today());
    expect(await reports()).to.have.length(1);
    expect(await reports('other.bank.maker')).to.deep.equal([]);
  });
});
