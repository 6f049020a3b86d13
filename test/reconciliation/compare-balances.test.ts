import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { Reconciliation } from '../../models/reconciliation.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { findRow, findRows } from '../../models/rows.js';
import { systemContext } from '../../server/context.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { answerBreak } from '../../server/reconciliation/answer-break.js';
import { compareBalances } from '../../server/reconciliation/compare-balances.js';
import { followFacts } from '../../server/reconciliation/follow-facts.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { disbursedLoan, nextSerial, repaid } from '../support/loans.js';
import { balancesCompared, balancesStated, breaksByContract } from '../support/reconciliation.js';

const QUARTER_END = '2025-06-30';

const breakOf = async (contractNumber: string) => {
  const row = (await breaksByContract()).get(contractNumber);
  if (!row) throw new Error(`No break of ${contractNumber}`);
  return row;
};

describe('A bank’s balance list against our books', () => {
  let app: TestApp;
  let loan: LoanRow;
  beforeEach(async () => {
    app = await startTestApp();
    loan = await disbursedLoan(app);
    app.clock.setDay(parseBusinessDate('2025-07-03'));
  });

  const compare = async (id: number) => compareBalances(await app.contextOf('bank.maker'), id);

  it('opens no break where both agree, and keeps the sums', async () => {
    await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '300000.00' });
    expect(await findRows(ReconciliationBreak, { where: {} })).to.be.empty;
    const summary = await findRow(Reconciliation, { where: {} });
    expect(summary).to.include({ statedCount: 1, statedFen: 30_000_000, ledgerFen: 30_000_000 });
    expect(summary?.comparedAt).to.equal(app.clock.now());
  });

  it('opens one break for each contract that differs, owned by the bank, with its cause', async () => {
    const other = await disbursedLoan(app);
    await repaid(app, loan.id, { principal: '1000.00', on: '2025-07-01' });
    await balancesCompared(app, '2025-07-03', { [loan.contractNumber]: '300000.00', UNKNOWN: '5.00' });
    const breaks = await breaksByContract();
    expect(
      [...breaks.values()].map((row) => [row.contractNumber, row.cause, row.statedFen, row.ledgerFen]),
    ).to.deep.equal([
      [loan.contractNumber, 'booked-earlier', 30_000_000, 29_900_000],
      ['UNKNOWN', 'unknown-loan', 500, null],
      [other.contractNumber, 'missing-in-list', null, 30_000_000],
    ]);
    for (const row of breaks.values()) {
      expect(row).to.include({
        state: 'open',
        ownerOrganisationId: app.organisationIds['bank'],
        openedOn: '2025-07-03',
      });
    }
    const messages = await findRows(OutboxMessage, { where: { topic: 'reconciliation.compared' } });
    expect(messages).to.have.length(1);
  });

  it('opens nothing twice: comparing again changes nothing', async () => {
    const id = await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '100.00' });
    expect(await compare(id)).to.include({ opened: 0, changed: 0, resolved: 0 });
    expect(await findRows(ReconciliationBreak, { where: {} })).to.have.length(1);
    expect(await breakOf(loan.contractNumber)).to.include({ version: 0 });
  });

  it('resolves a break by itself when later facts make both agree', async () => {
    await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '250000.00' });
    expect(await breakOf(loan.contractNumber)).to.include({ cause: 'prepayment-not-booked', state: 'open' });
    await repaid(app, loan.id, { principal: '50000.00', on: '2025-06-20' });
    await followFacts(systemContext(app.system, 'night'), null, async () => undefined);
    expect(await breakOf(loan.contractNumber)).to.include({ state: 'resolved', closedOn: '2025-07-03' });
  });

  it('opens a new break when a resolved difference comes back', async () => {
    const id = await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '250000.00' });
    const { repaymentId } = await repaid(app, loan.id, { principal: '50000.00', on: '2025-06-20' });
    await compare(id);
    await reverseRepayment(await app.contextOf('bank.maker'), {
      repaymentId: Number(repaymentId),
      serialNumber: `CZ${nextSerial()}`,
      reversedOn: parseBusinessDate('2025-06-25'),
    });
    await compare(id);
    const rows = await findRows(ReconciliationBreak, { where: {}, order: [['id', 'ASC']] });
    expect(rows.map((row) => [row.state, row.cause])).to.deep.equal([
      ['resolved', 'prepayment-not-booked'],
      ['open', 'booked-earlier'],
    ]);
  });

  it('takes a corrected list as the next revision, which counts', async () => {
    await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '30.00' });
    expect(await breakOf(loan.contractNumber)).to.include({ cause: 'wrong-unit' });
    const id = await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '300000.00' });
    expect(await breakOf(loan.contractNumber)).to.include({ state: 'resolved' });
    expect(await balancesStated(app, QUARTER_END, { [loan.contractNumber]: '300000.00' })).to.equal(id);
  });

  it('lets an accepted difference rest until its figures change', async () => {
    const id = await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '299999.93' });
    const { id: breakId, version } = await breakOf(loan.contractNumber);
    const answer = { breakId, version, kind: 'accept', text: '尾差，双方认可' } as const;
    expect(await codeOf(answerBreak(await app.contextOf('bank.checker'), answer))).to.equal('forbidden');
    await answerBreak(await app.contextOf('centre.checker'), answer);
    await compare(id);
    expect(await breakOf(loan.contractNumber)).to.include({ state: 'accepted' });
    await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '299999.92' });
    expect(await breakOf(loan.contractNumber)).to.include({
      state: 'open',
      statedFen: parseYuan('299999.92'),
    });
    expect(await findRows(ReconciliationBreak, { where: {} })).to.have.length(1);
  });

  it('asks nothing of a day before the loan, and pages through long lists', async () => {
    const day = addDays(loan.disbursedOn, -1);
    const list = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`X${index}`, '1.00']));
    const id = await balancesCompared(app, day, list);
    expect(await findRows(ReconciliationBreak, { where: { cause: 'unknown-loan' } })).to.have.length(1001);
    expect(await findRows(ReconciliationBreak, { where: { cause: 'missing-in-list' } })).to.be.empty;
    expect(await compare(id)).to.include({ compared: 1001, opened: 0 });
    const events = await findRows(AuditEvent, { where: { command: 'reconciliation.compare' } });
    expect(events).to.have.length(2);
  });

  it('is a bank’s own', async () => {
    const id = await balancesCompared(app, QUARTER_END, { [loan.contractNumber]: '1.00' });
    expect(await codeOf(compareBalances(await app.contextOf('other.bank.maker'), id))).to.equal('not-found');
  });

  it('is compared once by two at the same moment', async () => {
    const id = await balancesStated(app, QUARTER_END, { [loan.contractNumber]: '1.00', OTHER: '2.00' });
    await Promise.all([compare(id), compare(id), compare(id)]);
    expect(await findRows(ReconciliationBreak, { where: {} })).to.have.length(2);
  });
});
