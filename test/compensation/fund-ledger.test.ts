import { expect } from 'chai';
import { addDays } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { findTrialBalance } from '../../server/money-ledger/find-trial-balance.js';
import { recordCost, recordReceipt } from '../../server/recovery/record-recovery.js';
import { reverseRecovery } from '../../server/recovery/reverse-recovery.js';
import { approveWriteOff, confirmWriteOff } from '../../server/write-offs/decide-write-off.js';
import { proposeWriteOff } from '../../server/write-offs/propose-write-off.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { compensatedLoan } from '../support/compensation.js';
import { nextSerial } from '../support/loans.js';

describe('The ledger of the guarantee fund', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await startTestApp();
  });

  const entry = (claimId: number, yuan: string) => ({
    claimId,
    amount: parseYuan(yuan),
    occurredOn: app.system.clock.today(),
    reference: `ZC${nextSerial()}`,
  });

  /** Debit less credit, in yuan, of what was drawn on the guarantor, is to be recovered, and was given up. */
  const balances = async (): Promise<number[]> => {
    const { accounts, debit, credit } = await findTrialBalance(await app.contextOf('auditor'), null);
    expect(debit).to.equal(credit);
    return ['fund', 'compensated', 'written-off'].map((wanted) => {
      const account = accounts.find(({ kind }) => kind === wanted);
      return account ? (account.debitFen - account.creditFen) / 100 : 0;
    });
  };

  it('books what the guarantor pays, spends and gets back, and what it gives up', async () => {
    const guarantor = await app.contextOf('guarantor.maker');
    const {
      claim: { claimId },
    } = await compensatedLoan(app);
    // 300 000 were owed, of which the bank bears a fifth.
    expect(await balances()).to.deep.equal([-240_000, 240_000, 0]);

    await recordCost(guarantor, entry(claimId, '500.00'));
    expect(await balances()).to.deep.equal([-240_500, 240_500, 0]);

    // Of money that comes to the bank four fifths are the guarantor's as well.
    const receipt = await recordReceipt(await app.contextOf('bank.maker'), entry(claimId, '1000.00'));
    expect(await balances()).to.deep.equal([-239_700, 239_700, 0]);
    app.clock.setDay(addDays(app.system.clock.today(), 1));
    await reverseRecovery(await app.contextOf('bank.checker'), {
      claimId,
      recoveryId: receipt.recoveryId,
      occurredOn: app.system.clock.today(),
      reference: `CZ${nextSerial()}`,
    });
    expect(await balances()).to.deep.equal([-240_500, 240_500, 0]);

    const terms = { claimId, ground: 'bankruptcy', documentNumber: '(2026)粤01破1号' } as const;
    const { payloadHash } = await proposeWriteOff(guarantor, terms);
    const verdict = { claimId, payloadHash, outcome: 'approve', reason: null } as const;
    await approveWriteOff(await app.contextOf('centre.checker'), verdict);
    await confirmWriteOff(await app.contextOf('finance.approver'), verdict);
    expect(await balances()).to.deep.equal([-240_500, 0, 240_500]);

    await recordReceipt(guarantor, entry(claimId, '100.00'));
    expect(await balances()).to.deep.equal([-240_420, 0, 240_420]);
  });
});
