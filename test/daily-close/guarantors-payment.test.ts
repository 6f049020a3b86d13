import { expect } from 'chai';
import { Loan } from '../../models/loan.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { findRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays } from '../../server/core/business-date.js';
import { findClassesOn } from '../../server/daily-close/find-standings-on.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { recordReceipt } from '../../server/recovery/record-recovery.js';
import { parseYuan } from '../../server/core/money.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { claimAt, overdueLoan, paidClaim } from '../support/compensation.js';
import { disbursedLoan } from '../support/loans.js';

/** The class of a loan by the last close, and why. */
async function standing(loanId: number) {
  const row = await findRow(LoanStanding, { where: { loanId } });
  return [row?.riskClass ?? 'pass', row?.reason ?? null];
}

/** An enterprise with a loan that is overdue for long, and another one at the same bank of which nothing is. */
describe('The other loan of an enterprise whose guarantor pays', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const closeTheDay = async () => {
    app.clock.setDay(addDays(app.system.clock.today(), 1));
    await runDailyCloses(await app.contextOf('centre.maker'));
  };

  async function twoLoans(bad: string, good: string): Promise<readonly [number, number]> {
    const { id: badId } = await overdueLoan(app, { amount: bad, repaymentMethod: 'bullet' });
    const { id: goodId } = await disbursedLoan(app, { amount: good, repaymentMethod: 'bullet' });
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Loan, { borrowerKind: 'enterprise' }, { id: [badId, goodId] }, transaction),
    );
    await closeTheDay();
    expect(await standing(goodId)).to.deep.equal(['substandard', 'non-retail-share']);
    return [badId, goodId];
  }

  const classOn = (loanId: number, day: ReturnType<typeof addDays>) =>
    inTransaction(app.system.database, async (transaction) =>
      (await findClassesOn(transaction, [loanId], day))?.get(loanId),
    );

  it('is judged again by the next close, by what the bank still has to get itself; the days before stand', async () => {
    const [badId, goodId] = await twoLoans('100000.00', '300000.00');
    await paidClaim(app, await claimAt(app, badId, 'consent'));
    const paidOn = app.system.clock.today();
    await closeTheDay();
    // 20,000 of 320,000 is less than a tenth.
    expect(await standing(goodId)).to.deep.equal(['pass', null]);
    expect(await classOn(goodId, addDays(paidOn, -1))).to.equal('substandard');
    expect(await classOn(goodId, paidOn)).to.equal('pass');
  });

  it('stays in its class while the bank’s own part is too much, until enough of it comes back', async () => {
    const [badId, goodId] = await twoLoans('300000.00', '100000.00');
    const { claimId } = await paidClaim(app, await claimAt(app, badId, 'consent'));
    await closeTheDay();
    expect(await standing(goodId)).to.deep.equal(['substandard', 'non-retail-share']);
    await recordReceipt(await app.contextOf('bank.maker'), {
      claimId,
      amount: parseYuan('270000.00'),
      reference: 'HK1',
      occurredOn: app.system.clock.today(),
    });
    await closeTheDay();
    // 6,000 of 106,000.
    expect(await standing(goodId)).to.deep.equal(['pass', null]);
  });
});
