import { elementAt } from '../element-at.js';
import { DomainError } from '../errors.js';
import { addFen, allocate, fen, formatYuan, subtractFen, ZERO_FEN, type Fen } from '../money.js';

/** Where the recovery of one compensated debt stands: sums over everything that was not reversed. */
export interface RecoveryBook {
  /** Principal and interest at the cut-off, the bank's own part included. */
  readonly debt: Fen;
  /** What recovery has cost, and how much of it came back. */
  readonly costs: Fen;
  readonly costsRepaid: Fen;
  /** What was recovered of the debt and shared. */
  readonly shared: Fen;
}

/** A bearer of the debt and what it carries of it. */
export interface BearerPart<Bearer extends string = string> {
  readonly bearer: Bearer;
  readonly amount: Fen;
}

/** How a receipt is used. */
export interface ReceiptParts {
  readonly costs: Fen;
  readonly shared: Fen;
}

export const debtLeft = ({ debt, shared }: RecoveryBook): Fen => subtractFen(debt, shared);
export const costsLeft = ({ costs, costsRepaid }: RecoveryBook): Fen => subtractFen(costs, costsRepaid);

/** What the debtor still owes: the debt and the costs of recovery. */
export const stillOwed = (book: RecoveryBook): Fen => addFen(debtLeft(book), costsLeft(book));

/**
 * Uses a receipt: costs first where that is agreed, else the debt first. Throws `recovery-exceeds-debt` when it is more than
 * is owed.
 */
export function receiptParts(book: RecoveryBook, amount: Fen, costsFirst: boolean): ReceiptParts {
  const owed = stillOwed(book);
  if (amount > owed)
    throw new DomainError('recovery-exceeds-debt', { amount: formatYuan(amount), owed: formatYuan(owed) });
  const costs = costsFirst
    ? fen(Math.min(amount, costsLeft(book)))
    : fen(Math.max(ZERO_FEN, amount - debtLeft(book)));
  return { costs, shared: subtractFen(amount, costs) };
}

/**
 * What each bearer gets when the sum that was shared moves from one amount to another, forward by a receipt or back by a reversal. The
 * sum is always split as a whole, in the proportion of what each carries and by largest remainder, so that the parts of
 * all receipts together are exact whatever came between, and nobody gets back more than they carry. Where three or more
 * share, a part may for once be a fen below zero.
 */
export function sharesBetween<Bearer extends string>(
  borne: readonly BearerPart<Bearer>[],
  before: Fen,
  after: Fen,
): BearerPart<Bearer>[] {
  const weights = borne.map(({ amount }) => amount);
  const [earlier, later] = [allocate(before, weights), allocate(after, weights)];
  return borne.map(({ bearer }, index) => ({
    bearer,
    amount: subtractFen(elementAt(later, index), elementAt(earlier, index)),
  }));
}
