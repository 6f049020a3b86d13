import { expect } from 'chai';
import { BankClass } from '../../models/bank-class.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { findRow, findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bringFile } from '../support/imports.js';
import { disbursedLoan } from '../support/loans.js';

const on = parseBusinessDate;
const QUARTER_END = '2025-06-30';

const breaks = async () =>
  (await findRows(ReconciliationBreak, { where: {}, order: [['id', 'ASC']] })).map(
    ({ aspect, cause, statedClass, ledgerClass, state }) => [aspect, cause, statedClass, ledgerClass, state],
  );

describe('A balance list against the daily close', () => {
  let app: TestApp;
  let loan: LoanRow;
  /** Interest of 2025-06-20 is not paid, so that the loan is overdue from the next day. */
  beforeEach(async () => {
    app = await startTestApp();
    loan = await disbursedLoan(app);
    app.clock.setDay(on('2025-07-01'));
  });

  const close = async () => runDailyCloses(await app.contextOf('centre.maker'), { through: on(QUARTER_END) });
  const bring = async (riskClass: string) =>
    bringFile(app, 'bank.maker', {
      kind: 'balances',
      bytes: `合同编号,贷款余额,余额日期,五级分类\n${loan.contractNumber},300000.00,${QUARTER_END},${riskClass}\n`,
    });
  const reportOverdue = async () =>
    recordLoanEvent(await app.contextOf('bank.maker'), {
      loanId: loan.id,
      kind: 'overdue',
      fromOn: on('2025-06-21'),
      untilOn: null,
      newRate: null,
      note: null,
    });

  it('breaks where the bank’s class is better than ours, or where one side alone finds it overdue', async () => {
    await close();
    await bring('正常');
    expect(await breaks()).to.deep.equal([
      ['class', 'class-below-ours', 'pass', 'special-mention', 'open'],
      ['overdue', 'overdue-differs', 'pass', 'special-mention', 'open'],
    ]);
    const { body } = await (await app.logIn('bank.maker')).get('/api/v1/reconciliation-breaks');
    const [overdue] = (body as { items: { breakId: string }[] }).items;
    const detail = await (
      await app.logIn('bank.maker')
    ).get(`/api/v1/reconciliation-breaks/${overdue?.breakId}`);
    expect(detail.body.evidence).to.include({ bankOverdueFrom: null, ourOverdueFrom: '2025-06-21' });
  });

  it('agrees by itself once the bank has reported and corrected', async () => {
    await close();
    await bring('正常');
    await reportOverdue();
    await bring('次级');
    expect((await breaks()).map(([aspect, , , , state]) => [aspect, state])).to.deep.equal([
      ['class', 'resolved'],
      ['overdue', 'resolved'],
    ]);
  });

  it('lets a bank’s own class be worse than ours', async () => {
    await close();
    await reportOverdue();
    await bring('次级');
    expect(await breaks()).to.be.empty;
  });

  it('hands the bank’s worse class to the next daily close, once for each change', async () => {
    await close();
    await bring('次级');
    await bring('可疑');
    await bring('可疑');
    const classes = await findRows(BankClass, { where: { loanId: loan.id }, order: [['id', 'ASC']] });
    expect(classes.map(({ fromOn, riskClass, revision }) => [fromOn, riskClass, revision])).to.deep.equal([
      [QUARTER_END, 'substandard', 1],
      [QUARTER_END, 'doubtful', 2],
    ]);
    await runDailyCloses(await app.contextOf('centre.maker'), { through: on('2025-07-01') });
    const standing = await findRow(LoanStanding, { where: { loanId: loan.id } });
    expect(standing).to.include({ riskClass: 'doubtful', reason: 'bank' });
  });

  it('compares nothing with a day that is not closed', async () => {
    await bring('正常');
    expect(await breaks()).to.be.empty;
  });
});
