import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { BankScorecard } from '../../models/bank-scorecard.js';
import { Message } from '../../models/message.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRow, findRows, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { followTerms } from '../../server/agreements/follow-terms.js';
import { computeDueScorecards } from '../../server/bank-scorecards/scorecard-job.js';
import { returnClaim } from '../../server/compensation/refuse-claim.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseCalendarQuarter } from '../../server/core/calendar-quarter.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  agreementOf,
  bodyOf,
  buildPrecheckedApplication,
  buildSubmittedApplication,
} from '../support/applications.js';
import { claimAt, compensatedLoan, overdueLoan } from '../support/compensation.js';
import { disbursedLoan } from '../support/loans.js';
import type { Username } from '../support/people.js';

interface Line {
  readonly measure: string;
  readonly part: string;
  readonly whole: string;
  readonly ratePercent: string | null;
  readonly marks: string | null;
}
interface Sheet {
  readonly scorecardId: string;
  readonly revision: number;
  readonly score: string | null;
  readonly rank: number | null;
  readonly superseded: boolean;
  readonly measures: readonly Line[];
  readonly earlier: readonly { readonly quarter: string }[];
}

const SCORECARDS = '/api/v1/bank-scorecards';

const measured = ({ measures }: Sheet, measure: string) => {
  const { part, whole, ratePercent, marks } =
    measures.find((line) => line.measure === measure) ?? ({} as Line);
  return [part, whole, ratePercent, marks];
};

