import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { DailyClose } from '../../models/daily-close.js';
import { LoanEvent } from '../../models/loan-event.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRow, findRows } from '../../models/rows.js';
import { addDays, parseBusinessDate, type BusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { decideExtension } from '../../server/loans/decide-extension.js';
import { findFactsOfLoan } from '../../server/loans/loan-facts.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { requestExtension } from '../../server/loans/request-extension.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { disbursedLoan, loanRow, nextSerial, repaid } from '../support/loans.js';

const on = parseBusinessDate;

const overdueOf = async (loanId: number) =>
  (await findRows(LoanEvent, { where: { loanId, source: 'daily-close' }, order: [['id', 'ASC']] })).map(
    ({ fromOn, untilOn, revision }) => [fromOn, untilOn, revision],
  );
const standingOf = async (loanId: number) => findRow(LoanStanding, { where: { loanId } });

async function everything() {
  return [
    await findRows(DailyClose, {}),
    await findRows(LoanStandingChange, {}),
    await findRows(LoanEvent, {}),
    await findRows(AuditEvent, {}),
  ];
}

describe('The daily close', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const goTo = (day: BusinessDate) => app.clock.setDay(day);
  /** A night: the day begins, and every day before it is closed. */
  const closeBefore = async (day: BusinessDate) => {
    goTo(day);
    return runDailyCloses(await app.contextOf('centre.maker'));
  };
  /** Disbursed on 2025-03-21; 550.00 a month and 300,000.00 at the end. */
  const monthlyLoan = async () =>
    disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
  /** All due on 2025-04-21. */
  const shortLoan = async () => disbursedLoan(app, { repaymentMethod: 'bullet', termMonths: 1 });

  it('finds what nobody paid: overdue from the day after the due date, and no subsidy from then on', async () => {
    const loan = await monthlyLoan();
    await closeBefore(on('2025-04-22'));
    expect((await loanRow(loan.id)).state).to.equal('active');
    expect(await standingOf(loan.id)).to.equal(null);

    expect(await closeBefore(on('2025-04-23'))).to.deep.equal({ closed: ['2025-04-22'] });
    expect((await loanRow(loan.id)).state).to.equal('overdue');
    expect(await overdueOf(loan.id)).to.deep.equal([['2025-04-22', null, 1]]);
    expect(await standingOf(loan.id)).to.include({
      pastDueSince: '2025-04-21',
      riskClass: 'special-mention',
      reason: 'days-past-due',
    });
    const facts = await findFactsOfLoan(app.system.database, await loanRow(loan.id));
    expect(facts.excludedPeriods).to.deep.equal([
      { from: '2025-04-22', until: '2200-12-31', reason: 'overdue' },
    ]);
    expect(await findRow(DailyClose, { where: { businessDate: on('2025-04-22') } })).to.include({
      state: 'done',
      fellOverdue: 1,
      cured: 0,
      reclassified: 1,
    });
    const audited = await findRows(AuditEvent, { where: { command: 'daily-close.run' } });
    expect(audited).to.have.length(2);
    const [message] = (await findRows(OutboxMessage, { where: { topic: 'daily-close.done' } })).slice(-1);
    expect(JSON.parse(message?.payloadJson ?? '')).to.deep.include({ fellOverdue: [loan.id] });
  });

  it('ends the overdue days with the day of payment', async () => {
    const loan = await monthlyLoan();
    await closeBefore(on('2025-04-25'));
    await repaid(app, loan.id, { interest: '620.00' });
    await closeBefore(on('2025-04-26'));
    expect((await loanRow(loan.id)).state).to.equal('active');
    expect(await overdueOf(loan.id)).to.deep.equal([
      ['2025-04-22', null, 1],
      ['2025-04-22', '2025-04-25', 2],
    ]);
    expect(await standingOf(loan.id)).to.include({ pastDueSince: null, riskClass: 'pass', reason: null });
  });

  it('catches up missed days one by one, and finds on each what it would have found then', async () => {
    const loan = await monthlyLoan();
    await closeBefore(on('2025-04-01'));
    goTo(on('2025-05-03'));
    await repaid(app, loan.id, { interest: '620.00', on: '2025-04-28' });
    const { closed } = await closeBefore(on('2025-05-03'));
    expect(closed).to.have.length(32);
    expect([closed[0], closed.at(-1)]).to.deep.equal(['2025-04-01', '2025-05-02']);
    expect(await overdueOf(loan.id)).to.deep.equal([
      ['2025-04-22', null, 1],
      ['2025-04-22', '2025-04-28', 2],
    ]);
  });

  it('changes nothing when it runs again', async () => {
    await monthlyLoan();
    await closeBefore(on('2025-04-30'));
    const before = await everything();
    expect(await closeBefore(on('2025-04-30'))).to.deep.equal({ closed: [] });
    expect(await everything()).to.deep.equal(before);
  });

  it('takes an overdue period back when the payment turns out to have been in time', async () => {
    const loan = await monthlyLoan();
    await closeBefore(on('2025-04-25'));
    await repaid(app, loan.id, { interest: '620.00', on: '2025-04-21' });
    await closeBefore(on('2025-04-26'));
    expect(await overdueOf(loan.id)).to.deep.equal([
      ['2025-04-22', null, 1],
      ['2025-04-22', '2025-04-22', 2],
    ]);
    const facts = await findFactsOfLoan(app.system.database, await loanRow(loan.id));
    expect(facts.excludedPeriods).to.deep.equal([]);
    expect((await loanRow(loan.id)).state).to.equal('active');
  });

  it('finds days long closed overdue after all when a repayment is reversed', async () => {
    const loan = await monthlyLoan();
    goTo(on('2025-04-21'));
    const { repaymentId } = await repaid(app, loan.id, { interest: '620.00' });
    await closeBefore(on('2025-05-05'));
    expect(await overdueOf(loan.id)).to.deep.equal([]);
    await reverseRepayment(await app.contextOf('bank.maker'), {
      repaymentId: Number(repaymentId),
      serialNumber: `CZ${nextSerial()}`,
      reversedOn: on('2025-05-05'),
    });
    await closeBefore(on('2025-05-06'));
    expect(await overdueOf(loan.id)).to.deep.equal([['2025-04-22', null, 1]]);
    expect(await standingOf(loan.id)).to.include({ pastDueSince: '2025-04-21' });
  });

  it('moves a loan into a worse class when the days have passed, and only then writes', async () => {
    const loan = await monthlyLoan();
    await closeBefore(addDays(on('2025-04-21'), 91));
    expect((await standingOf(loan.id))?.riskClass).to.equal('special-mention');
    await closeBefore(addDays(on('2025-04-21'), 92));
    expect((await standingOf(loan.id))?.riskClass).to.equal('substandard');
    const changes = await findRows(LoanStandingChange, { where: { loanId: loan.id } });
    expect(changes.map(({ fromOn, riskClass }) => [fromOn, riskClass])).to.deep.equal([
      ['2025-04-22', 'special-mention'],
      ['2025-07-21', 'substandard'],
    ]);
  });

  it('does not cure what the bank still reports as overdue, nor the bank what the close still finds', async () => {
    const loan = await monthlyLoan();
    const report = { loanId: loan.id, kind: 'overdue', newRate: null, note: null } as const;
    goTo(on('2025-04-10'));
    const maker = await app.contextOf('bank.maker');
    await recordLoanEvent(maker, { ...report, fromOn: on('2025-04-02'), untilOn: null });
    await closeBefore(on('2025-04-11'));
    expect((await loanRow(loan.id)).state).to.equal('overdue');
    expect(await standingOf(loan.id)).to.include({ pastDueSince: '2025-04-01' });
    await closeBefore(on('2025-04-25'));
    await recordLoanEvent(maker, { ...report, fromOn: on('2025-04-02'), untilOn: on('2025-04-20') });
    expect((await loanRow(loan.id)).state).to.equal('overdue');
    await closeBefore(on('2025-04-26'));
    expect(await standingOf(loan.id)).to.include({ pastDueSince: '2025-04-21' });
    await repaid(app, loan.id, { interest: '620.00' });
    await closeBefore(on('2025-04-27'));
    expect((await loanRow(loan.id)).state).to.equal('active');
  });

  it('takes an extended loan for special mention only where the bank granted it for financial difficulty', async () => {
    const [plain, difficult] = [await shortLoan(), await shortLoan()];
    for (const { id: loanId } of [plain, difficult]) {
      const asked = { loanId, requestedUntil: on('2025-10-21'), reason: '回款推迟' };
      const { extensionId } = await requestExtension(await app.contextOf('bank.maker'), asked);
      await decideExtension(await app.contextOf('bank.checker'), {
        extensionId: Number(extensionId),
        outcome: 'grant',
        reason: '同意',
        financialDifficulty: loanId === difficult.id,
      });
    }
    await closeBefore(on('2025-04-21'));
    expect(await standingOf(difficult.id)).to.equal(null);
    await closeBefore(on('2025-04-23'));
    expect(await standingOf(plain.id)).to.equal(null);
    expect(await standingOf(difficult.id)).to.include({
      pastDueSince: null,
      riskClass: 'special-mention',
      reason: 'extension',
    });
  });

  it('is done once by two schedulers at the same moment [T47]', async () => {
    await monthlyLoan();
    await closeBefore(on('2025-04-22'));
    goTo(on('2025-04-23'));
    const context = await app.contextOf('centre.maker');
    const runs = await Promise.allSettled([runDailyCloses(context), runDailyCloses(context)]);
    expect(runs.some(({ status }) => status === 'fulfilled')).to.equal(true);
    expect(await findRow(DailyClose, { where: { businessDate: on('2025-04-22') } })).to.include({
      version: 1,
      fellOverdue: 1,
    });
  });

  it('goes on where it was broken off, and looks at no loan twice', async () => {
    const loans = [await monthlyLoan(), await monthlyLoan(), await monthlyLoan()];
    await closeBefore(on('2025-04-22'));
    goTo(on('2025-04-23'));
    const context = await app.contextOf('centre.maker');
    let batches = 0;
    const hold = async () => {
      batches += 1;
      if (batches === 3) throw new Error('killed');
    };
    await runDailyCloses(context, { hold, batchSize: 1 }).catch((error: unknown) => error);
    const where = { businessDate: on('2025-04-22') };
    expect(await findRow(DailyClose, { where })).to.include({ state: 'running', examinedLoans: 2 });
    expect(await findRows(LoanStanding, {})).to.have.length(2);

    await runDailyCloses(context);
    expect(await findRow(DailyClose, { where })).to.include({
      state: 'done',
      examinedLoans: 3,
      fellOverdue: 3,
    });
    for (const { id } of loans) expect(await overdueOf(id)).to.deep.equal([['2025-04-22', null, 1]]);
  });

  it('does not close a day that is still to come', async () => {
    const context = await app.contextOf('centre.maker');
    expect(await codeOf(runDailyCloses(context, { through: addDays(app.system.clock.today(), 1) }))).to.equal(
      'outside-loan-term',
    );
  });

  it('is run and read over HTTP, and a loan shows where it stands and stood', async () => {
    const loan = await monthlyLoan();
    goTo(on('2025-04-24'));
    const centre = await app.logIn('centre.maker');
    const run = await centre.post('/api/v1/daily-closes').send({});
    expect(run.body).to.deep.equal({ closed: ['2025-04-23'] });
    const books = await (await app.logIn('bank.maker')).get('/api/v1/business-dates/current');
    expect(books.body).to.deep.equal({
      closedThrough: '2025-04-23',
      businessDate: '2025-04-24',
      today: '2025-04-24',
    });
    const shown = await (await app.logIn('borrower')).get(`/api/v1/loans/${loan.id}`);
    expect((shown.body as { standing: unknown }).standing).to.deep.equal({
      closedThrough: '2025-04-23',
      pastDueSince: '2025-04-21',
      daysPastDue: 2,
      riskClass: 'special-mention',
      reason: 'days-past-due',
    });
    const bank = await app.logIn('bank.maker');
    const bankClass = { fromOn: '2025-04-22', riskClass: 'doubtful' };
    await bank.post(`/api/v1/loans/${loan.id}/bank-classes`).send(bankClass).expect(201);
    await closeBefore(on('2025-04-25'));
    const path = `/api/v1/loans/${loan.id}/standings`;
    const overdue = { fromOn: '2025-04-22', pastDueSince: '2025-04-21' };
    expect((await bank.get(path)).body).to.deep.equal({
      items: [{ ...overdue, riskClass: 'doubtful', reason: 'bank' }],
    });
    expect((await bank.get(`${path}?knownOn=2025-04-23`)).body).to.deep.equal({
      items: [{ ...overdue, riskClass: 'special-mention', reason: 'days-past-due' }],
    });
  });
});
