import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { AgreementExposure } from '../../models/agreement-exposure.js';
import { AuditEvent } from '../../models/audit-event.js';
import { Borrower } from '../../models/borrower.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Organisation } from '../../models/organisation.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { Repayment } from '../../models/repayment.js';
import type { Database } from '../../models/database.js';
import { findRow, findRows, insertRow, selectRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { fen, ZERO_FEN } from '../../server/core/money.js';
import { withdrawLoanEvent } from '../../server/loans/withdraw-loan-event.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { buildAgreement } from '../support/applications.js';
import { codeOf } from '../support/code-of.js';
import { bringFile, sendFile, type BroughtFile } from '../support/imports.js';
import type { Username } from '../support/people.js';

const sample = (name: string): string => readFileSync(`test/cases/bank/${name}.csv`, 'utf8');

const REPAYMENTS = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号';
const FIRST = 'GZCD202500001';

interface Outcome {
  readonly portfolio: BroughtFile;
  readonly repayments: BroughtFile | undefined;
  readonly events: BroughtFile | undefined;
}

const counts = ({ portfolio: loans, repayments, events }: Outcome) =>
  [loans, repayments, events].map(
    (file) => file && [file.acceptedCount, file.unchangedCount, file.rejectedCount],
  );
const loanOf = async (contractNumber: string) => {
  const loan = await findRow(Loan, { where: { contractNumber } });
  if (!loan) throw new Error(`No loan ${contractNumber}`);
  return loan;
};

const guaranteeOf = async (contractNumber: string) => {
  const { id } = await loanOf(contractNumber);
  const guarantee = await findRow(Guarantee, { where: { loanId: id } });
  const shares = await findRows(GuaranteeShare, { where: { guaranteeId: guarantee?.id ?? 0 } });
  return { ...guarantee, shares: shares.map((share) => share.shareBasisPoints) };
};

/** The server looks anew only when nobody has asked for a tenth of a second. */
const BETWEEN_LOOKS_MS = 200;

/** Until a transaction of this database waits for another one. */
async function somebodyWaits(database: Database): Promise<void> {
  const waiting = `SELECT trx.trx_id FROM information_schema.INNODB_TRX trx
      JOIN information_schema.PROCESSLIST process ON process.ID = trx.trx_mysql_thread_id
     WHERE trx.trx_state = 'LOCK WAIT' AND process.DB = DATABASE()`;
  while ((await selectRows(database, waiting)).length === 0) await delay(BETWEEN_LOOKS_MS);
}

describe('A take-over of an existing book', () => {
  let app: TestApp;
  let portfolio: string;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    const where = { code: 'GUARANTOR' };
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, where, transaction),
    );
    portfolio = sample('portfolio');
  });

  const bring = async (kind: 'portfolio' | 'repayments' | 'loan-events', bytes: string | undefined) =>
    bytes === undefined ? undefined : bringFile(app, 'bank.checker', { kind, bytes });
  const takeOver = async (files: { portfolio: string; repayments?: string; events?: string }) => ({
    portfolio: await bringFile(app, 'bank.checker', { kind: 'portfolio', bytes: files.portfolio }),
    repayments: await bring('repayments', files.repayments),
    events: await bring('loan-events', files.events),
  });
  const wholeBook = async () =>
    takeOver({ portfolio, repayments: sample('repayments'), events: sample('loan-events') });
  const firstRows = (count: number) =>
    `${portfolio
      .split('\n')
      .slice(0, count + 1)
      .join('\n')}\n`;

  it('goes in whole, and every balance is the sum of its repayments', async () => {
    const outcome = await wholeBook();
    expect(counts(outcome)).to.deep.equal([
      [400, 0, 0],
      [2110, 0, 0],
      [41, 0, 0],
    ]);
    const breaks = await findRows(ReconciliationBreak, { where: {} });
    expect(breaks.filter(({ state }) => state !== 'resolved')).to.be.empty;
    const loans = await findRows(Loan, { where: {} });
    for (const loan of loans)
      expect(loan.outstandingFen, loan.contractNumber).to.equal(loan.controlBalanceFen);
    const settled = loans.filter((loan) => loan.state === 'settled');
    expect(settled).to.have.length(loans.filter((loan) => loan.outstandingFen === 0).length);
    expect(settled).not.to.be.empty;
    const [exposure] = await findRows(GuarantorExposure, { where: {} });
    const guarantees = await findRows(Guarantee, { where: {} });
    expect(exposure?.exposureFen).to.equal(guarantees.reduce((sum, { balanceFen }) => sum + balanceFen, 0));
  });

  it('binds the fund for its share of the day', async () => {
    await takeOver({ portfolio: firstRows(1) });
    expect(await guaranteeOf(FIRST)).to.deep.include({
      guaranteedFen: 16_000_000,
      balanceFen: 16_000_000,
      agreementId: null,
      shares: [2000, 8000],
    });
  });

  it('counts the whole of a loan from before the rule on shares', async () => {
    await takeOver({ portfolio: firstRows(1).replace('2024-06-04', '2022-06-04') });
    expect(await guaranteeOf(FIRST)).to.deep.include({ guaranteedFen: 20_000_000, shares: [] });
  });

  it('counts a loan under the agreement that bank and guarantor had on its day', async () => {
    const agreementId = Number(await buildAgreement(app));
    await takeOver({ portfolio: firstRows(1) });
    expect(await guaranteeOf(FIRST)).to.deep.include({ agreementId, guaranteedFen: 16_000_000 });
    expect(await findRow(AgreementExposure, { where: { agreementId } })).to.include({
      exposureFen: 16_000_000,
    });
  });

  it('changes nothing the second time, and says so', async () => {
    await wholeBook();
    const outcome = await wholeBook();
    expect(counts(outcome)).to.deep.equal([
      [0, 400, 0],
      [0, 2110, 0],
      [0, 41, 0],
    ]);
    expect(await findRows(Loan, { where: {} })).to.have.length(400);
    expect(await findRows(Repayment, { where: {} })).to.have.length(2110);
    expect(await findRows(LoanEvent, { where: {} })).to.have.length(41);
    // One message for each batch that wrote something; an audit event also for those that did not.
    const topic = ['portfolio.imported', 'repayments.imported', 'loan-events.imported'];
    expect(await findRows(OutboxMessage, { where: { topic } })).to.have.length(3);
    const imports = ['portfolio.import', 'repayments.import', 'loan-events.import'];
    expect(await findRows(AuditEvent, { where: { command: imports } })).to.have.length(6);
  });

  it('does not bring back what the bank has withdrawn since, nor the maturity that it moved', async () => {
    await wholeBook();
    const { id } = await loanOf('GZCD202500022');
    const extension = { loanId: id, kind: 'extension' } as const;
    const event = await findRow(LoanEvent, { where: extension });
    expect(await loanOf('GZCD202500022')).to.include({ extendedUntil: '2025-10-17' });
    const withdrawal = { loanEventId: event?.id ?? 0, reason: '误报' };
    await withdrawLoanEvent(await app.contextOf('bank.checker'), withdrawal);
    expect(await loanOf('GZCD202500022')).to.include({ extendedUntil: null });
    const { events } = await wholeBook();
    expect([events?.acceptedCount, events?.unchangedCount]).to.deep.equal([0, 41]);
    expect(await findRows(LoanEvent, { where: extension })).to.have.length(2);
  });

  it('keeps identity numbers encrypted and names out of the audit chain', async () => {
    await takeOver({ portfolio: firstRows(1) });
    const borrower = await findRow(Borrower, { where: { name: '测试借款人00001' } });
    expect(borrower?.identityCipher).not.to.include('440111199106024543');
    expect(app.system.cipher.decrypt(borrower?.identityCipher ?? '', 'borrowers.identity')).to.equal(
      '440111199106024543',
    );
    const events = await findRows(AuditEvent, { where: { command: 'portfolio.import' } });
    expect(events.map((event) => event.detailJson).join()).not.to.match(/测试|4401/);
  });

  it('flags what differs from the policy of its day, and refuses none of it', async () => {
    const dear = firstRows(1)
      .replace(',200000.00,3.85,', ',500000.00,9.85,')
      .replace(',2026-06-04', ',2029-06-04');
    await takeOver({ portfolio: dear });
    const { flagsJson } = await loanOf(FIRST);
    expect(JSON.parse(flagsJson)).to.deep.equal(['rate-above-ceiling', 'term-above-cap', 'amount-above-cap']);
  });

  it('says where repayments do not lead to the balance of the file', async () => {
    await takeOver({
      portfolio: firstRows(1).replace(',200000.00,2025', ',150000.01,2025'),
      repayments: `${REPAYMENTS}\nS1,${FIRST},2025-01-02,还款,100.00,0,0,\n`,
    });
    const breaks = await findRows(ReconciliationBreak, { where: {} });
    expect(breaks).to.have.length(1);
    expect(breaks[0]).to.include({
      contractNumber: FIRST,
      cause: 'prepayment-not-booked',
      statedFen: 15_000_001,
      ledgerFen: 19_990_000,
    });
  });

  it('refuses a row for its own reason and takes the others', async () => {
    const repayments = [
      REPAYMENTS,
      `S1,${FIRST},2025-01-02,还款,100.00,0,0,`,
      `S1,${FIRST},2025-01-02,还款,100.00,0,0,`,
      `S2,nobody,2025-01-02,还款,100.00,0,0,`,
      `S3,${FIRST},2025-01-02,还款,199900.01,0,0,`,
      `S4,${FIRST},2024-06-03,还款,1.00,0,0,`,
      `S5,${FIRST},2025-07-02,还款,1.00,0,0,`,
      `S6,${FIRST},2025-01-03,冲正,100.00,0,0,S1`,
      `S7,${FIRST},2025-01-03,冲正,100.00,0,0,S1`,
      `S8,${FIRST},2025-01-03,冲正,100.00,0,0,S9`,
    ].join('\n');
    const outcome = await takeOver({ portfolio: firstRows(1), repayments });
    expect(outcome.repayments?.problems.map(({ line, code }) => [line, code])).to.deep.equal([
      [3, 'duplicate'],
      [4, 'unknown-contract'],
      [5, 'amount-exceeds-outstanding'],
      [6, 'outside-loan-term'],
      [7, 'outside-loan-term'],
      [9, 'already-reversed'],
      [10, 'unknown-original'],
    ]);
    expect((await loanOf(FIRST)).outstandingFen).to.equal(20_000_000);
  });

  it('tells a row that contradicts what is in store from one that repeats it', async () => {
    const repayments = `${REPAYMENTS}\nS1,${FIRST},2025-01-02,还款,100.00,0,0,\n`;
    await takeOver({ portfolio: firstRows(1), repayments });
    const outcome = await takeOver({
      portfolio: firstRows(1).replace(',3.85,', ',3.80,'),
      repayments: repayments.replace('100.00', '100.01'),
    });
    expect(outcome.portfolio.problems.map(({ column, code }) => [column, code])).to.deep.equal([
      ['合同编号', 'conflict'],
    ]);
    expect(outcome.repayments?.problems.map(({ column, code }) => [column, code])).to.deep.equal([
      ['流水号', 'conflict'],
    ]);
  });

  it('looks again where a serial number goes to another loan while the file is taken', async function () {
    const { database, clock } = app.system;
    if (database.engine === 'sqlite') this.skip();
    await takeOver({ portfolio: firstRows(2) });
    const { id: loanId, bankOrganisationId } = await loanOf('GZCD202500002');
    let brought: Promise<BroughtFile | undefined> | undefined;
    await inTransaction(database, async (transaction) => {
      const split = { principalFen: ZERO_FEN, interestFen: fen(100), penaltyFen: ZERO_FEN };
      const recorded = { recordedByUserId: 1, recordedAt: clock.now(), reversesRepaymentId: null };
      const paid = { serialNumber: 'S1', kind: 'repayment' as const, paidOn: clock.today() };
      await insertRow(Repayment, { loanId, bankOrganisationId, ...paid, ...split, ...recorded }, transaction);
      brought = bring('repayments', `${REPAYMENTS}\nS1,${FIRST},2025-06-02,还款,0,1.00,0,\n`);
      await somebodyWaits(database);
    });
    const { acceptedCount, problems } = (await brought) ?? {};
    expect(acceptedCount).to.equal(0);
    expect(problems?.map(({ column, code }) => [column, code])).to.deep.equal([['流水号', 'conflict']]);
  });

  it('lets an open overdue make the loan overdue, and its end heal it by the next revision', async () => {
    const header = '合同编号,事件类型,起始日,截止日,说明';
    await takeOver({ portfolio: firstRows(1), events: `${header}\n${FIRST},逾期,2025-06-21,,\n` });
    expect((await loanOf(FIRST)).state).to.equal('overdue');
    await takeOver({ portfolio: firstRows(1), events: `${header}\n${FIRST},逾期,2025-06-21,2025-06-25,\n` });
    expect((await loanOf(FIRST)).state).to.equal('active');
    const events = await findRows(LoanEvent, { where: {} });
    expect(events.map(({ revision, untilOn }) => [revision, untilOn])).to.deep.equal([
      [1, null],
      [2, '2025-06-25'],
    ]);
  });

  it('is a bank’s own: not another bank’s, and nobody else’s but the centre’s, which names the bank', async () => {
    const file = { kind: 'portfolio' as const, bytes: firstRows(1) };
    const as = async (user: Username, bankCode?: string) =>
      codeOf(sendFile(app, user, { ...file, ...(bankCode !== undefined && { bankCode }) }));
    expect(await as('other.bank.maker', 'BANK')).to.equal('not-found');
    expect(await as('guarantor.maker')).to.equal('forbidden');
    expect(await as('centre.maker')).to.equal('malformed');
    const { acceptedCount, bankOrganisationId } = await bringFile(app, 'centre.maker', {
      ...file,
      bankCode: 'BANK',
    });
    expect([acceptedCount, bankOrganisationId]).to.deep.equal([1, app.organisationIds['bank']]);
  });
});
