import { expect } from 'chai';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { findRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { findBatchRoom } from '../../server/agreements/find-batch-room.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { codeOf } from '../support/code-of.js';
import { claimAt, overdueLoan, paidClaim } from '../support/compensation.js';

describe('Compensation within a batch', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('goes up to the agreed share of everything guaranteed in it, and not a fen further', async () => {
    const [first, second] = [await overdueLoan(app), await overdueLoan(app)];
    const capAt = async (batchCapBasisPoints: number) =>
      inTransaction(app.system.database, (transaction) =>
        updateRows(CooperationAgreement, { approvalMode: 'batch', batchCapBasisPoints }, {}, transaction),
      );
    const claim = await claimAt(app, first.id, 'consent');
    await capAt(4999);
    expect(await codeOf(paidClaim(app, claim))).to.equal('batch-cap-exceeded');
    await capAt(5000);
    expect((await paidClaim(app, claim)).state).to.equal('paid');
    const agreement = await findRow(CooperationAgreement, { where: {} });
    expect(agreement && (await findBatchRoom(agreement, app.system.database))).to.deep.equal({
      capFen: 24_000_000,
      remainingFen: 0,
    });
    const another = await claimAt(app, second.id, 'consent');
    expect(await codeOf(paidClaim(app, another))).to.equal('batch-cap-exceeded');
  });
});
