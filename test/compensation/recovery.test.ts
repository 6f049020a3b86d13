import { expect } from 'chai';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { Recovery } from '../../models/recovery.js';
import { RecoveryShare } from '../../models/recovery-share.js';
import { WriteOff } from '../../models/write-off.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { findRecoveryBalance } from '../../server/recovery/find-recoveries.js';
import { recordCost, recordReceipt } from '../../server/recovery/record-recovery.js';
import { reverseRecovery } from '../../server/recovery/reverse-recovery.js';
import { approveWriteOff, confirmWriteOff } from '../../server/write-offs/decide-write-off.js';
import { proposeWriteOff } from '../../server/write-offs/propose-write-off.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { claimAt, compensatedLoan, overdueLoan, paidClaim, type Shares } from '../support/compensation.js';
import { disbursedLoan, loanRow, nextSerial, repaid } from '../support/loans.js';
import { makeSamePerson } from '../support/people.js';
import { balancesCompared } from '../support/reconciliation.js';

const FOUR: Shares = [
  { bearer: 're-guarantee', shareBasisPoints: 4000 },
  { bearer: 'guarantee-institution', shareBasisPoints: 3000 },
  { bearer: 'bank', shareBasisPoints: 2000 },
  { bearer: 'city-fund', shareBasisPoints: 1000 },
];

let app: TestApp;
const as = async (username: Parameters<TestApp['contextOf']>[0]) => app.contextOf(username);
const entry = (claimId: number, yuan: string, reference = `ZC${nextSerial()}`) => ({
  claimId,
  amount: parseYuan(yuan),
  occurredOn: app.system.clock.today(),
  reference,
});
const receive = async (claimId: number, yuan: string, reference?: string) =>
  recordReceipt(await as('guarantor.maker'), entry(claimId, yuan, reference));
const spend = async (claimId: number, yuan: string) =>
  recordCost(await as('guarantor.maker'), entry(claimId, yuan));
const reverse = async (claimId: number, recoveryId: number, username: 'guarantor.checker' | 'bank.checker') =>
  reverseRecovery(await as(username), {
    claimId,
    recoveryId,
    occurredOn: app.system.clock.today(),
    reference: `CZ${nextSerial()}`,
  });
const agree = async (terms: { readonly costsFirstFlag: number }) =>
  inTransaction(app.system.database, (transaction) =>
    updateRows(CooperationAgreement, terms, {}, transaction),
  );

/** What all receipts and reversals together gave each bearer. */
async function gotOf(claimId: number): Promise<Record<string, number>> {
  const entries = await findRows(Recovery, { where: { claimId } });
  const shares = await findRows(RecoveryShare, { where: { recoveryId: entries.map(({ id }) => id) } });
  const got: Record<string, number> = {};
  for (const { bearer, amountFen } of shares) got[bearer] = (got[bearer] ?? 0) + amountFen;
  return got;
}

