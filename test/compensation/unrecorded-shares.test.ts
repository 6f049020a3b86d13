import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.js';
import { claimAt, overdueLoan, paidClaim } from '../support/compensation.js';
import { loanRow } from '../support/loans.js';

describe('A claim on the fund for a loan of which no shares are on record', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is for what the fund bears by the policy of the cut-off, not for all: the rest is the bank’s', async () => {
    // As a loan is taken over that was made before the rule on the fund's share, without an agreement.
    const { id } = await overdueLoan(app, { shares: [] });
    const claim = await claimAt(app, id, 'consent');
    const path = `/api/v1/compensation-claims/${claim.claimId}`;
    const { body } = await (await app.logIn('auditor')).get(path).expect(200);
    expect(body).to.deep.include({
      claimed: '300000.00',
      compensation: '240000.00',
      shares: [
        { bearer: 'bank', shareBasisPoints: 2000, amount: '60000.00' },
        { bearer: 'city-fund', shareBasisPoints: 8000, amount: '240000.00' },
      ],
    });
    expect(body.policyIds).to.include('fund-share.guangzhou.2023-12-31');
    expect(await paidClaim(app, claim)).to.include({ paid: '240000.00' });
    expect(await loanRow(id)).to.include({ state: 'compensated', outstandingFen: 6_000_000 });
  });
});
