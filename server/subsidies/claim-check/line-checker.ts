import type { ClaimedLine as ClaimedLineRow } from '../../../models/claimed-line.js';
import type { Row } from '../../../models/rows.js';
import type { SubsidyClaimRow } from '../../core/bank-files/subsidy-claim-file.js';
import { findCause, recomputeLine, type FoundCause } from '../../core/claim-check/check-claimed-line.js';
import { addDays } from '../../core/business-date.js';
import type { CheckedLoan, ClaimedLine, WrongPaths } from '../../core/claim-check/checked-loan.js';
import type { CauseFacts } from '../../core/claim-check/wrong-conventions.js';
import type { SubsidyStatement } from '../../core/interest-subsidy.js';
import { ZERO_FEN } from '../../core/money.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { LoanFacts } from '../../core/subsidy-segments.js';
import type { Prepayment } from '../../loans/find-prepayments.js';
import { periodLine, type ClaimableLoan, type LineDraft } from '../claim-lines.js';
import { TermsByDisbursement, type TermsUsed } from '../terms-by-disbursement.js';
import { freeDays, type ClaimedDays, type DaysClaimed } from './claimed-days.js';
import { evidenceJson } from './evidence.js';

/** The claim whose lines are checked. */
export interface ClaimUnderCheck {
  readonly id: number;
  readonly number: string;
  readonly revision: number;
  readonly quarter: string;
}

/** A line measured by the rules. The cause of a difference is not looked for yet: `cause` is undefined. */
export interface MeasuredLine {
  readonly row: SubsidyClaimRow;
  readonly lineNumber: number;
  readonly loan: ClaimableLoan | undefined;
  /** Its days that stand in another line already. */
  readonly standing: readonly ClaimedDays[];
  readonly checked: CheckedLoan | null;
  readonly statement: SubsidyStatement | null;
  readonly cause: FoundCause | undefined;
}

/** A checked line: the fact as it is stored, and what is to be paid for those of its days that were not claimed before. */
export interface CheckResult {
  readonly fact: Row<ClaimedLineRow>;
  readonly payable: LineDraft | null;
}

/** A policy does not change under its book: the terms that one batch looked up serve the next. */
const TERMS = new WeakMap<PolicyBook, TermsByDisbursement>();

function termsUnder(policyBook: PolicyBook): TermsByDisbursement {
  const terms = TERMS.get(policyBook) ?? new TermsByDisbursement(policyBook);
  TERMS.set(policyBook, terms);
  return terms;
}

const NONE: FoundCause = { cause: 'none', facts: {}, statement: null };
const UNKNOWN_LOAN: FoundCause = { cause: 'unknown-loan', facts: {}, statement: null };

/** Checks lines in the order of the trial: first what most lines are, and the causes of a difference only where there is one. */
export class LineChecker {
  readonly #terms: TermsByDisbursement;
  readonly #regimes: WrongPaths['regimes'];

  constructor(
    private readonly claim: ClaimUnderCheck,
    policyBook: PolicyBook,
  ) {
    this.#terms = termsUnder(policyBook);
    this.#regimes = policyBook.subsidyRegimes();
  }

  /** Measures a line by its days that stand nowhere yet. `claimed` knows those that stand, and takes the line's own. */
  measure(
    row: SubsidyClaimRow,
    lineNumber: number,
    loan: ClaimableLoan | undefined,
    claimed: DaysClaimed,
  ): MeasuredLine {
    const nothing = { row, lineNumber, loan, standing: [], checked: null, statement: null };
    if (loan === undefined) return { ...nothing, cause: UNKNOWN_LOAN };
    const period = { from: row.periodFrom, until: row.periodUntil };
    const standing = claimed.standing(loan.loanId, period);
    const free = freeDays(period, standing);
    if (free.length === 0) return { ...nothing, cause: duplicateOf(standing) };
    for (const days of free)
      claimed.add(loan.loanId, { ...days, claimNumber: this.claim.number, lineNumber });
    const terms = this.#terms.of(loan.borrowerKind, loan.facts.disbursedOn);
    const checked = terms === null ? null : { facts: withoutDays(loan.facts, standing), terms };
    const statement = checked === null ? null : recomputeLine(claimedLineOf(row), checked);
    const equal = (statement?.subsidy ?? ZERO_FEN) === row.claimed;
    return { row, lineNumber, loan, standing, checked, statement, cause: equal ? NONE : undefined };
  }

  /** By which versions of the policy the lines measured so far were computed. */
  termsUsed(): TermsUsed[] {
    return this.#terms.used();
  }

  /** Names the cause of a measured line. `prepaid` is read for lines that need it. */
  finish(line: MeasuredLine, prepaid: readonly Prepayment[]): CheckResult {
    const { row, lineNumber, loan, standing, checked, statement } = line;
    const computed = statement?.subsidy ?? ZERO_FEN;
    const cause = line.cause ?? this.#causeOf(row, checked, prepaid, computed);
    const found = cause.cause === 'unexplained' ? { ...cause, facts: whatStands(standing) } : cause;
    const fact = {
      claimId: this.claim.id,
      revision: this.claim.revision,
      lineNumber,
      fileLine: row.line,
      contractNumber: row.contractNumber,
      loanId: loan?.loanId ?? null,
      principalFen: row.principal,
      annualRate: row.annualRate,
      periodFrom: row.periodFrom,
      periodUntil: row.periodUntil,
      days: row.days,
      claimedFen: row.claimed,
      computedFen: computed,
      cause: found.cause,
      evidenceJson: found.cause === 'none' ? null : evidenceJson(found, statement),
    };
    if (loan === undefined || checked === null || statement === null) return { fact, payable: null };
    const period = { from: row.periodFrom, until: row.periodUntil };
    return { fact, payable: periodLine(loan, this.claim.quarter, period, statement, checked.terms) };
  }

  #causeOf(
    row: SubsidyClaimRow,
    checked: CheckedLoan | null,
    prepaid: readonly Prepayment[],
    computed: SubsidyStatement['subsidy'],
  ): FoundCause {
    if (checked === null) return { cause: 'unexplained', facts: {}, statement: null };
    return findCause(claimedLineOf(row), checked, { prepaid, regimes: this.#regimes }, computed);
  }
}

const claimedLineOf = ({ periodFrom, periodUntil, annualRate, claimed }: SubsidyClaimRow): ClaimedLine => ({
  period: { from: periodFrom, until: periodUntil },
  annualRate,
  claimed,
});

/** Facts under which the days of other lines earn nothing. */
const withoutDays = (facts: LoanFacts, standing: readonly ClaimedDays[]): LoanFacts =>
  standing.length === 0
    ? facts
    : {
        ...facts,
        excludedPeriods: [
          ...facts.excludedPeriods,
          ...standing.map(({ from, until }) => ({ from, until, reason: 'claimed-before' as const })),
        ],
      };

const duplicateOf = ([first]: readonly ClaimedDays[]): FoundCause => ({
  cause: 'duplicate-line',
  facts: first === undefined ? {} : { claim: first.claimNumber, line: String(first.lineNumber) },
  statement: null,
});

/** The first days of a line that stand in another, for a difference that nothing else explains. */
function whatStands([first]: readonly ClaimedDays[]): CauseFacts {
  if (first === undefined) return {};
  const { claimNumber, lineNumber, from, until } = first;
  return { claim: claimNumber, line: String(lineNumber), from, lastDay: addDays(until, -1) };
}
