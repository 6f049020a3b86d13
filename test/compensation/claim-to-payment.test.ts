import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { CompensationShare } from '../../models/compensation-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { StageClock } from '../../models/stage-clock.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { openClaim } from '../../server/compensation/open-claim.js';
import { recomputeClaim } from '../../server/compensation/recompute-claim.js';
import { rejectClaim, returnClaim, withdrawClaim } from '../../server/compensation/refuse-claim.js';
import { submitClaim } from '../../server/compensation/submit-claim.js';
import { verifyClaim } from '../../server/compensation/verify-claim.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { findFactsOfLoan } from '../../server/loans/loan-facts.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import {
  claimAt,
  compensatedLoan,
  overdueLoan,
  paidClaim,
  shareRisk,
  takeTo,
} from '../support/compensation.js';
import { disbursedLoan, loanRow, repaid } from '../support/loans.js';
import { makeSamePerson } from '../support/people.js';

const on = parseBusinessDate;
const paymentsOf = async (loanId: number) => findRows(CompensationPayment, { where: { loanId } });

describe('A claim for compensation', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const as = async (username: Parameters<TestApp['contextOf']>[0]) => app.contextOf(username);
  const open = async (loanId: number) => openClaim(await as('bank.maker'), loanId);

  it('may be opened from the 91st day overdue by the last daily close, not on the 90th', async () => {
    const loan = await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
    const closeBefore = async (day: string) => {
      app.clock.setDay(on(day));
      await runDailyCloses(await as('centre.maker'));
    };
    await shareRisk(app, loan.id);
    expect(await codeOf(open(loan.id))).to.equal('compensation-not-due');
    await closeBefore('2025-07-21');
    expect(await codeOf(open(loan.id)), 'overdue since 04-21: 90 days on 07-20').to.equal(
      'compensation-not-due',
    );
    await closeBefore('2025-07-22');
    const { claimId } = await open(loan.id);
    const { body } = await (await app.logIn('bank.maker')).get(`/api/v1/compensation-claims/${claimId}`);
    expect(body).to.deep.include({
      state: 'draft',
      pastDueSince: '2025-04-21',
      claimableFrom: '2025-07-21',
      claimBy: '2025-09-30',
      daysPastDue: 91,
      late: false,
      principal: '300000.00',
      interest: '0.00',
      compensation: '240000.00',
    });
  });

  it('goes from the bank to the payment, each step by another person, and is paid once', async () => {
    const loan = await overdueLoan(app, { amount: '300000.01' });
    const [before] = await findRows(GuarantorExposure, {});
    const claim = await claimAt(app, loan.id, 'consent');
    expect(claim.state).to.equal('consented');
    const paid = await paidClaim(app, claim);
    expect(paid).to.include({ state: 'paid', paid: '240000.01', paidOn: '2025-03-21' });

    expect(await paymentsOf(loan.id)).to.have.length(1);
    const shares = await findRows(CompensationShare, {
      where: { claimId: claim.claimId },
      order: [['id', 'ASC']],
    });
    expect(shares.map(({ bearer, amountFen }) => [bearer, amountFen])).to.deep.equal([
      ['city-fund', 24_000_001],
      ['bank', 6_000_000],
    ]);
    expect(await loanRow(loan.id)).to.include({ state: 'compensated', outstandingFen: 6_000_000 });
    expect(await findRow(Guarantee, { where: { loanId: loan.id } })).to.include({
      state: 'compensated',
      balanceFen: 0,
    });
    const [after] = await findRows(GuarantorExposure, {});
    expect((before?.exposureFen ?? 0) - (after?.exposureFen ?? 0)).to.equal(24_000_001);
    expect(await codeOf(paidClaim(app, claim))).to.equal('illegal-transition');

    const commands = (await findRows(AuditEvent, { where: { subjectKind: 'compensation-claim' } })).map(
      ({ command }) => command,
    );
    expect(commands.slice(-6)).to.deep.equal([
      'compensation-claim.submit',
      'compensation-claim.verify',
      'compensation-claim.approve',
      'compensation-claim.consent',
      'compensation-claim.consent',
      'compensation-claim.pay',
    ]);
    const topics = (await findRows(OutboxMessage, { where: { aggregateKind: 'compensation-claim' } })).map(
      ({ topic }) => topic,
    );
    expect(topics).to.include.members(['compensation-claim.submitted', 'compensation-claim.paid']);
    const clocks = await findRows(StageClock, {
      where: { subjectKind: 'compensation-claim' },
      order: [['id', 'ASC']],
    });
    expect(clocks.map(({ stage, endedOn }) => [stage, endedOn])).to.deep.equal([
      ['compensation-verification', '2025-03-21'],
      ['compensation-approval', '2025-03-21'],
      ['compensation-consent', '2025-03-21'],
      ['compensation-payment', '2025-03-21'],
    ]);
  });

  it('is paid once when sixteen try at the same moment [T9]', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'consent');
    const tries = Array.from({ length: 16 }, async (_, index) => paidClaim(app, claim, `DC-${index}`));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(await paymentsOf(id)).to.have.length(1);
    expect(await loanRow(id)).to.include({ state: 'compensated', outstandingFen: 6_000_000 });
  });

  it('does not let a repayment slip in between consent and payment', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'consent');
    const [paid, back] = await Promise.allSettled([
      paidClaim(app, claim),
      repaid(app, id, { principal: '50000.00' }),
    ]);
    expect([paid.status, back.status].toSorted()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await loanRow(id)).outstandingFen).to.equal(paid.status === 'fulfilled' ? 6_000_000 : 25_000_000);
  });

  it('ends contract interest and subsidy on the day it is paid', async () => {
    const { loan } = await compensatedLoan(app);
    const facts = await findFactsOfLoan(app.system.database, loan);
    expect(facts.principalChanges).to.deep.equal([{ on: '2025-03-21', principal: 0 }]);
  });

  it('lives once: another is refused until the first is refused or taken back', async () => {
    const { id } = await overdueLoan(app);
    const first = await claimAt(app, id, 'submit');
    expect(await codeOf(open(id))).to.equal('already-exists');
    const refusal = { claimId: first.claimId, reason: '不在担保范围' };
    expect((await rejectClaim(await as('guarantor.checker'), refusal)).state).to.equal('rejected');
    const second = await open(id);
    const taken = await withdrawClaim(await as('bank.checker'), { claimId: second.claimId, reason: '重报' });
    expect(taken.state).to.equal('lapsed');
    expect((await open(id)).state).to.equal('draft');
  });

  it('is not submitted before its evidence is complete; what the books know needs no paper', async () => {
    const { id } = await overdueLoan(app);
    const { claimId, contentHash } = await open(id);
    const reply = await (
      await app.logIn('bank.checker')
    )
      .post(`/api/v1/compensation-claims/${claimId}/submission`)
      .send({ contentHash });
    expect(reply.status).to.equal(422);
    expect(reply.body.code).to.equal('evidence-missing');
    expect(reply.body.errors.map(({ field }: { field: string }) => field)).to.deep.equal([
      'evidence.claim-form',
      'evidence.loan-contract',
      'evidence.demand-record',
    ]);
  });

  it('is computed again when money comes back before it is paid, and verified again', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'consent');
    await repaid(app, id, { principal: '100000.00' });
    expect(await codeOf(paidClaim(app, claim))).to.equal('approval-does-not-match');

    const again = await recomputeClaim(await as('bank.maker'), claim.claimId);
    expect(again.state).to.equal('submitted');
    expect(again.contentHash).not.to.equal(claim.contentHash);
    expect(await codeOf(paidClaim(app, again))).to.equal('illegal-transition');
    const consented = await takeTo(app, again, 'submit', 'consent');
    expect(await paidClaim(app, consented)).to.include({ paid: '160000.00' });
    expect((await loanRow(id)).outstandingFen).to.equal(4_000_000);
  });

  it('lapses when nothing is left to be compensated', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'verify');
    await repaid(app, id, { principal: '300000.00' });
    expect((await recomputeClaim(await as('guarantor.maker'), claim.claimId)).state).to.equal('lapsed');
    expect((await loanRow(id)).state).to.equal('settled');
  });

  it('after payment takes no repayment: what the debtor pays is a recovery', async () => {
    const { loan } = await compensatedLoan(app);
    expect(await codeOf(repaid(app, loan.id, { principal: '1.00' }))).to.equal('illegal-transition');
  });

  it('goes back with a reason and through every hand again', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'approve');
    const returned = await returnClaim(await as('finance.approver'), {
      claimId: claim.claimId,
      reason: '缺公示',
    });
    expect(returned).to.include({ state: 'returned' });
    const consented = await takeTo(app, returned, 'evidence', 'consent');
    expect(consented.state).to.equal('consented');
  });

  it('is not decided twice by one person under two accounts', async () => {
    const { id } = await overdueLoan(app);
    await makeSamePerson(app, 'guarantor.maker', 'bank.maker');
    const { claimId, contentHash } = await claimAt(app, id, 'submit');
    const verify = verifyClaim(await as('guarantor.maker'), { claimId, contentHash });
    expect(await codeOf(verify)).to.equal('maker-is-checker');
    const other = await claimAt(app, (await overdueLoan(app)).id, 'evidence');
    await makeSamePerson(app, 'bank.checker', 'bank.maker');
    expect(await codeOf(submitClaim(await as('bank.checker'), other))).to.equal('maker-is-checker');
  });

  it('is not verified by the hash of something else', async () => {
    const { claimId } = await claimAt(app, (await overdueLoan(app)).id, 'submit');
    const other = verifyClaim(await as('guarantor.maker'), { claimId, contentHash: 'f'.repeat(64) });
    expect(await codeOf(other)).to.equal('approval-does-not-match');
  });

  it('is paid within the cap of the year, to the fen [T9]', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'consent');
    const capAt = async (yuan: string) =>
      inTransaction(app.system.database, (transaction) =>
        updateRows(CooperationAgreement, { compensationCapFen: parseYuan(yuan) }, {}, transaction),
      );
    await capAt('239999.99');
    expect(await codeOf(paidClaim(app, claim))).to.equal('compensation-cap-exceeded');
    await capAt('240000.00');
    expect((await paidClaim(app, claim)).state).to.equal('paid');
    const second = await claimAt(app, (await overdueLoan(app)).id, 'consent');
    expect(await codeOf(paidClaim(app, second))).to.equal('compensation-cap-exceeded');
  });

  it('is paid from what the guarantor has left', async () => {
    const { id } = await overdueLoan(app);
    const claim = await claimAt(app, id, 'consent');
    const capitalAt = async (yuan: string) =>
      inTransaction(app.system.database, (transaction) =>
        updateRows(GuarantorCapital, { amountFen: parseYuan(yuan) }, {}, transaction),
      );
    await capitalAt('239999.99');
    expect(await codeOf(paidClaim(app, claim))).to.equal('guarantor-balance-exceeded');
    await capitalAt('240000.00');
    expect((await paidClaim(app, claim)).state).to.equal('paid');
  });

  it('covers unpaid interest where the agreement says so, in the same shares', async () => {
    const loan = await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
    await inTransaction(app.system.database, (transaction) =>
      updateRows(CooperationAgreement, { interestCoveredFlag: 1 }, {}, transaction),
    );
    app.clock.setDay(on('2025-07-22'));
    await runDailyCloses(await as('centre.maker'));
    const { claimId } = await open(loan.id);
    const { body } = await (await app.logIn('auditor')).get(`/api/v1/compensation-claims/${claimId}`);
    // 2025-03-21 to 2025-07-22: 123 days at 2.40 % of 300,000.00 on 360 days, each month rounded.
    expect(body).to.include({ principal: '300000.00', interest: '2460.00', claimed: '302460.00' });
  });

  it('shows a stranger nothing', async () => {
    const { claimId } = await claimAt(app, (await overdueLoan(app)).id, 'submit');
    for (const who of ['other.bank.maker', 'other.guarantor.maker'] as const) {
      const caller = await app.logIn(who);
      expect((await caller.get(`/api/v1/compensation-claims/${claimId}`)).status).to.equal(404);
      expect((await caller.get('/api/v1/compensation-claims')).body.items).to.deep.equal([]);
    }
  });
});
