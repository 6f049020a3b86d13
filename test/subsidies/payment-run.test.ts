import { expect } from 'chai';
import { Budget } from '../../models/budget.js';
import { PaymentOrder } from '../../models/payment-order.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { findRow, findRows } from '../../models/rows.js';
import { runCommand } from '../../server/command.js';
import type { Context } from '../../server/context.js';
import type { PaymentResultRow } from '../../server/core/bank-files/payment-results-file.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import type { BatchResult } from '../../server/imports/import-kind.js';
import { balanceOf, findTrialBalance } from '../../server/money-ledger/find-trial-balance.js';
import { paySubsidyClaim } from '../../server/subsidies/pay-subsidy-claim.js';
import { decidePaymentRun } from '../../server/subsidies/payment-runs/decide-payment-run.js';
import { exportPaymentRun, findPaymentRun } from '../../server/subsidies/payment-runs/find-payment-runs.js';
import { proposePaymentRun } from '../../server/subsidies/payment-runs/propose-payment-run.js';
import { takePaymentResults } from '../../server/subsidies/payment-runs/take-payment-results.js';
import { codeOf } from '../support/code-of.js';
import {
  addPerson,
  allotBudget,
  bringClaimTo,
  insertEvent,
  insertLoan,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

const QUARTER = '2025Q2';

/** A row of a result file: number, amount, outcome and, for a return, the reason. */
const result = (
  serialNumber: string,
  amount: string,
  outcome: PaymentResultRow['outcome'],
  on = '2025-07-01',
): PaymentResultRow => ({
  line: 2,
  serialNumber,
  amount: parseYuan(amount),
  outcome,
  settledOn: parseBusinessDate(on),
  returnReason: outcome === 'returned' ? '账户已注销' : null,
});

const ordersOf = async (runId: number) =>
  (await findRows(PaymentOrder, { where: { runId }, order: [['id', 'ASC']] })).map(
    ({ serialNumber, amountFen, state }) => [serialNumber, amountFen, state],
  );

describe('The payment of a claim', () => {
  let office: SubsidyOffice;
  const approve = async (run: { runId: number; payloadHash: string }, by: Context = office.finance) => {
    const { payloadHash } = run;
    return decidePaymentRun(by, run.runId, { payloadHash, outcome: 'approve', reason: null });
  };
  const decline = async ({ runId, payloadHash }: { runId: number; payloadHash: string }) =>
    decidePaymentRun(office.finance, runId, { payloadHash, outcome: 'decline', reason: '暂缓' });
  const propose = (claimId: number, payee: 'borrower' | 'bank' = 'borrower') =>
    proposePaymentRun(office.centreOfficer, { claimId, payee });
  /** Takes result rows as an import of the bank does. */
  const report = (...rows: PaymentResultRow[]): Promise<BatchResult> => {
    const { bankId: bankOrganisationId, bankOfficer: context } = office;
    const file = { importId: 1, bankOrganisationId, sha256: '', period: null, subsidyClaimId: null };
    let taken: BatchResult = { accepted: 0, unchanged: 0, problems: [] };
    return runCommand(context, 'payment-results.import', async (unit) => {
      taken = await takePaymentResults({ context, unit, bankOrganisationId, file }, rows);
      unit.record({ organisationId: bankOrganisationId, subjectKind: 'import', subjectId: 1, detail: {} });
      return null;
    }).then(() => taken);
  };
  const balances = async () => {
    const { accounts, debit, credit } = await findTrialBalance(office.auditor, null);
    expect(debit).to.equal(credit);
    const money = accounts.filter(({ kind }) =>
      ['treasury', 'deducted', 'in-payment', 'received'].includes(kind),
    );
    return Object.fromEntries(money.map((account) => [account.kind, balanceOf(account)]));
  };

  beforeEach(async () => {
    office = await openSubsidyOffice();
    await allotBudget(office, '10000.00');
  });

  it('goes to each borrower through the bank, once a second person has approved it', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B', principal: '100000.00' });
    const claim = await bringClaimTo(office, 'funded', QUARTER);
    const run = await propose(claim.claimId);
    expect(await codeOf(propose(claim.claimId))).to.equal('already-exists');
    expect(await codeOf(findPaymentRun(office.bankOfficer, run.runId))).to.equal('not-found');
    expect(await codeOf(exportPaymentRun(office.finance, run.runId))).to.equal('illegal-transition');
    const { personIndex, organisationId } = office.centreOfficer.actor;
    const samePerson = await addPerson(
      office.system,
      'finance-approver',
      organisationId ?? 0,
      personIndex ?? '',
    );
    expect(await codeOf(approve(run, samePerson))).to.equal('maker-is-checker');
    expect(await codeOf(approve({ ...run, payloadHash: '0'.repeat(64) }))).to.equal(
      'approval-does-not-match',
    );

    await approve(run);
    expect(await codeOf(approve(run))).to.equal('not-found');
    // 300 000 and 100 000 × 1.725 % × 92 ÷ 360.
    expect(await ordersOf(run.runId)).to.deep.equal([
      [`${run.number}-1`, 132_250, 'issued'],
      [`${run.number}-2`, 44_083, 'issued'],
    ]);
    expect(await findRow(Budget, { where: {} })).to.include({ committedFen: 0, paidFen: 176_333 });
    expect(await findRows(SubsidyPayment, {})).to.have.length(2);
    expect(await balances()).to.deep.equal({ treasury: 176_333, 'in-payment': 176_333 });

    const { fileName, pieces } = await exportPaymentRun(office.bankOfficer, run.runId);
    let text = '';
    for await (const piece of pieces) text += Buffer.from(piece).toString('utf8');
    expect(fileName).to.equal(`${run.number}.csv`);
    expect(text.split('\r\n').slice(0, 2)).to.deep.equal([
      '\uFEFF支付编号,收款人,合同编号,金额,用途',
      `${run.number}-1,测试借款人,A,1322.50,创业担保贷款贴息`,
    ]);
  });

  it('is read back: what came back is paid again by another order, and nobody is paid twice', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B' });
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const first = await propose(claimId);
    await approve(first);
    expect(await codeOf(propose(claimId))).to.equal('illegal-transition');

    const [one, two] = [`${first.number}-1`, `${first.number}-2`];
    expect(await report(result(one, '1322.50', 'received'), result(two, '1322.50', 'returned'))).to.include({
      accepted: 2,
    });
    expect(await report(result(one, '1322.50', 'received'))).to.include({ accepted: 0, unchanged: 1 });
    expect(await balances()).to.deep.equal({ treasury: 264_500, 'in-payment': 132_250, received: 132_250 });

    const again = await propose(claimId);
    await approve(again);
    expect(await ordersOf(again.runId)).to.deep.equal([[`${again.number}-1`, 132_250, 'issued']]);
    expect(await codeOf(propose(claimId))).to.equal('illegal-transition');
    await report(result(`${again.number}-1`, '1322.50', 'received'));
    expect(await balances()).to.deep.equal({ treasury: 264_500, 'in-payment': 0, received: 264_500 });
    expect(await findRow(Budget, { where: {} })).to.include({ paidFen: 264_500 });

    await report(result(one, '1322.50', 'returned'));
    expect(await balances()).to.include({ 'in-payment': 132_250, received: 132_250 });
    const third = await propose(claimId);
    expect(await ordersOf(third.runId)).to.deep.equal([[`${third.number}-1`, 132_250, 'proposed']]);
    expect((await findPaymentRun(office.finance, third.runId)).payloadHash).to.equal(third.payloadHash);
  });

  it('refuses results that cannot be', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const run = await propose(claimId);
    const serial = `${run.number}-1`;
    const codes = async (row: PaymentResultRow) => (await report(row)).problems.map(({ code }) => code);
    expect(await codes(result(serial, '1322.50', 'received'))).to.deep.equal(['unknown-original']);
    await approve(run);
    expect(await codes(result('ZF0-1', '1322.50', 'received'))).to.deep.equal(['unknown-original']);
    expect(await codes(result(serial, '1322.51', 'received'))).to.deep.equal(['conflict']);
    expect(await codes(result(serial, '1322.50', 'received', '2025-07-02'))).to.deep.equal(['conflict']);
    await report(result(serial, '1322.50', 'returned'));
    expect(await codes(result(serial, '1322.50', 'received'))).to.deep.equal(['conflict']);
  });

  it('sends the bank what was committed, and the bank makes up what it takes off other borrowers', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const late = await insertLoan(office, { contractNumber: 'B', maturesOn: '2025-06-21' });
    await bringClaimTo(office, 'paid', QUARTER);
    await insertEvent(office, late, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    office.clock.setDay(parseBusinessDate('2025-09-25'));
    const { claimId } = await bringClaimTo(office, 'funded', '2025Q3');
    const run = await propose(claimId);
    // A earns 1 322.50; B gives 143.75 back.
    expect(await findPaymentRun(office.finance, run.runId)).to.include({
      orderCount: 1,
      totalFen: 132_250,
      transferFen: 117_875,
    });
    await approve(run);
    expect(await balances()).to.deep.equal({
      treasury: 117_875,
      deducted: 14_375,
      'in-payment': 132_250,
    });
  });

  it('goes to the bank itself where the bank has charged its borrowers less', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await insertLoan(office, { contractNumber: 'B' });
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const run = await propose(claimId, 'bank');
    await approve(run);
    expect(await ordersOf(run.runId)).to.deep.equal([[`${run.number}-1`, 264_500, 'issued']]);
    await report(result(`${run.number}-1`, '2645.00', 'returned'));
    const again = await propose(claimId);
    expect(await ordersOf(again.runId)).to.deep.equal([[`${again.number}-1`, 264_500, 'proposed']]);
  });

  it('waits until the claim is funded', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const { claimId } = await bringClaimTo(office, 'approved', QUARTER);
    expect(await codeOf(propose(claimId))).to.equal('illegal-transition');
  });

  it('is paid once, though it is recorded by hand meanwhile', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const declined = await propose(claimId);
    await decline(declined);
    expect(await ordersOf(declined.runId)).to.deep.equal([[`${declined.number}-1`, 132_250, 'declined']]);
    const run = await propose(claimId);
    await paySubsidyClaim(office.centreOfficer, { claimId, paidOn: office.clock.today() });
    expect(await codeOf(approve(run))).to.equal('illegal-transition');
    expect(await balances()).to.deep.equal({});
  });

  it('is approved once, though several approve at once', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    const { claimId } = await bringClaimTo(office, 'funded', QUARTER);
    const run = await propose(claimId);
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(approve(run))));
    expect(codes.filter((code) => code === 'done')).to.have.length(1);
    expect(await findRows(SubsidyPayment, {})).to.have.length(1);
    expect(await balances()).to.deep.equal({ treasury: 132_250, 'in-payment': 132_250 });
  });
});
