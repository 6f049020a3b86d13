import { expect } from 'chai';
import { Message } from '../../models/message.js';
import { findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { remind } from '../../server/notices/remind-job.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { closedBefore } from '../support/collections.js';
import { claimAt, shareRisk } from '../support/compensation.js';
import { disbursedLoan } from '../support/loans.js';

describe('The time to claim compensation', () => {
  let app: TestApp;
  let loanId: number;
  beforeEach(async () => {
    app = await startTestApp();
    // Disbursed on 21 March 2025, unpaid from 21 April on: the 91st day is 21 July, the quarter ends on 30 September.
    ({ id: loanId } = await disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' }));
    await shareRisk(app, loanId);
  });

  const morning = async (day: string) => {
    await closedBefore(app, parseBusinessDate(day));
    await remind(app.system, `morning of ${day}`, async () => undefined);
  };
  const told = async () => {
    const userId = app.userIds['bank.maker'];
    const messages = await findRows(Message, { where: { userId }, order: [['id', 'ASC']] });
    return messages.map(({ kind }) => kind).filter((kind) => kind.startsWith('claim-'));
  };
  const work = async () =>
    (await (await app.logIn('bank.maker')).get('/api/v1/collections').expect(200)).body.items[0];

  it('is told to the bank when it begins, ten days before it ends and when it has ended, each once', async () => {
    await morning('2025-07-21');
    expect(await told()).to.deep.equal([]);
    await morning('2025-07-22');
    await morning('2025-07-23');
    expect(await told()).to.deep.equal(['claim-possible']);
    await morning('2025-09-19');
    expect(await told()).to.have.length(1);
    await morning('2025-09-20');
    await morning('2025-09-30');
    expect(await told()).to.deep.equal(['claim-possible', 'claim-closing']);
    await morning('2025-10-01');
    await morning('2025-10-09');
    expect(await told()).to.deep.equal(['claim-possible', 'claim-closing', 'claim-late']);
    expect(await findRows(Message, { where: { userId: app.userIds['other.bank.maker'] } })).to.be.empty;
  });

  it('ends with the claim', async () => {
    await morning('2025-07-22');
    await claimAt(app, loanId, 'submit');
    await morning('2025-09-25');
    await morning('2025-10-09');
    expect(await told()).to.deep.equal(['claim-possible']);
  });

  it('stands in the worklist, with the claim once there is one', async () => {
    await morning('2025-07-22');
    const window = { claimableFrom: '2025-07-21', claimBy: '2025-09-30' };
    expect((await work()).claimWindow).to.deep.equal({ ...window, claimState: null });
    await claimAt(app, loanId, 'submit');
    expect((await work()).claimWindow).to.deep.equal({ ...window, claimState: 'submitted' });
  });
});
