import { expect } from 'chai';
import { array, assert, asyncProperty, boolean, integer, record } from 'fast-check';
import { AgreementExposure } from '../../models/agreement-exposure.js';
import { Guarantee } from '../../models/guarantee.js';
import { Repayment } from '../../models/repayment.js';
import { findRow, findRows } from '../../models/rows.js';
import { addDays } from '../../server/core/business-date.js';
import { fen, formatYuan } from '../../server/core/money.js';
import { recordRepayment } from '../../server/loans/record-repayment.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { disbursedLoan, loanRow, nextSerial, repaid, repaymentOf } from '../support/loans.js';

const guarantee = async (loanId: number) => findRow(Guarantee, { where: { loanId } });

async function expectSumOfFacts(loanId: number): Promise<void> {
  const facts = await findRows(Repayment, { where: { loanId } });
  const sum = (part: 'principalFen' | 'interestFen') =>
    facts.reduce((total, fact) => total + (fact.kind === 'reversal' ? -1 : 1) * fact[part], 0);
  const row = await loanRow(loanId);
  expect(row.outstandingFen).to.equal(row.principalFen - sum('principalFen'));
  expect(row.interestPaidFen).to.equal(sum('interestFen'));
  const answered = row.state === 'settled' ? 0 : Math.round(row.outstandingFen * 0.8);
  expect((await guarantee(loanId))?.balanceFen).to.equal(answered);
}

describe('A repayment', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const later = (days: number) => app.clock.setDay(addDays(app.system.clock.today(), days));
  const reverse = async (repaymentId: string) =>
    reverseRepayment(await app.contextOf('bank.maker'), {
      repaymentId: Number(repaymentId),
      serialNumber: `CZ${nextSerial()}`,
      reversedOn: app.system.clock.today(),
    });

  it('lowers the balance and frees the guarantor of its part', async () => {
    const loan = await disbursedLoan(app);
    later(60);
    const reply = await repaid(app, loan.id, { principal: '100000.00', interest: '550.25', penalty: '1.00' });
    expect(reply).to.include({ state: 'active', outstandingFen: 20_000_000 });
    expect(await loanRow(loan.id)).to.include({
      outstandingFen: 20_000_000,
      interestPaidFen: 55_025,
      penaltyPaidFen: 100,
    });
    expect(await guarantee(loan.id)).to.include({ balanceFen: 16_000_000, state: 'effective' });
    const [agreed] = await findRows(AgreementExposure, { where: {} });
    expect(agreed?.exposureFen).to.equal(16_000_000);
  });

  it('settles the loan only once the interest that was due has arrived, also later', async () => {
    const loan = await disbursedLoan(app);
    later(30);
    expect(await repaid(app, loan.id, { principal: '300000.00' })).to.include({ state: 'active' });
    later(60);
    // 30 days at 3.10 % on 300,000 yuan, basis 360.
    expect(await repaid(app, loan.id, { interest: '774.99' })).to.include({ state: 'active' });
    expect(await repaid(app, loan.id, { interest: '0.01' })).to.include({ state: 'settled' });
    const settledOn = app.system.clock.today();
    expect(await loanRow(loan.id)).to.include({ state: 'settled', settledOn, outstandingFen: 0 });
    expect(await guarantee(loan.id)).to.include({ balanceFen: 0, state: 'released' });
    expect(await repaid(app, loan.id, { interest: '5.00' })).to.include({ state: 'settled' });
  });

  it('that is reversed never was: a settled loan is open again, its guarantor bound again', async () => {
    const loan = await disbursedLoan(app);
    later(30);
    await repaid(app, loan.id, { interest: '775.00' });
    const { repaymentId, state } = await repaid(app, loan.id, { principal: '300000.00' });
    expect(state).to.equal('settled');
    expect(await reverse(repaymentId)).to.include({ state: 'active', outstandingFen: 30_000_000 });
    expect(await loanRow(loan.id)).to.include({ settledOn: null, outstandingFen: 30_000_000 });
    expect(await guarantee(loan.id)).to.include({ balanceFen: 24_000_000, state: 'effective' });
    expect(await codeOf(reverse(repaymentId))).to.equal('already-reversed');
  });

  it('is refused above the balance, before the loan, in the future, twice, and at another bank', async () => {
    const loan = await disbursedLoan(app);
    const on = (days: number) => addDays(app.system.clock.today(), days);
    const attempt = async (split: Parameters<typeof repaid>[2]) => codeOf(repaid(app, loan.id, split));
    expect(await attempt({ principal: '300000.01' })).to.equal('amount-exceeds-outstanding');
    expect(await attempt({ interest: '1.00', on: on(1) })).to.equal('outside-loan-term');
    expect(await attempt({ interest: '1.00', on: on(-1) })).to.equal('outside-loan-term');
    const context = await app.contextOf('bank.maker');
    const repayment = repaymentOf(app, loan.id, { interest: '1.00' });
    await recordRepayment(context, repayment);
    expect(await codeOf(recordRepayment(context, repayment))).to.equal('already-exists');
    const elsewhere = await app.contextOf('other.bank.maker');
    expect(await codeOf(recordRepayment(elsewhere, repayment))).to.equal('not-found');
  });

  it('of one serial number counts once, however often it is sent at the same time [T8]', async () => {
    const loan = await disbursedLoan(app);
    const repayment = repaymentOf(app, loan.id, { principal: '1000.00' });
    const context = await app.contextOf('bank.maker');
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, () => codeOf(recordRepayment(context, repayment))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1);
    expect(await findRows(Repayment, { where: { loanId: loan.id } })).to.have.length(1);
    expect((await loanRow(loan.id)).outstandingFen).to.equal(29_900_000);
  });

  it('never takes the balance below zero, however many arrive at the same time', async () => {
    const loan = await disbursedLoan(app);
    const context = await app.contextOf('bank.maker');
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, () =>
        codeOf(recordRepayment(context, repaymentOf(app, loan.id, { principal: '50000.00' }))),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(6);
    expect((await loanRow(loan.id)).outstandingFen).to.equal(0);
  });

  it('and its reversal always leave the balance at the sum of the facts', async () => {
    const step = record({
      reverses: boolean(),
      principal: integer({ min: 0, max: 12_000_000 }),
      interest: integer({ min: 1, max: 100_000 }),
    });
    await assert(
      asyncProperty(array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const loan = await disbursedLoan(app);
        const recorded: string[] = [];
        for (const { reverses, principal, interest } of steps) {
          const target = reverses ? recorded.pop() : undefined;
          if (target !== undefined) await reverse(target);
          else {
            const split = { principal: formatYuan(fen(principal)), interest: formatYuan(fen(interest)) };
            const attempt = repaid(app, loan.id, split);
            if ((await codeOf(attempt)) === 'done') recorded.push((await attempt).repaymentId);
          }
        }
        await expectSumOfFacts(loan.id);
      }),
      { numRuns: 12 },
    );
    const [agreed] = await findRows(AgreementExposure, { where: {} });
    const guarantees = await findRows(Guarantee, { where: {} });
    expect(agreed?.exposureFen).to.equal(guarantees.reduce((total, one) => total + one.balanceFen, 0));
  });
});
