import { expect } from 'chai';
import { ApplicationParty } from '../../models/application-party.js';
import { AuditEvent } from '../../models/audit-event.js';
import { Borrower } from '../../models/borrower.js';
import { Job } from '../../models/job.js';
import { Message } from '../../models/message.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { RiskAlert } from '../../models/risk-alert.js';
import { RiskAlertSweep } from '../../models/risk-alert-sweep.js';
import { findRow, findRows, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { systemContext } from '../../server/context.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { identityCheckCharacter } from '../../server/core/identity-number.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { answerAlert } from '../../server/risk-alerts/answer-alert.js';
import { sweepAlerts } from '../../server/risk-alerts/sweep-alerts.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { disbursedLoan, nextSerial, repaid } from '../support/loans.js';
import { alertOfClosure, alertsOf, swept } from '../support/risk-alerts.js';

/** The alerts of a loan on its maturity. */
const near = async ({ id }: { readonly id: number }) =>
  (await alertsOf(id)).filter(([rule]) => rule === 'maturity-without-reserve');

describe('Early warning', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** A night: every day before it is closed, and the rules look at what happened. */
  const nightBefore = async (day: string) => {
    app.clock.setDay(parseBusinessDate(day));
    await runDailyCloses(await app.contextOf('centre.maker'));
    return swept(app);
  };
  /** Disbursed on 2025-03-21; 600.00 a month or so, and 300,000.00 at the end. */
  const monthlyLoan = async (termMonths = 24) =>
    disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40', termMonths });
  const dismissed = async (loanId: number) => {
    const open = await findRows(RiskAlert, { where: { loanId, state: 'open' } });
    for (const { id, version } of open) {
      const answer = { alertId: id, version, kind: 'dismiss', text: '银行系统故障，款项已到账' } as const;
      await answerAlert(await app.contextOf('centre.checker'), answer);
    }
  };
  const isPartyTo = async (
    applicationId: number,
    role: 'applicant' | 'counter-guarantor',
    identityIndex: string,
    phoneIndex: string | null = null,
  ) =>
    inTransaction(app.system.database, (transaction) =>
      insertRow(
        ApplicationParty,
        {
          applicationId,
          role,
          name: '张三',
          identityKind: 'resident-identity-card',
          identityCipher: 'c',
          identityIndex,
          phoneCipher: null,
          phoneIndex,
        },
        transaction,
      ),
    );

  it('tells of a first payment missed the night after, with owner, deadline and notice, once', async () => {
    const loan = await monthlyLoan();
    expect(await nightBefore('2025-04-22')).to.deep.equal({ raised: 0, lapsed: 0 });
    expect(await nightBefore('2025-04-23')).to.deep.equal({ raised: 1, lapsed: 0 });
    const [alert] = await findRows(RiskAlert, {});
    expect(alert).to.include({
      loanId: loan.id,
      rule: 'first-payment-default',
      severity: 'high',
      factOn: '2025-04-21',
      state: 'open',
      ownerOrganisationId: loan.bankOrganisationId,
      raisedOn: '2025-04-23',
      dueOn: '2025-04-27',
      estimatedFlag: 0,
    });
    const notices = await findRows(Message, { where: { userId: app.userIds['bank.maker'] } });
    expect(notices.map(({ kind }) => kind)).to.deep.equal(['risk-alerts-raised']);
    const [message] = await findRows(OutboxMessage, { where: { topic: 'risk-alert.raised' } });
    expect(message?.payloadJson).to.include('first-payment-default');
    expect(await findRows(AuditEvent, { where: { command: 'risk-alert.sweep' } })).to.have.length(2);

    expect(await swept(app)).to.deep.equal({ raised: 0, lapsed: 0 });
    expect(await nightBefore('2025-04-24')).to.deep.equal({ raised: 0, lapsed: 0 });
  });

  it('tells of a second instalment behind, and of a later one missed', async () => {
    const loan = await monthlyLoan();
    await nightBefore('2025-04-23');
    await nightBefore('2025-05-23');
    expect(await alertsOf(loan.id)).to.deep.equal([
      ['first-payment-default', '2025-04-21', 'open'],
      ['instalments-behind', '2025-04-21', 'open'],
    ]);
    await repaid(app, loan.id, { interest: '1300.00' });
    await nightBefore('2025-06-23');
    expect(await alertsOf(loan.id)).to.deep.equal([
      ['first-payment-default', '2025-04-21', 'resolved'],
      ['instalments-behind', '2025-04-21', 'resolved'],
      ['missed-payment', '2025-06-21', 'open'],
    ]);
  });

  it('lets an alert lapse once what was due is paid, with the reason', async () => {
    const loan = await monthlyLoan();
    await nightBefore('2025-04-23');
    await repaid(app, loan.id, { interest: '620.00' });
    expect(await nightBefore('2025-04-24')).to.deep.equal({ raised: 0, lapsed: 1 });
    const [alert] = await findRows(RiskAlert, {});
    expect(alert).to.include({ state: 'resolved', closedOn: '2025-04-24', resolution: '情形已消失' });
  });

  it('does not bring a false alarm back for the same fact, but tells of a new one', async () => {
    const loan = await monthlyLoan();
    app.clock.setDay(parseBusinessDate('2025-04-21'));
    await nightBefore('2025-04-23');
    await dismissed(loan.id);
    const { repaymentId } = await repaid(app, loan.id, { interest: '620.00', on: '2025-04-21' });
    await nightBefore('2025-04-24');
    await reverseRepayment(await app.contextOf('bank.maker'), {
      repaymentId: Number(repaymentId),
      serialNumber: `CZ${nextSerial()}`,
      reversedOn: parseBusinessDate('2025-04-24'),
    });
    await nightBefore('2025-04-25');
    expect(await alertsOf(loan.id)).to.deep.equal([['first-payment-default', '2025-04-21', 'false-alarm']]);
    await nightBefore('2025-05-23');
    expect((await alertsOf(loan.id)).slice(1)).to.deep.equal([['instalments-behind', '2025-04-21', 'open']]);
  });

  it('tells of a maturity thirty days ahead for which nothing was set aside', async () => {
    const bullet = await monthlyLoan(2);
    const prepaid = await monthlyLoan(2);
    await repaid(app, prepaid.id, { principal: '200000.00' });
    await nightBefore('2025-04-21');
    expect(await near(bullet)).to.be.empty;
    await nightBefore('2025-04-22');
    expect(await near(bullet)).to.deep.equal([['maturity-without-reserve', '2025-05-21', 'open']]);
    expect(await near(prepaid)).to.be.empty;
  });

  it('catches up after missed nights, and finds what each would have found', async () => {
    const bullet = await monthlyLoan(2);
    await nightBefore('2025-03-23');
    await nightBefore('2025-04-28');
    expect(await alertsOf(bullet.id)).to.deep.equal([
      ['first-payment-default', '2025-04-21', 'open'],
      ['maturity-without-reserve', '2025-05-21', 'open'],
    ]);
  });

  it('tells at once of a closure that the bank reports, and not again at night', async () => {
    const { loanId } = await alertOfClosure(app);
    expect(await alertsOf(loanId)).to.deep.equal([['business-closed', '2025-03-21', 'open']]);
    expect(await nightBefore('2025-03-22')).to.deep.equal({ raised: 0, lapsed: 0 });
  });

  it('knows who retires before the loan ends', async () => {
    const loan = await monthlyLoan();
    const digits = '44010619650601123';
    const number = digits + identityCheckCharacter(digits);
    const identityCipher = app.system.cipher.encrypt(number, 'borrowers.identity');
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Borrower, { identityCipher }, { id: loan.borrowerId }, transaction),
    );
    await nightBefore('2025-03-22');
    expect(await alertsOf(loan.id)).to.deep.equal([['retirement-within-term', '2025-08-01', 'open']]);
  });

  it('tells of a guarantor who is overdue with a loan of their own, whichever came first', async () => {
    const debt = await monthlyLoan();
    const other = await disbursedLoan(app, { foreign: true });
    const owner = await findRow(Borrower, { where: { id: debt.borrowerId } });
    await isPartyTo(other.applicationId ?? 0, 'counter-guarantor', owner?.identityIndex ?? '');
    await nightBefore('2025-04-23');
    expect(await alertsOf(other.id)).to.deep.equal([['related-person-overdue', '2025-04-21', 'open']]);
    const later = await disbursedLoan(app, { foreign: true });
    await isPartyTo(later.applicationId ?? 0, 'counter-guarantor', owner?.identityIndex ?? '');
    await nightBefore('2025-04-24');
    expect(await alertsOf(later.id)).to.deep.equal([['related-person-overdue', '2025-04-21', 'open']]);
  });

  it('finds one phone with two borrowers by its blind index', async () => {
    const { cipher } = app.system;
    const [first, second] = [await monthlyLoan(), await disbursedLoan(app, { foreign: true })];
    const phone = cipher.blindIndex('phone', '13800000000');
    await isPartyTo(first.applicationId ?? 0, 'applicant', cipher.blindIndex('identity', 'A'), phone);
    await isPartyTo(second.applicationId ?? 0, 'applicant', cipher.blindIndex('identity', 'B'), phone);
    await nightBefore('2025-03-22');
    expect(await alertsOf(first.id)).to.be.empty;
    const [alert] = await findRows(RiskAlert, { where: { loanId: second.id } });
    expect(alert).to.include({
      rule: 'phone-shared',
      evidenceJson: `{"otherLoanIds":["${first.id}"]}`,
      ownerOrganisationId: app.organisationIds['municipal-centre'],
    });
  });

  it('begins again where it was broken off and raises nothing twice', async () => {
    const loans = [await monthlyLoan(), await monthlyLoan(2)];
    app.clock.setDay(parseBusinessDate('2025-04-23'));
    await runDailyCloses(await app.contextOf('centre.maker'));
    let commands = 0;
    const breakOff = sweepAlerts(systemContext(app.system, 'night'), async () => {
      commands += 1;
      if (commands === 2) throw new Error('killed');
    });
    await breakOff.catch((error: unknown) => error);
    expect(await findRows(RiskAlertSweep, {})).to.be.empty;
    const before = (await findRows(RiskAlert, {})).length;
    expect(before).to.be.greaterThan(0);
    await swept(app);
    expect(await findRows(RiskAlertSweep, {})).to.have.length(1);
    for (const { id } of loans) expect((await alertsOf(id)).length).to.be.within(1, 2);
    const hashes = (await findRows(RiskAlert, {})).map(({ factHash }) => factHash);
    expect(new Set(hashes).size).to.equal(hashes.length);
  });

  it('is asked for by the close of each day', async () => {
    app.clock.setDay(parseBusinessDate('2025-03-22'));
    await runDailyCloses(await app.contextOf('centre.maker'));
    const jobs = await findRows(Job, { where: { name: 'risk-alerts.sweep' } });
    expect(jobs.map(({ runKey }) => runKey)).to.deep.equal(['2025-03-21']);
  });

  it('leaves a case to those whose work it is, and a false alarm to a second look', async () => {
    const { id: alertId, version } = await alertOfClosure(app);
    const start = { alertId, version, kind: 'start', text: '上门核实' } as const;
    expect(await codeOf(answerAlert(await app.contextOf('bank.maker'), start))).to.equal('forbidden');
    await answerAlert(await app.contextOf('centre.maker'), start);
    const dismiss = { ...start, version: version + 1, kind: 'dismiss' } as const;
    expect(await codeOf(answerAlert(await app.contextOf('centre.maker'), dismiss))).to.equal('forbidden');
    const stale = { ...dismiss, version };
    expect(await codeOf(answerAlert(await app.contextOf('district.reviewer'), stale))).to.equal(
      'stale-version',
    );
    await answerAlert(await app.contextOf('district.reviewer'), dismiss);
    const again = { ...dismiss, version: version + 2 };
    expect(await codeOf(answerAlert(await app.contextOf('district.reviewer'), again))).to.equal(
      'illegal-transition',
    );
  });

  it('shows each side its own worklist, due first, page by page, and borrowers nothing', async () => {
    const alerts = [await alertOfClosure(app), await alertOfClosure(app), await alertOfClosure(app)];
    await alertOfClosure(app, true);
    const district = await app.logIn('district.reviewer');
    type Listed = { items: { alertId: string; borrowerName: string }[]; nextCursor: string | null };
    const first = (await district.get('/api/v1/risk-alerts?limit=2')).body as Listed;
    const second = (await district.get(`/api/v1/risk-alerts?limit=2&cursor=${first.nextCursor ?? ''}`))
      .body as Listed;
    expect([...first.items, ...second.items].map(({ alertId }) => Number(alertId))).to.deep.equal(
      alerts.map(({ id }) => id),
    );
    expect(second.nextCursor).to.equal(null);
    expect(first.items[0]?.borrowerName).to.equal('*一');
    const guarantor = await app.logIn('guarantor.maker');
    expect(((await guarantor.get('/api/v1/risk-alerts')).body as Listed).items).to.have.length(3);
    expect(((await guarantor.get('/api/v1/risk-alerts?own=true')).body as Listed).items).to.be.empty;
    expect(((await district.get('/api/v1/risk-alerts?late=true')).body as Listed).items).to.be.empty;
    expect((await (await app.logIn('borrower')).get('/api/v1/risk-alerts')).status).to.equal(403);
  });
});
