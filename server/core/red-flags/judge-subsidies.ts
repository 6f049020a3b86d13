import type { BusinessDate } from '../business-date.js';
import type { ClaimCause } from '../claim-check/claim-causes.js';
import { standingEvents, type LoanEventKind, type ReportedEvent } from '../loan-history.js';
import type { Fen } from '../money.js';
import type { EndingChange } from '../subsidy-segments.js';
import type { Suspicion } from './suspicion.js';

/** Days that were paid for, as a line of a claim has them. */
export interface PaidSegment {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly subsidy: number;
}

/** A paid line with what is known of its loan today. */
export interface PaidLine {
  readonly lineId: number;
  readonly loanId: number;
  readonly quarter: string;
  readonly maturesOn: BusinessDate;
  readonly segments: readonly PaidSegment[];
  readonly reports: readonly ReportedEvent[];
  /** Which changes of the business end the subsidy of this loan, by the policy of its disbursement date. */
  readonly endedBy: readonly EndingChange[];
}

const EXCLUDED: ReadonlySet<LoanEventKind> = new Set(['overdue', 'extension', 'misuse']);
/** What ends every loan, or the reason for its subsidy. */
const ENDS: ReadonlySet<LoanEventKind> = new Set(['settled', 'eligibility-lost']);

/** Subsidy that was paid for days that earn none by what is known today: each of the two rules told once a line. */
export function judgePaidLine(line: PaidLine): Suspicion[] {
  const { maturesOn } = line;
  const paid = line.segments.filter(({ subsidy }) => subsidy > 0);
  const events = standingEvents(line.reports);
  const excluded = events.filter(({ kind }) => EXCLUDED.has(kind));
  const onExcluded = paid.filter(
    ({ from, until }) =>
      until > maturesOn ||
      excluded.some(({ fromOn, untilOn }) => fromOn < until && (untilOn === null || untilOn > from)),
  );
  const [end] = events
    .filter(({ kind }) => ENDS.has(kind) || line.endedBy.some((change) => change === kind))
    .toSorted((one, other) => (one.fromOn < other.fromOn ? -1 : 1));
  const afterEnd = end === undefined ? [] : paid.filter(({ until }) => until > end.fromOn);
  return [
    ...suspicionOf('subsidy-on-excluded-days', line, onExcluded, {
      maturesOn,
      reasons: [...new Set(excluded.map(({ kind }) => kind))],
    }),
    ...suspicionOf('subsidy-after-end', line, afterEnd, {
      ended: end?.kind ?? null,
      endedOn: end?.fromOn ?? null,
    }),
  ];
}

function suspicionOf(
  rule: 'subsidy-on-excluded-days' | 'subsidy-after-end',
  { lineId, loanId, quarter }: PaidLine,
  segments: readonly PaidSegment[],
  evidence: Suspicion['evidence'],
): Suspicion[] {
  const [first] = segments;
  if (first === undefined) return [];
  const subsidyFen = segments.reduce((sum, { subsidy }) => sum + subsidy, 0);
  return [
    {
      rule,
      loanId,
      about: String(lineId),
      factOn: first.from,
      element: 'loan',
      elementKey: String(loanId),
      evidence: { ...evidence, lineId: String(lineId), quarter, affectedSubsidyFen: subsidyFen },
    },
  ];
}

/** A line of a bank's own claim beside what was recomputed. */
export interface RecomputedLine {
  readonly loanId: number;
  readonly claimId: number;
  readonly lineNumber: number;
  readonly periodFrom: BusinessDate;
  readonly claimed: Fen;
  readonly computed: Fen;
  readonly cause: ClaimCause;
}

/** More was claimed than amount, rate and days come to, or a line rests on a regime that is not that of its disbursement day. */
export function judgeRecomputed(lines: readonly RecomputedLine[]): Suspicion[] {
  return lines
    .filter(({ claimed, computed, cause }) => claimed > computed || cause === 'wrong-regime')
    .map(({ loanId, claimId, lineNumber, periodFrom, claimed, computed, cause }) => ({
      rule: cause === 'wrong-regime' ? ('wrong-regime' as const) : ('subsidy-overclaimed' as const),
      loanId,
      about: `${claimId} ${lineNumber}`,
      factOn: periodFrom,
      element: 'loan',
      elementKey: String(loanId),
      evidence: { claimId: String(claimId), lineNumber, claimedFen: claimed, computedFen: computed, cause },
    }));
}
