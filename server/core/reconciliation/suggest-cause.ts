import { addDays, type BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { BreakCause } from './break-causes.js';
import { entriesInForce, ledgerBalance, reversedEntries, type LedgerLoan } from './ledger-loan.js';

/** A balance that a bank named for one contract, and what our books say about it. */
export interface ComparedBalance {
  /** Null where the bank's list lacks the contract. */
  readonly stated: Fen | null;
  readonly on: BusinessDate;
  /** A control balance of a take-over, or a row of a balance list. */
  readonly origin: 'take-over' | 'balance-list';
  /** Null where the contract is unknown to us. */
  readonly loan: LedgerLoan | null;
}

/** A cause with what shows it: the entries and instalments it rests on, or the day whose balance fits. */
export interface SuggestedCause {
  readonly cause: BreakCause;
  readonly repaymentIds: readonly number[];
  readonly instalmentNumber: number | null;
  readonly fitsOn: BusinessDate | null;
}

/** A balance that is really to be explained: both sides are there. */
interface Case {
  readonly stated: Fen;
  readonly ledger: Fen;
  readonly on: BusinessDate;
  readonly origin: ComparedBalance['origin'];
  readonly loan: LedgerLoan;
}

type Evidence = Partial<Omit<SuggestedCause, 'cause'>>;
/** Recomputes under one hypothesis: what shows it when it gives the bank's figure to the fen, otherwise undefined. */
type Hypothesis = (given: Case) => Evidence | undefined;

/** Dates of one payment that differ by more are no matter of booking. */
const LONGEST_SHIFT_DAYS = 10;
const YUAN_IN_WAN = 10_000;
/** Prepayments are made in round amounts: whole hundreds of yuan. */
const ROUND_FEN = 10_000;

/** In the order of trial: what identifies itself beyond doubt first, what many figures would fit last. */
const HYPOTHESES: readonly (readonly [BreakCause, Hypothesis])[] = [
  ['wrong-unit', ({ stated, ledger }) => (stated > 0 && stated * YUAN_IN_WAN === ledger ? {} : undefined)],
  ['booked-later', (given) => shifted(given, 1)],
  ['booked-earlier', (given) => shifted(given, -1)],
  ['duplicate-repayment', duplicate],
  ['reversal-not-at-bank', reversalNotAtBank],
  ['reversal-not-booked', reversalNotBooked],
  ['settlement-not-booked', ({ stated }) => (stated === 0 ? {} : undefined)],
  ['repayment-not-booked', repaymentNotBooked],
  ['split-differs', splitDiffers],
  ['prepayment-not-booked', prepaymentNotBooked],
  ['history-incomplete', ({ origin }) => (origin === 'take-over' ? {} : undefined)],
];

/** The first cause under which our books would give the bank's balance; only for a balance that differs from ours. */
export function suggestCause({ stated, on, origin, loan }: ComparedBalance): SuggestedCause {
  if (loan === null) return causeOf('unknown-loan', {});
  if (stated === null) return causeOf('missing-in-list', {});
  const given = { stated, on, origin, loan, ledger: ledgerBalance(loan, on) };
  for (const [cause, fits] of HYPOTHESES) {
    const evidence = fits(given);
    if (evidence !== undefined) return causeOf(cause, evidence);
  }
  return causeOf('unexplained', {});
}

const causeOf = (cause: BreakCause, evidence: Evidence): SuggestedCause => ({
  cause,
  repaymentIds: evidence.repaymentIds ?? [],
  instalmentNumber: evidence.instalmentNumber ?? null,
  fitsOn: evidence.fitsOn ?? null,
});

/** The bank's balance is ours of some days later (1) or earlier (-1): the nearest such day. */
function shifted({ loan, on, stated }: Case, direction: 1 | -1): Evidence | undefined {
  for (let days = 1; days <= LONGEST_SHIFT_DAYS; days += 1) {
    const day = addDays(on, direction * days);
    if (ledgerBalance(loan, day) !== stated) continue;
    const [after, until] = direction === 1 ? [on, day] : [day, on];
    const between = loan.entries.filter((entry) => entry.paidOn > after && entry.paidOn <= until);
    return { fitsOn: day, repaymentIds: between.map((entry) => entry.id) };
  }
  return undefined;
}

function duplicate({ loan, on, stated, ledger }: Case): Evidence | undefined {
  const entries = entriesInForce(loan, on);
  for (const [index, second] of entries.entries()) {
    if (stated - ledger !== second.principal) continue;
    const first = entries.slice(0, index).find((entry) => isTwin(entry, second));
    if (first !== undefined) return { repaymentIds: [first.id, second.id] };
  }
  return undefined;
}

type Entry = LedgerLoan['entries'][number];

const isTwin = (left: Entry, right: Entry): boolean =>
  left.paidOn === right.paidOn &&
  left.principal === right.principal &&
  left.interest === right.interest &&
  left.penalty === right.penalty;

function reversalNotAtBank({ loan, on, stated, ledger }: Case): Evidence | undefined {
  const entry = reversedEntries(loan, on).findLast(({ principal }) => ledger - principal === stated);
  return entry && { repaymentIds: [entry.id] };
}

function reversalNotBooked({ loan, on, stated, ledger }: Case): Evidence | undefined {
  const entry = entriesInForce(loan, on).findLast(({ principal }) => ledger + principal === stated);
  return entry && { repaymentIds: [entry.id] };
}

/** The bank's balance is what the schedule leaves after an instalment that was due, and ours is above it. */
function repaymentNotBooked({ loan, on, stated, ledger }: Case): Evidence | undefined {
  if (stated > ledger) return undefined;
  const due = loan.schedule.findLast(({ dueOn, balanceAfter }) => dueOn <= on && balanceAfter === stated);
  return due && { instalmentNumber: due.number };
}

function splitDiffers({ loan, on, stated, ledger }: Case): Evidence | undefined {
  const difference = Math.abs(stated - ledger);
  const entry = entriesInForce(loan, on).findLast(({ interest, penalty }) =>
    [interest, penalty, interest + penalty].includes(difference),
  );
  return entry && { repaymentIds: [entry.id] };
}

/** Below ours by a round amount, or where the contract lets no principal fall due before the day. */
function prepaymentNotBooked({ loan, on, stated, ledger }: Case): Evidence | undefined {
  if (stated > ledger) return undefined;
  const noneDue =
    loan.schedule.length > 0 &&
    loan.schedule.every(({ dueOn, balanceAfter }) => dueOn > on || balanceAfter === loan.principal);
  return noneDue || (ledger - stated) % ROUND_FEN === 0 ? {} : undefined;
}