describe('Bank scorecards', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const closeBefore = async (day: string) => {
    app.clock.setDay(parseBusinessDate(day));
    await runDailyCloses(await app.contextOf('centre.maker'));
  };
  const computed = async () => computeDueScorecards(app.system, 'morning', async () => undefined);
  const read = async <Body>(path: string, username: Username = 'centre.maker'): Promise<Body> =>
    bodyOf(await (await app.logIn(username)).get(`${SCORECARDS}${path}`), 200) as unknown as Body;
  const ranking = async (username?: Username) =>
    (await read<{ readonly items: readonly (Sheet & { readonly bankName: string })[] }>('', username)).items;
  const sheetOf = async (bank: string) => {
    const bankOrganisationId = app.organisationIds[bank] ?? 0;
    const row = await findRow(BankScorecard, { where: { bankOrganisationId }, order: [['id', 'DESC']] });
    return read<Sheet>(`/${row?.id}`);
  };
  const reportClosure = async (loanId: number, fromOn: string) =>
    recordLoanEvent(await app.contextOf('bank.maker'), {
      loanId,
      kind: 'closure',
      fromOn: parseBusinessDate(fromOn),
      untilOn: null,
      newRate: null,
      note: null,
    });
  /** A bank that scored so much in the first quarter. */
  const scored = async (scoreBasisPoints: number) =>
    inTransaction(app.system.database, (transaction) =>
      insertRow(
        BankScorecard,
        {
          bankOrganisationId: app.organisationIds['bank'] ?? 0,
          quarter: parseCalendarQuarter('2025Q1'),
          revision: 1,
          booksOn: parseBusinessDate('2025-03-31'),
          scoreBasisPoints,
          rankNumber: 2,
          rankedBanks: 2,
          contentJson: '{"measures":[]}',
          contentHash: 'a'.repeat(64),
          computedByUserId: null,
          computedAt: app.clock.now(),
        },
        transaction,
      ),
    );

  it('are made of the facts of the quarter as soon as its books are closed, once, and rank the banks', async () => {
    await closeBefore('2025-04-01');
    await buildPrecheckedApplication(app);
    const slow = await buildSubmittedApplication(app);
    await disbursedLoan(app, { repaymentMethod: 'bullet' });
    const short = await disbursedLoan(app, { repaymentMethod: 'bullet', termMonths: 1, amount: '100000.00' });
    await disbursedLoan(app, { repaymentMethod: 'bullet', amount: '200000.00', foreign: true });
    await closeBefore('2025-04-30');
    const pass = { outcome: 'pass', reason: '符合条件' };
    bodyOf(await (await app.logIn('bank.maker')).post(`${slow.path}/prechecks`).send(pass), 200);
    await reportClosure(short.id, '2025-04-28');
    const { claim } = await compensatedLoan(app, { amount: '60000.00' });
    const { id } = await overdueLoan(app, { amount: '40000.00' });
    const filed = await claimAt(app, id, 'submit');
    const refusal = { claimId: filed.claimId, reason: '催收记录不全' };
    await returnClaim(await app.contextOf('guarantor.maker'), refusal);
    expect(claim.state).to.equal('paid');

    await closeBefore('2025-06-30');
    expect(await computed()).to.equal(2);
    await closeBefore('2025-07-01');
    expect(await findRows(BankScorecard, { where: { quarter: parseCalendarQuarter('2025Q2') } })).to.be.empty;
    expect(await computed()).to.equal(2);
    expect(await computed()).to.equal(0);

    const sheet = await sheetOf('bank');
    expect(measured(sheet, 'time-to-decide')).to.deep.equal(['1', '2', '50.00', '0.00']);
    expect(measured(sheet, 'volume')).to.deep.equal(['500000.00', '500000.00', '100.00', '100.00']);
    expect(measured(sheet, 'first-time-right')).to.deep.equal(['1', '2', '50.00', '0.00']);
    expect(measured(sheet, 'difference-rate')).to.deep.equal(['0', '0', null, null]);
    expect(measured(sheet, 'overdue-rate')).to.deep.equal(['140000.00', '440000.00', '31.82', '0.00']);
    expect(measured(sheet, 'compensation-rate')).to.deep.equal(['48000.00', '400000.00', '12.00', '40.00']);
    expect(measured(sheet, 'change-reports')).to.deep.equal(['1', '1', '100.00', '100.00']);
    expect(sheet).to.include({ score: '36.47', rank: 2 });
    expect(sheet.earlier.map(({ quarter }) => quarter)).to.deep.equal(['2025Q1']);
    const other = await sheetOf('other-bank');
    expect(measured(other, 'volume')).to.deep.equal(['200000.00', '500000.00', '40.00', '40.00']);
    expect((await ranking()).map(({ bankName, rank }) => [bankName, rank])).to.deep.equal([
      ['第二银行', 1],
      ['第一银行', 2],
    ]);
    expect(await findRows(AuditEvent, { where: { command: 'bank-scorecard.compute' } })).to.have.length(6);
    expect(await findRows(OutboxMessage, { where: { topic: 'bank-scorecard.computed' } })).to.have.length(4);
  });

  it('show a bank its own place alone, and a guarantor the banks it works with', async () => {
    await agreementOf(app);
    await closeBefore('2025-04-01');
    await computed();
    expect(await ranking()).to.have.length(2);
    expect((await ranking('bank.maker')).map(({ bankName }) => bankName)).to.deep.equal(['第一银行']);
    expect((await ranking('guarantor.maker')).map(({ bankName }) => bankName)).to.deep.equal(['第一银行']);
    const told = await findRows(Message, {
      where: { userId: app.userIds['bank.maker'], kind: 'bank-scorecard' },
    });
    expect(told).to.have.length(1);
  });

  it('have another revision when a fact of the quarter comes late, and keep the one before', async () => {
    await disbursedLoan(app, { repaymentMethod: 'bullet' });
    const loan = await disbursedLoan(app, { repaymentMethod: 'bullet', termMonths: 1 });
    await closeBefore('2025-07-01');
    await computed();
    const first = await sheetOf('bank');
    expect(measured(first, 'overdue-rate')).to.deep.equal(['300000.00', '600000.00', '50.00', '0.00']);
    const maker = await app.logIn('bank.maker');
    const late = {
      kind: 'repayment',
      paidOn: '2025-04-21',
      principal: '300000.00',
      interest: '900.00',
      penalty: '0.00',
    };
    bodyOf(
      await maker.post(`/api/v1/loans/${loan.id}/repayments`).send({ ...late, serialNumber: 'LATE1' }),
      201,
    );
    await closeBefore('2025-07-02');
    const centre = await app.logIn('centre.maker');
    const reply = await centre.post(SCORECARDS).send({ quarter: '2025Q2' });
    expect(reply.body).to.deep.equal({ quarter: '2025Q2', banks: 2, stored: 1 });
    const second = await sheetOf('bank');
    expect(second.revision).to.equal(2);
    expect(measured(second, 'overdue-rate')).to.deep.equal(['0.00', '300000.00', '0.00', '100.00']);
    expect((await read<Sheet>(`/${first.scorecardId}`)).superseded).to.equal(true);
    const again = await centre.post(SCORECARDS).send({ quarter: '2025Q2' });
    expect(again.body).to.include({ stored: 0 });
  });

  it('wait for the books of the whole quarter', async () => {
    await closeBefore('2025-06-30');
    const centre = await app.logIn('centre.maker');
    const refusal = await centre.post(SCORECARDS).send({ quarter: '2025Q2' });
    expect(refusal.status).to.equal(400);
    expect(refusal.body).to.have.nested.property('errors[0].rule', 'books-closed');
  });

  it('stand in the notice of a renewal', async () => {
    const agreementId = await agreementOf(app);
    await scored(5_000);
    app.clock.setDay(parseBusinessDate('2028-10-03'));
    await followTerms(app.system, 'morning', async () => undefined);
    const notice = await findRow(Message, {
      where: { userId: app.userIds['guarantor.checker'], kind: 'agreement-renewal' },
    });
    expect(notice?.body).to.include('2025Q1得分50.00（第2/2名）').and.include('低于续签标准60.00');
    const detail = await (await app.logIn('bank.maker')).get(`/api/v1/cooperation-agreements/${agreementId}`);
    expect(detail.body).to.have.property('renewal').that.includes({ meanScore: '50.00', belowMinimum: true });
  });

  it('bind the decision on a renewal: below the minimum an agreement needs a reason', async () => {
    await agreementOf(app);
    await scored(5_000);
    const proposed = bodyOf(
      await (await app.logIn('centre.maker')).post('/api/v1/cooperation-agreements').send({
        bankOrganisationId: String(app.organisationIds['bank']),
        guarantorOrganisationId: String(app.organisationIds['guarantor']),
        startsOn: '2029-01-01',
        endsOn: '2030-01-01',
        exposureLimit: '1000000.00',
        singleLoanLimit: '300000.00',
        guarantorLimit: '90000000.00',
        approvalMode: 'bank-and-guarantor',
        interestCovered: false,
        shares: [
          { bearer: 'bank', shareBasisPoints: 2000 },
          { bearer: 'city-fund', shareBasisPoints: 8000 },
        ],
      }),
      201,
    );
    const checker = await app.logIn('centre.checker');
    const path = `/api/v1/cooperation-agreements/${proposed.agreementId}`;
    const { openProposal } = bodyOf(await checker.get(path), 200);
    expect(openProposal).to.have.nested.property('payload.renewal.scores[0].contentHash', 'a'.repeat(64));
    const decide = (verdict: object) =>
      checker
        .post(`${path}/decisions`)
        .send({ payloadHash: proposed.payloadHash, outcome: 'approve', ...verdict });
    const refusal = await decide({});
    expect(refusal.status).to.equal(400);
    expect(refusal.body).to.have.nested.property('errors[0].rule', 'score-below-minimum');
    expect((await decide({ reason: '已整改，本季度逾期率下降' })).body).to.include({ state: 'in-force' });
  });
});
