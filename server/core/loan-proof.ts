import {
  guaranteedBalance,
  withRepayment,
  withReversal,
  type LoanBalance,
  type RepaymentSplit,
} from './loan-balance.js';
import { fen, ZERO_FEN, type Fen } from './money.js';

/** A repayment or reversal in the order in which it was recorded. */
export interface RecordedEntry extends RepaymentSplit {
  readonly kind: 'repayment' | 'prepayment' | 'reversal';
}

/** All that ever happened to the money of a loan. */
export interface LoanLife {
  readonly principal: Fen;
  /** In the order in which they were recorded. */
  readonly entries: readonly RecordedEntry[];
  /** Principal that a guarantor has paid to the bank. */
  readonly compensatedPrincipal: Fen;
  /** The bank's own part of what was recovered since. */
  readonly recoveredByBank: Fen;
  /** What the guarantor answered for at the beginning; null where nobody does, or no more. */
  readonly guaranteed: Fen | null;
  readonly settled: boolean;
}

/** The balances that a life leads to. */
export interface ProvenLoan extends LoanBalance {
  readonly guaranteeBalance: Fen | null;
}

/**
 * Lives a loan again from its first day: every repayment and reversal in turn, then what a guarantor paid and what was recovered.
 * Throws `amount-exceeds-outstanding` where a fact cannot have been possible.
 */
export function proveLoan(life: LoanLife): ProvenLoan {
  const start: LoanBalance = { outstanding: life.principal, interestPaid: ZERO_FEN, penaltyPaid: ZERO_FEN };
  const repaid = life.entries.reduce(
    (balance, entry) =>
      entry.kind === 'reversal' ? withReversal(balance, entry) : withRepayment(balance, entry),
    start,
  );
  const outstanding = fen(Math.max(0, repaid.outstanding - life.compensatedPrincipal - life.recoveredByBank));
  return { ...repaid, outstanding, guaranteeBalance: guaranteeOf(life, outstanding) };
}

function guaranteeOf({ guaranteed, settled, principal }: LoanLife, outstanding: Fen): Fen | null {
  if (guaranteed === null) return null;
  return settled ? ZERO_FEN : guaranteedBalance(guaranteed, outstanding, principal);
}