describe('Money that comes back after compensation', () => {
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is split by what each bears, whoever received it, and lowers the bank’s own part', async () => {
    const { loan, claim } = await compensatedLoan(app);
    const first = await recordReceipt(await as('bank.maker'), entry(claim.claimId, '1000.03'));
    expect(first).to.deep.include({
      state: 'recovering',
      costs: '0.00',
      shares: [
        { bearer: 'city-fund', amount: '800.02' },
        { bearer: 'bank', amount: '200.01' },
      ],
      owed: '298999.97',
    });
    expect((await loanRow(loan.id)).outstandingFen).to.equal(6_000_000 - 20_001);
    expect(await codeOf(receive(claim.claimId, '298999.98'))).to.equal('recovery-exceeds-debt');
  });

  it('closes claim and loan when nothing is owed, and a reversal opens both again', async () => {
    const { loan, claim } = await compensatedLoan(app, { shares: FOUR, amount: '100000.01' });
    await receive(claim.claimId, '33333.33');
    await receive(claim.claimId, '33333.33');
    const last = await receive(claim.claimId, '33333.35');
    expect(last).to.include({ state: 'closed', owed: '0.00' });
    expect(await loanRow(loan.id)).to.include({
      state: 'settled',
      outstandingFen: 0,
      settledOn: '2025-03-21',
    });
    const { bearers } = await findRecoveryBalance(await as('auditor'), claim.claimId);
    for (const { borne, recovered } of bearers) expect(recovered).to.equal(borne);
    expect(await codeOf(repaid(app, loan.id, { interest: '1.00' }))).to.equal('illegal-transition');
    expect(await codeOf(receive(claim.claimId, '0.01'))).to.equal('illegal-transition');

    expect(await reverse(claim.claimId, last.recoveryId, 'guarantor.checker')).to.include({
      state: 'recovering',
      owed: '33333.35',
    });
    expect(await loanRow(loan.id)).to.include({ state: 'compensated', settledOn: null });
    expect(await codeOf(reverse(claim.claimId, last.recoveryId, 'guarantor.checker'))).to.equal(
      'already-reversed',
    );
    expect(await codeOf(reverse(claim.claimId, last.recoveryId, 'bank.checker'))).to.equal('forbidden');
  });

  it('pays the costs of recovery first where that is agreed', async () => {
    const { id } = await overdueLoan(app);
    await agree({ costsFirstFlag: 1 });
    const claim = await paidClaim(app, await claimAt(app, id, 'consent'));
    const cost = await spend(claim.claimId, '500.00');
    expect(cost).to.include({ owed: '300500.00' });
    expect(await receive(claim.claimId, '800.00')).to.deep.include({
      costs: '500.00',
      shares: [
        { bearer: 'city-fund', amount: '240.00' },
        { bearer: 'bank', amount: '60.00' },
      ],
    });
    const undo = reverse(claim.claimId, cost.recoveryId, 'guarantor.checker');
    expect(await codeOf(undo), 'a cost that was repaid').to.equal('recovery-exceeds-debt');
  });

  it('pays them last where nothing is agreed, and the claim stays open until they are paid', async () => {
    const { claim } = await compensatedLoan(app);
    await spend(claim.claimId, '500.00');
    expect(await receive(claim.claimId, '300000.00')).to.include({ costs: '0.00', state: 'recovering' });
    expect(await receive(claim.claimId, '500.00')).to.include({ costs: '500.00', state: 'closed' });
  });

  it('leaves the bank with its own part, and its balance list agrees with that', async () => {
    const { loan, claim } = await compensatedLoan(app);
    await receive(claim.claimId, '1000.00');
    await balancesCompared(app, '2025-03-21', { [loan.contractNumber]: '59800.00' });
    expect(await findRows(ReconciliationBreak, { where: {} })).to.be.empty;
  });

  it('is recorded once when sixteen send the same receipt', async () => {
    const { claim } = await compensatedLoan(app);
    const tries = Array.from({ length: 16 }, async () => receive(claim.claimId, '1000.00', 'ZC-SAME'));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(await gotOf(claim.claimId)).to.deep.equal({ 'city-fund': 80_000, bank: 20_000 });
  });

  it('never passes what is owed when sixteen receipts race for it', async () => {
    const { loan, claim } = await compensatedLoan(app, { shares: FOUR });
    const tries = Array.from({ length: 16 }, async (_, index) =>
      receive(claim.claimId, '70000.01', `ZC-RACE-${index}`),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(4);
    const { owed, book } = await findRecoveryBalance(await as('auditor'), claim.claimId);
    expect([book.shared, owed]).to.deep.equal([28_000_004, 1_999_996]);
    const got = await gotOf(claim.claimId);
    expect(Object.values(got).reduce((sum, each) => sum + each, 0)).to.equal(28_000_004);
    expect((await loanRow(loan.id)).outstandingFen).to.equal(6_000_000 - (got['bank'] ?? 0));
  });

  it('is neither before the compensation nor still to come, and never before a claim is paid', async () => {
    const { claim } = await compensatedLoan(app);
    const day = app.system.clock.today();
    for (const occurredOn of [addDays(day, -1), addDays(day, 1)]) {
      const late = recordReceipt(await as('bank.maker'), { ...entry(claim.claimId, '1.00'), occurredOn });
      expect(await codeOf(late)).to.equal('malformed');
    }
    const unpaid = await claimAt(app, (await overdueLoan(app)).id, 'consent');
    expect(await codeOf(receive(unpaid.claimId, '1.00'))).to.equal('illegal-transition');
  });

  it('leaves a loan that was settled at the bank as it was', async () => {
    const loan = await disbursedLoan(app);
    await repaid(app, loan.id, { principal: '300000.00' });
    expect(await repaid(app, loan.id, { interest: '10.00' })).to.include({ state: 'settled' });
  });
});

