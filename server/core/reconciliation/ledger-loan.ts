import type { BusinessDate } from '../business-date.js';
import { addFen, subtractFen, ZERO_FEN, type Fen } from '../money.js';

/** A repayment or reversal as our books hold it. */
export interface LedgerEntry {
  readonly id: number;
  readonly kind: 'repayment' | 'prepayment' | 'reversal';
  readonly paidOn: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
  readonly penalty: Fen;
  /** Of a reversal: the entry that it undoes. */
  readonly reversesId: number | null;
}

/** What the schedule of the contract leaves after an instalment. */
export interface ScheduledBalance {
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly balanceAfter: Fen;
}

/** A loan as reconciliation looks at it. Entries and schedule are in date order. */
export interface LedgerLoan {
  readonly principal: Fen;
  readonly disbursedOn: BusinessDate;
  readonly entries: readonly LedgerEntry[];
  readonly schedule: readonly ScheduledBalance[];
}

/**
 * The balance in our books at the end of a day, by the dates of the entries: a reversal counts from its own day, as it does
 * in the books of the bank that made it. Zero before disbursement.
 */
export function ledgerBalance(loan: LedgerLoan, day: BusinessDate): Fen {
  if (loan.disbursedOn > day) return ZERO_FEN;
  return loan.entries
    .filter((entry) => entry.paidOn <= day)
    .reduce((balance, entry) => balanceAfter(balance, entry), loan.principal);
}

/** The entries that count at the end of a day: neither reversals nor what was reversed by then. */
export function entriesInForce(loan: LedgerLoan, day: BusinessDate): LedgerEntry[] {
  const reversed = new Set(reversedEntries(loan, day).map((entry) => entry.id));
  return loan.entries.filter(
    (entry) => entry.kind !== 'reversal' && entry.paidOn <= day && !reversed.has(entry.id),
  );
}

/** The entries that were undone by the end of a day. */
export function reversedEntries(loan: LedgerLoan, day: BusinessDate): LedgerEntry[] {
  const undone = new Set(
    loan.entries.filter((entry) => entry.paidOn <= day).flatMap((entry) => entry.reversesId ?? []),
  );
  return loan.entries.filter((entry) => undone.has(entry.id));
}

const balanceAfter = (balance: Fen, { kind, principal }: LedgerEntry): Fen =>
  kind === 'reversal' ? addFen(balance, principal) : subtractFen(balance, principal);

/** What a bank names above our books; negative where it names less. */
export const differenceOf = (stated: Fen | null, ledger: Fen | null): Fen =>
  subtractFen(stated ?? ZERO_FEN, ledger ?? ZERO_FEN);
