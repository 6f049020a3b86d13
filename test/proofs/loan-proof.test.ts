import { expect } from 'chai';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { Loan } from '../../models/loan.js';
import { Repayment } from '../../models/repayment.js';
import { findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays } from '../../server/core/business-date.js';
import { fen, formatYuan } from '../../server/core/money.js';
import { reverseRepayment } from '../../server/loans/reverse-repayment.js';
import { findBookProof } from '../../server/proofs/find-book-proof.js';
import { findLoanProof } from '../../server/proofs/find-loan-proof.js';
import { recordReceipt } from '../../server/recovery/record-recovery.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { compensatedLoan } from '../support/compensation.js';
import { disbursedLoan, loanRow, nextSerial, repaid } from '../support/loans.js';
import {
  allotBudget,
  bringClaimTo,
  insertEvent,
  insertLoan,
  openSubsidyOffice,
} from '../support/subsidies.js';

describe('The proof of a loan', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await startTestApp();
  });

  const proofOf = async (loanId: number) => findLoanProof(await app.contextOf('auditor'), loanId);
  const expectProven = async (loanId: number) => {
    for (const { balance, stored, proven } of (await proofOf(loanId)).balances)
      expect(proven, balance).to.equal(stored);
  };

  it('gives the stored balances after any life of repayments, prepayments and reversals', async () => {
    await assert(
      asyncProperty(
        array(record({ act: constantFrom('pay', 'reverse'), part: integer({ min: 1, max: 9 }) }), {
          maxLength: 8,
        }),
        async (acts) => {
          const { id } = await disbursedLoan(app);
          for (const { act, part } of acts) {
            app.clock.setDay(addDays(app.system.clock.today(), part));
            if (act === 'pay') {
              const { outstandingFen } = await loanRow(id);
              const principal = formatYuan(fen(Math.floor((outstandingFen * part) / 9)));
              await repaid(app, id, { principal, interest: `${part}.37`, penalty: '0.05' });
              continue;
            }
            const entries = await findRows(Repayment, { where: { loanId: id } });
            const undone = new Set(entries.map((entry) => entry.reversesRepaymentId));
            const open = entries.filter((entry) => entry.kind !== 'reversal' && !undone.has(entry.id));
            const chosen = open[part % Math.max(1, open.length)];
            if (!chosen) continue;
            await reverseRepayment(await app.contextOf('bank.maker'), {
              repaymentId: chosen.id,
              serialNumber: `CZ${nextSerial()}`,
              reversedOn: app.system.clock.today(),
            });
          }
          await expectProven(id);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('goes on through compensation and recovery', async () => {
    const {
      loan,
      claim: { claimId },
    } = await compensatedLoan(app);
    await expectProven(loan.id);
    app.clock.setDay(addDays(app.system.clock.today(), 10));
    await recordReceipt(await app.contextOf('guarantor.maker'), {
      claimId,
      amount: fen(50_000_00),
      occurredOn: app.system.clock.today(),
      reference: `ZC${nextSerial()}`,
    });
    await expectProven(loan.id);
  });

  it('finds the balance that was changed past the facts, in the loan and in the book', async () => {
    const { id } = await disbursedLoan(app);
    await repaid(app, id, { principal: '1000.00', interest: '1.00' });
    await expectProven(id);
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Loan, { outstandingFen: fen(123_00) }, { id }, transaction),
    );
    const wrong = { balance: 'outstanding', stored: 12_300, proven: 29_900_000 };
    expect((await proofOf(id)).balances).to.deep.include(wrong);
    const book = await findBookProof(await app.contextOf('auditor'), 0);
    expect(book).to.include({ provenLoans: 1, lastLoanId: null });
    expect(book.broken.map(({ loanId }) => loanId)).to.deep.equal([id]);
  });
});

describe('The proof of a loan’s quarters', () => {
  it('lays what was paid beside what the quarter comes to now', async () => {
    const office = await openSubsidyOffice();
    await allotBudget(office, '10000.00');
    const loan = await insertLoan(office, { contractNumber: 'A' });
    await bringClaimTo(office, 'paid', '2025Q2');
    const quarters = async () => (await findLoanProof(office.auditor, loan.id)).quarters;
    expect(await quarters()).to.deep.equal([
      { quarter: '2025Q2', paid: 132_250, recomputed: 132_250, difference: 0 },
    ]);
    office.clock.setDay('2025-09-25' as never);
    await insertEvent(office, loan, { kind: 'misuse', from: '2025-05-20', until: '2026-05-20' });
    expect(await quarters()).to.deep.equal([
      { quarter: '2025Q2', paid: 132_250, recomputed: 86_250, difference: -46_000 },
    ]);
    await bringClaimTo(office, 'paid', '2025Q3');
    expect(await quarters()).to.deep.equal([
      { quarter: '2025Q2', paid: 86_250, recomputed: 86_250, difference: 0 },
    ]);
  });
});