const propose = async (claimId: number, ground: 'bankruptcy' | 'long-unrecovered' = 'bankruptcy') =>
  proposeWriteOff(await as('guarantor.maker'), { claimId, ground, documentNumber: '（2025）粤01破1号' });
const verdictOn = (claimId: number, payloadHash: string) =>
  ({ claimId, payloadHash, outcome: 'approve', reason: null }) as const;
const approve = async (claimId: number, payloadHash: string) =>
  approveWriteOff(await as('centre.checker'), verdictOn(claimId, payloadHash));
const confirm = async (claimId: number, payloadHash: string) =>
  confirmWriteOff(await as('finance.approver'), verdictOn(claimId, payloadHash));

describe('A write-off', () => {
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('takes three persons, and what comes back later is still split', async () => {
    const { loan, claim } = await compensatedLoan(app);
    const { claimId } = claim;
    await receive(claimId, '1000.00');
    const { payloadHash } = await propose(claimId);
    expect(await codeOf(confirm(claimId, payloadHash)), 'not approved yet').to.equal('not-found');
    await approve(claimId, payloadHash);
    expect(await confirm(claimId, payloadHash)).to.include({
      state: 'written-off',
      debt: '299000.00',
      givenUp: '239200.00',
    });
    expect((await loanRow(loan.id)).state).to.equal('written-off');
    expect(await findRow(WriteOff, { where: { claimId } })).to.include({
      ground: 'bankruptcy',
      debtFen: 29_900_000,
      proposedByUserId: app.userIds['guarantor.maker'],
      approvedByUserId: app.userIds['centre.checker'],
      confirmedByUserId: app.userIds['finance.approver'],
    });
    expect(await receive(claimId, '100.00')).to.deep.include({
      state: 'written-off',
      shares: [
        { bearer: 'city-fund', amount: '80.00' },
        { bearer: 'bank', amount: '20.00' },
      ],
    });
    expect(await codeOf(propose(claimId))).to.equal('illegal-transition');
  });

  it('is void when money comes back before it is decided', async () => {
    const { claimId } = (await compensatedLoan(app)).claim;
    const { payloadHash } = await propose(claimId);
    await approve(claimId, payloadHash);
    await receive(claimId, '1.00');
    expect(await codeOf(confirm(claimId, payloadHash))).to.equal('not-found');
    const again = await propose(claimId);
    expect(again.payloadHash).not.to.equal(payloadHash);
  });

  it('for want of success alone waits for years', async () => {
    const { claimId } = (await compensatedLoan(app)).claim;
    expect(await codeOf(propose(claimId, 'long-unrecovered'))).to.equal('write-off-not-allowed');
    app.clock.setDay(parseBusinessDate('2028-03-21'));
    expect((await propose(claimId, 'long-unrecovered')).givenUp).to.equal('240000.00');
  });

  it('is confirmed neither by who proposed nor by who approved, under whatever account', async () => {
    const { claimId } = (await compensatedLoan(app)).claim;
    const { payloadHash } = await propose(claimId);
    await makeSamePerson(app, 'finance.approver', 'guarantor.maker');
    await approve(claimId, payloadHash);
    expect(await codeOf(confirm(claimId, payloadHash))).to.equal('maker-is-checker');
    await makeSamePerson(app, 'finance.approver', 'centre.checker');
    expect(await codeOf(confirm(claimId, payloadHash))).to.equal('maker-is-checker');
  });
});
