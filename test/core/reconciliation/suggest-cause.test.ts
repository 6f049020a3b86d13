import { expect } from 'chai';
import * as fc from 'fast-check';
import { addDays, parseBusinessDate } from '../../../server/core/business-date.js';
import { fen, parseYuan } from '../../../server/core/money.js';
import { BREAK_CAUSE_CODES } from '../../../server/core/reconciliation/break-causes.js';
import {
  ledgerBalance,
  type LedgerEntry,
  type LedgerLoan,
} from '../../../server/core/reconciliation/ledger-loan.js';
import { suggestCause, type ComparedBalance } from '../../../server/core/reconciliation/suggest-cause.js';

const DAY = parseBusinessDate('2025-06-30');

interface Entry {
  readonly on: string;
  readonly principal: string;
  readonly interest?: string;
  readonly kind?: LedgerEntry['kind'];
  readonly reverses?: number;
}

/** A loan of 120,000 yuan, a thousand due on the 15th of each month of 2025; entries are numbered from 1. */
const loanWith = (...entries: readonly Entry[]): LedgerLoan => ({
  principal: parseYuan('120000.00'),
  disbursedOn: parseBusinessDate('2024-12-15'),
  entries: entries.map(
    ({ on, principal, interest = '0.00', kind = 'repayment', reverses = null }, index) => ({
      id: index + 1,
      kind,
      paidOn: parseBusinessDate(on),
      principal: parseYuan(principal),
      interest: parseYuan(interest),
      penalty: fen(0),
      reversesId: reverses,
    }),
  ),
  schedule: Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    dueOn: parseBusinessDate(`2025-${String(index + 1).padStart(2, '0')}-15`),
    balanceAfter: parseYuan(`${119_000 - index * 1000}.00`),
  })),
});

/** What is suggested when the bank names so many yuan on 30 June. */
function suggested(
  stated: string | null,
  loan: LedgerLoan | null,
  origin: ComparedBalance['origin'] = 'balance-list',
) {
  const { cause, repaymentIds, instalmentNumber, fitsOn } = suggestCause({
    stated: stated === null ? null : parseYuan(stated),
    on: DAY,
    origin,
    loan,
  });
  return [cause, instalmentNumber ?? fitsOn ?? repaymentIds];
}

const PAID = [
  { on: '2025-01-15', principal: '1000.00', interest: '345.00' },
  { on: '2025-02-15', principal: '1000.00', interest: '341.55' },
  { on: '2025-03-15', principal: '1000.00', interest: '338.10' },
];

describe('The suggested cause of a difference', () => {
  it('is on one side when the other does not know the loan', () => {
    expect(suggested('5000.00', null)).to.deep.equal(['unknown-loan', []]);
    expect(suggested(null, loanWith(...PAID))).to.deep.equal(['missing-in-list', []]);
  });

  it('is the unit when the bank writes in ten thousands', () => {
    expect(suggested('11.70', loanWith(...PAID))).to.deep.equal(['wrong-unit', []]);
  });

  it('is the date when our balance of a nearby day fits', () => {
    const later = loanWith(...PAID, { on: '2025-07-02', principal: '700.00' });
    expect(suggested('116300.00', later)).to.deep.equal(['booked-later', '2025-07-02']);
    const earlier = loanWith(...PAID, { on: '2025-06-29', principal: '700.00' });
    expect(suggested('117000.00', earlier)).to.deep.equal(['booked-earlier', '2025-06-28']);
  });

  it('is no matter of dates when they lie further apart', () => {
    const later = loanWith(...PAID, { on: '2025-07-20', principal: '733.33' });
    expect(suggested('116266.67', later)[0]).to.equal('unexplained');
  });

  it('is a repayment that we hold twice', () => {
    const twice = loanWith(...PAID, ...PAID.slice(1, 2));
    expect(suggested('117000.00', twice)).to.deep.equal(['duplicate-repayment', [2, 4]]);
  });

  it('is a reversal of which one side does not know', () => {
    const ours = loanWith(...PAID, { on: '2025-05-10', principal: '1000.00', kind: 'reversal', reverses: 3 });
    expect(suggested('117000.00', ours)).to.deep.equal(['reversal-not-at-bank', [3]]);
    const odd = loanWith(...PAID, { on: '2025-04-15', principal: '1234.56' });
    expect(suggested('117000.00', odd)).to.deep.equal(['reversal-not-booked', [4]]);
  });

  it('is a payment that we lack: the settlement, what was due, or a prepayment', () => {
    expect(suggested('0.00', loanWith(...PAID))).to.deep.equal(['settlement-not-booked', []]);
    expect(suggested('114000.00', loanWith(...PAID))).to.deep.equal(['repayment-not-booked', 6]);
    expect(suggested('87000.00', loanWith(...PAID))).to.deep.equal(['prepayment-not-booked', []]);
  });

  it('is a prepayment, whatever the amount, while the contract lets nothing fall due', () => {
    const loan = loanWith(...PAID);
    const bullet = { ...loan, schedule: [{ number: 1, dueOn: addDays(DAY, 200), balanceAfter: fen(0) }] };
    expect(suggested('100000.01', bullet)[0]).to.equal('prepayment-not-booked');
  });

  it('is the split when the interest of one repayment makes up the difference', () => {
    expect(suggested('117338.10', loanWith(...PAID))).to.deep.equal(['split-differs', [3]]);
    expect(suggested('116658.45', loanWith(...PAID))).to.deep.equal(['split-differs', [2]]);
  });

  it('is the history of a take-over, or nothing that one hypothesis gives', () => {
    expect(suggested('117000.07', loanWith(...PAID), 'take-over')[0]).to.equal('history-incomplete');
    expect(suggested('117000.07', loanWith(...PAID))[0]).to.equal('unexplained');
  });

  it('counts a reversal from its own day, as the bank’s books do', () => {
    const loan = loanWith(...PAID, { on: '2025-05-10', principal: '1000.00', kind: 'reversal', reverses: 3 });
    expect(ledgerBalance(loan, parseBusinessDate('2025-05-09'))).to.equal(parseYuan('117000.00'));
    expect(ledgerBalance(loan, parseBusinessDate('2025-05-10'))).to.equal(parseYuan('118000.00'));
    expect(ledgerBalance(loan, parseBusinessDate('2024-12-14'))).to.equal(0);
  });

  it('is always one of the list, and rests on entries that are there', () => {
    const amount = fc.integer({ min: 1, max: 500_000 });
    const entry = fc.record({ day: fc.integer({ min: 0, max: 400 }), principal: amount, interest: amount });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.integer({ min: 0, max: 13_000_000 }),
        (entries, stated) => {
          const loan: LedgerLoan = {
            ...loanWith(),
            entries: entries
              .toSorted((left, right) => left.day - right.day)
              .map(({ day, principal, interest }, index) => ({
                id: index + 1,
                kind: 'repayment',
                paidOn: addDays(parseBusinessDate('2024-12-15'), day),
                principal: fen(principal),
                interest: fen(interest),
                penalty: fen(0),
                reversesId: null,
              })),
          };
          fc.pre(ledgerBalance(loan, DAY) !== stated);
          const found = suggestCause({ stated: fen(stated), on: DAY, origin: 'balance-list', loan });
          expect(BREAK_CAUSE_CODES).to.include(found.cause);
          const ids = loan.entries.map(({ id }) => id);
          for (const id of found.repaymentIds) expect(ids).to.include(id);
        },
      ),
    );
  });
});
