import { expect } from 'chai';
import { recordCollectionAction } from '../../server/collection/record-collection-action.js';
import { addDays, type BusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { remind } from '../../server/notices/remind-job.js';
import { recordReceipt } from '../../server/recovery/record-recovery.js';
import { reverseRecovery } from '../../server/recovery/reverse-recovery.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { closedBefore } from '../support/collections.js';
import { compensatedLoan } from '../support/compensation.js';

describe('A promise to pay of a debtor for whom the guarantor has paid', () => {
  let app: TestApp;
  let loanId: number;
  let claimId: number;
  let promisedOn: BusinessDate;
  beforeEach(async () => {
    app = await startTestApp();
    const { loan, claim } = await compensatedLoan(app);
    ({ id: loanId } = loan);
    ({ claimId } = claim);
    promisedOn = addDays(app.clock.today(), 2);
    await recordCollectionAction(await app.contextOf('guarantor.maker'), {
      loanId,
      kind: 'call',
      actedOn: app.clock.today(),
      outcome: 'promised',
      note: null,
      promise: { amount: parseYuan('600.00'), on: promisedOn },
      nextStep: null,
      correctsActionId: null,
    });
  });

  const received = async (amount: string) =>
    recordReceipt(await app.contextOf('guarantor.maker'), {
      claimId,
      amount: parseYuan(amount),
      occurredOn: app.clock.today(),
      reference: `HK${amount}`,
    });
  const promise = async () => {
    const guarantor = await app.logIn('guarantor.maker');
    const { body } = await guarantor.get(`/api/v1/loans/${loanId}/collection-actions`).expect(200);
    return body.items.at(-1).promise;
  };

  it('is kept by what is recovered, since the bank takes no repayment any more', async () => {
    await received('400.00');
    expect(await promise()).to.include({ state: 'open', paid: '400.00' });
    const { recoveryId } = await received('200.00');
    expect(await promise()).to.include({ state: 'kept', paid: '600.00' });
    await closedBefore(app, addDays(promisedOn, 1));
    expect(await remind(app.system, 'morning', async () => undefined)).to.equal(0);
    await reverseRecovery(await app.contextOf('guarantor.checker'), {
      claimId,
      recoveryId,
      occurredOn: app.clock.today(),
      reference: 'CZ1',
    });
    expect(await promise()).to.include({ state: 'broken', paid: '400.00' });
  });
});
