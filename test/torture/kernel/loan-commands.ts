import * as fc from 'fast-check';
import { expect } from 'chai';
import { compensationAmount } from '../../../server/core/compensation/compensation-amount.js';
import {
  costsLeft,
  receiptParts,
  sharesBetween,
  stillOwed,
  type RecoveryBook,
} from '../../../server/core/compensation/recovery-split.js';
import { DomainError } from '../../../server/core/errors.js';
import {
  guaranteedBalance,
  withRepayment,
  withReversal,
  type LoanBalance,
} from '../../../server/core/loan-balance.js';
import { addFen, fen, subtractFen, sumFen, ZERO_FEN, type Fen } from '../../../server/core/money.js';
import { LOAN_STATES, type LoanEvent, type LoanState } from '../../../server/core/states/loan-states.js';
import { transition } from '../../../server/core/states/state-machine.js';

/** Who bears what, in basis points. */
export const SHARES = [
  { bearer: 'bank', shareBasisPoints: 1234 },
  { bearer: 'guarantee-institution', shareBasisPoints: 4321 },
  { bearer: 're-guarantee', shareBasisPoints: 4445 },
] as const;

/** The life of one loan by the program's own kernel. */
export interface KernelLoan {
  readonly principal: Fen;
  readonly guaranteed: Fen;
  state: LoanState;
  balance: LoanBalance;
  book: RecoveryBook | null;
  borne: readonly { readonly bearer: string; readonly amount: Fen }[];
  got: Fen[];
}

/** The same life, naively: what was paid and not reversed, and what came back. */
export interface NaiveLoan {
  readonly principal: number;
  readonly paid: { readonly principal: number; readonly interest: number }[];
  debt: number | null;
  costs: number;
  receipts: number;
}

const repaid = ({ paid }: NaiveLoan): number => paid.reduce((sum, { principal }) => sum + principal, 0);
const owed = (naive: NaiveLoan): number => (naive.debt ?? 0) + naive.costs - naive.receipts;

