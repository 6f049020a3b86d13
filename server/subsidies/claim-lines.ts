import type { BusinessDate } from '../core/business-date.js';
import { computeSubsidy, type SubsidyStatement } from '../core/interest-subsidy.js';
import { subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
import type { BorrowerKind } from '../core/policy/subsidy-policy.js';
import type { SubsidyQuarter } from '../core/subsidy-quarter.js';
import type { LoanFacts, Period, SubsidySegment, SubsidyTerms } from '../core/subsidy-segments.js';
import { adjustmentReason, type AdjustmentReason } from './adjustment-reason.js';
import { parseSegments, segmentsJson } from './claim-segments.js';
import type { TermsByDisbursement } from './terms-by-disbursement.js';

/** A loan as the run computes it. */
export interface ClaimableLoan {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly borrowerKind: BorrowerKind;
  readonly facts: LoanFacts;
  /** The day of the balance it was taken over with; null where the whole loan lived in our books. */
  readonly takenOverOn: BusinessDate | null;
}

/** What was paid, or is on its way in another claim, for one loan and quarter. */
export interface EarlierSubsidy {
  readonly interest: Fen;
  readonly subsidy: Fen;
  /** The paid line that spoke last of this loan and quarter; null when none was paid. */
  readonly lineId: number | null;
}

/** Of a loan and quarter that stand in no claim. */
export const NEVER_CLAIMED: EarlierSubsidy = { interest: ZERO_FEN, subsidy: ZERO_FEN, lineId: null };

/** The quarters of a bank that have been paid, and what each loan got in them. */
export interface EarlierQuarters {
  readonly quarters: readonly SubsidyQuarter[];
  /** `NEVER_CLAIMED` where there is nothing. */
  of(loanId: number, quarter: string): EarlierSubsidy;
}

/** A line before it has its number. Amounts in fen; those of an adjustment are differences and may be negative. */
export interface LineDraft {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly kind: 'period' | 'adjustment';
  readonly quarter: string;
  readonly periodFrom: BusinessDate;
  readonly periodUntil: BusinessDate;
  readonly subsidisedDays: number;
  readonly interestFen: Fen;
  readonly subsidyFen: Fen;
  readonly segmentsJson: string;
  readonly policyId: string;
  readonly reason: AdjustmentReason | null;
  readonly adjustsLineId: number | null;
  /** Of a line that is taken off for a demand: which. */
  readonly clawbackCaseId: number | null;
}

/**
 * Computes the lines of a bank's claim, loan by loan (穗人社函〔2023〕325号; blueprint: a recomputed period is compared with
 * what was paid).
 */
export class ClaimCalculator {
  readonly #terms: TermsByDisbursement;

  constructor(
    private readonly quarter: SubsidyQuarter,
    private readonly earlier: EarlierQuarters,
    terms: TermsByDisbursement,
  ) {
    this.#terms = terms;
  }

  /**
   * The lines of one loan: the quarter itself where it earns a subsidy, and its adjustments. A loan from before the first
   * regime earns none.
   */
  linesOf(loan: ClaimableLoan): LineDraft[] {
    const terms = this.#terms.of(loan.borrowerKind, loan.facts.disbursedOn);
    if (terms === null) return [];
    const statement = computeSubsidy(loan.facts, this.quarter, terms);
    const adjustments = this.adjustmentsOf(loan);
    if (statement.subsidy === 0) return adjustments;
    return [periodLine(loan, this.quarter.name, this.quarter, statement, terms), ...adjustments];
  }

  /**
   * An adjustment for every paid quarter that now comes out differently. What was claimed of a quarter that was over before
   * the loan was taken over stands in no claim here: only the bank may ask for it, in a file.
   */
  adjustmentsOf(loan: ClaimableLoan): LineDraft[] {
    const terms = this.#terms.of(loan.borrowerKind, loan.facts.disbursedOn);
    if (terms === null) return [];
    const lines: LineDraft[] = [];
    for (const quarter of this.earlier.quarters) {
      if (loan.facts.disbursedOn >= quarter.until) continue;
      const paid = this.earlier.of(loan.loanId, quarter.name);
      if (paid === NEVER_CLAIMED && loan.takenOverOn !== null && loan.takenOverOn >= quarter.until) continue;
      const recomputed = computeSubsidy(loan.facts, quarter, terms);
      if (recomputed.subsidy !== paid.subsidy)
        lines.push(adjustmentLine(loan, quarter, recomputed, paid, terms));
    }
    return lines;
  }
}

/** Whether another line counts the days of a segment. */
const isElsewhere = ({ notSubsidisedBecause }: SubsidySegment): boolean =>
  notSubsidisedBecause === 'claimed-before';

/** The subsidy of one loan over days of a quarter. Days that another line counts are left to that one. */
export function periodLine(
  { loanId, contractNumber }: ClaimableLoan,
  quarter: string,
  period: Period,
  statement: SubsidyStatement,
  terms: SubsidyTerms,
): LineDraft {
  return {
    loanId,
    contractNumber,
    kind: 'period',
    quarter,
    periodFrom: period.from,
    periodUntil: period.until,
    subsidisedDays: statement.subsidisedDays,
    interestFen: statement.interest,
    subsidyFen: statement.subsidy,
    segmentsJson: segmentsJson(
      statement.segments.some(isElsewhere)
        ? statement.segments.filter((segment) => !isElsewhere(segment))
        : statement.segments,
    ),
    policyId: terms.regime.source.id,
    reason: null,
    adjustsLineId: null,
    clawbackCaseId: null,
  };
}

/** The difference to what was paid. The line keeps the segments as recomputed, so that both figures can be read off it. */
function adjustmentLine(
  loan: ClaimableLoan,
  quarter: SubsidyQuarter,
  recomputed: SubsidyStatement,
  paid: EarlierSubsidy,
  terms: SubsidyTerms,
): LineDraft {
  return {
    ...periodLine(loan, quarter.name, quarter, recomputed, terms),
    kind: 'adjustment',
    interestFen: subtractFen(recomputed.interest, paid.interest),
    subsidyFen: subtractFen(recomputed.subsidy, paid.subsidy),
    adjustsLineId: paid.lineId,
  };
}

/** Names on each adjustment what has changed since; `paidSegments` holds the segments of the lines they adjust, by id. */
export function explainAdjustments(
  lines: readonly LineDraft[],
  paidSegments: ReadonlyMap<number, string>,
): readonly LineDraft[] {
  if (lines.every(({ kind }) => kind === 'period')) return lines;
  return lines.map((line) => {
    if (line.kind === 'period' || line.clawbackCaseId !== null) return line;
    const before = line.adjustsLineId === null ? undefined : paidSegments.get(line.adjustsLineId);
    const after = parseSegments(line.segmentsJson);
    return { ...line, reason: adjustmentReason(before === undefined ? null : parseSegments(before), after) };
  });
}