/** Whether the kernel refused, and with what. */
function refusal(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** The laws of one loan, checked after every command. */
function assertLaws(naive: NaiveLoan, loan: KernelLoan): void {
  const { outstanding, interestPaid } = loan.balance;
  expect(outstanding, 'outstanding (6)')
    .to.equal(naive.principal - repaid(naive))
    .and.to.be.at.least(0);
  expect(interestPaid, 'interest (13)').to.equal(naive.paid.reduce((sum, { interest }) => sum + interest, 0));
  const guaranteed = guaranteedBalance(loan.guaranteed, outstanding, loan.principal);
  const apart = BigInt(guaranteed) * BigInt(loan.principal) - BigInt(loan.guaranteed) * BigInt(outstanding);
  expect(2n * (apart < 0n ? -apart : apart) <= BigInt(loan.principal), 'guaranteed balance (11)').to.be.true;
  if (loan.book === null) return;
  expect(stillOwed(loan.book), 'still owed (9)').to.equal(owed(naive)).and.to.be.at.least(0);
  expect(sumFen(loan.got), 'split to the fen (9)').to.equal(loan.book.shared);
  for (const [index, { amount }] of loan.borne.entries())
    expect(loan.got[index], 'nobody gets back more than they carry (9)').to.be.within(0, amount);
}

abstract class LoanCommand implements fc.Command<NaiveLoan, KernelLoan> {
  check(_naive: Readonly<NaiveLoan>): boolean {
    return true;
  }

  run(naive: NaiveLoan, loan: KernelLoan): void {
    this.step(naive, loan);
    assertLaws(naive, loan);
  }

  protected abstract step(naive: NaiveLoan, loan: KernelLoan): void;
  abstract toString(): string;
}

class Repay extends LoanCommand {
  constructor(
    private readonly principal: number,
    private readonly interest: number,
  ) {
    super();
  }

  override check({ debt }: NaiveLoan): boolean {
    return debt === null;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    const split = { principal: fen(this.principal), interest: fen(this.interest), penalty: ZERO_FEN };
    const refused = refusal(() => (loan.balance = withRepayment(loan.balance, split)));
    const isTooMuch = this.principal > naive.principal - repaid(naive);
    expect(refused).to.equal(isTooMuch ? 'amount-exceeds-outstanding' : undefined);
    if (!isTooMuch) naive.paid.push({ principal: this.principal, interest: this.interest });
  }

  toString(): string {
    return `repay(${this.principal}, ${this.interest})`;
  }
}

class Reverse extends LoanCommand {
  constructor(private readonly which: number) {
    super();
  }

  override check({ paid, debt }: NaiveLoan): boolean {
    return paid.length > 0 && debt === null;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    const [gone] = naive.paid.splice(this.which % naive.paid.length, 1);
    if (!gone) return;
    const split = { principal: fen(gone.principal), interest: fen(gone.interest), penalty: ZERO_FEN };
    loan.balance = withReversal(loan.balance, split);
  }

  toString(): string {
    return `reverse(${this.which})`;
  }
}

class Move extends LoanCommand {
  constructor(private readonly event: LoanEvent) {
    super();
  }

  protected step(_naive: NaiveLoan, loan: KernelLoan): void {
    const row = LOAN_STATES.rows.find(({ from, event }) => from === loan.state && event === this.event);
    const refused = refusal(() => (loan.state = transition(LOAN_STATES, loan.state, this.event)));
    expect(refused, 'only along the table (17)').to.equal(row ? undefined : 'illegal-transition');
    if (row) expect(loan.state).to.equal(row.to);
  }

  toString(): string {
    return `move(${this.event})`;
  }
}

class Compensate extends LoanCommand {
  constructor(private readonly interest: number) {
    super();
  }

  override check(naive: NaiveLoan): boolean {
    return naive.debt === null && repaid(naive) < naive.principal;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    const debt = { principal: loan.balance.outstanding, interest: fen(this.interest) };
    const { claimed, borne, compensation, principal } = compensationAmount(debt, SHARES);
    expect(claimed).to.equal(debt.principal + this.interest);
    expect(sumFen(borne.map(({ amount }) => amount)), 'shares add up (7)').to.equal(claimed);
    const exact = Number((BigInt(claimed) * BigInt(10_000 - SHARES[0].shareBasisPoints)) / 10_000n);
    expect(compensation, 'all but the bank’s part (7)').to.be.within(exact, exact + 1);
    expect(principal).to.be.at.most(debt.principal);
    naive.debt = claimed;
    loan.borne = borne;
    loan.got = borne.map(() => ZERO_FEN);
    loan.book = { debt: claimed, costs: ZERO_FEN, costsRepaid: ZERO_FEN, shared: ZERO_FEN };
  }

  toString(): string {
    return `compensate(${this.interest})`;
  }
}

class Spend extends LoanCommand {
  constructor(private readonly amount: number) {
    super();
  }

  override check({ debt }: NaiveLoan): boolean {
    return debt !== null;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    if (loan.book === null) return;
    loan.book = { ...loan.book, costs: addFen(loan.book.costs, fen(this.amount)) };
    naive.costs += this.amount;
  }

  toString(): string {
    return `spend(${this.amount})`;
  }
}

class Recover extends LoanCommand {
  constructor(
    private readonly amount: number,
    private readonly costsFirst: boolean,
  ) {
    super();
  }

  override check({ debt }: NaiveLoan): boolean {
    return debt !== null;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    const before = loan.book;
    if (before === null) return;
    const isTooMuch = this.amount > owed(naive);
    const refused = refusal(() => {
      const { costs, shared } = receiptParts(before, fen(this.amount), this.costsFirst);
      expect(costs + shared, 'a receipt is used whole').to.equal(this.amount);
      if (this.costsFirst) expect(costs).to.equal(Math.min(this.amount, costsLeft(before)));
      loan.book = {
        ...before,
        costsRepaid: addFen(before.costsRepaid, costs),
        shared: addFen(before.shared, shared),
      };
    });
    expect(refused).to.equal(isTooMuch ? 'recovery-exceeds-debt' : undefined);
    if (isTooMuch || loan.book === null) return;
    naive.receipts += this.amount;
    const parts = sharesBetween(loan.borne, before.shared, loan.book.shared);
    loan.got = loan.got.map((sum, index) => addFen(sum, parts[index]?.amount ?? ZERO_FEN));
  }

  toString(): string {
    return `recover(${this.amount}, ${this.costsFirst})`;
  }
}

class ReturnShared extends LoanCommand {
  constructor(private readonly part: number) {
    super();
  }

  override check({ debt, receipts }: NaiveLoan): boolean {
    return debt !== null && receipts > 0;
  }

  protected step(naive: NaiveLoan, loan: KernelLoan): void {
    const before = loan.book;
    if (before === null) return;
    const amount = fen(Math.floor((before.shared * (this.part % 101)) / 100));
    const shared = subtractFen(before.shared, amount);
    const parts = sharesBetween(loan.borne, before.shared, shared);
    loan.got = loan.got.map((sum, index) => addFen(sum, parts[index]?.amount ?? ZERO_FEN));
    loan.book = { ...before, shared };
    naive.receipts -= amount;
  }

  toString(): string {
    return `return(${this.part} %)`;
  }
}

const money = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 50_000_000 }));

/** Any commands on one loan, in any order. */
export const anyCommands = (maxCommands: number) =>
  fc.commands(
    [
      fc.tuple(money, money).map(([principal, interest]) => new Repay(principal, interest)),
      fc.nat().map((which) => new Reverse(which)),
      fc.constantFrom(...(Object.keys(LOAN_STATES.events) as LoanEvent[])).map((event) => new Move(event)),
      fc.nat({ max: 1_000_000 }).map((interest) => new Compensate(interest)),
      fc.integer({ min: 1, max: 100_000 }).map((amount) => new Spend(amount)),
      fc.tuple(money, fc.boolean()).map(([amount, costsFirst]) => new Recover(amount + 1, costsFirst)),
      fc.nat().map((part) => new ReturnShared(part)),
    ],
    { maxCommands, size: 'max' },
  );
