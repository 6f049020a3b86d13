import type { Database } from '../../../models/database.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { selectRows, type Row } from '../../../models/rows.js';
import type { BusinessDate } from '../../core/business-date.js';
import type { ClaimCause } from '../../core/claim-check/claim-causes.js';
import { fen, sumFen, type Fen } from '../../core/money.js';
import { parseSegments, type ClaimSegment } from '../claim-segments.js';
import type { LineView } from '../find-subsidy-lines.js';
import { parseEvidence } from './evidence.js';

/** What the centre decided on a line that differs. */
export type LineOutcome = 'accepted' | 'returned';

/** Which claimed lines are read. */
export interface ClaimedLinesRequest {
  readonly after: number;
  readonly limit: number;
  readonly cause?: ClaimCause | undefined;
  /** The file they came in; the latest when left out. */
  readonly revision?: number | undefined;
}

interface ClaimedRow {
  readonly lineNumber: number;
  readonly loanId: number | null;
  readonly contractNumber: string;
  readonly periodFrom: BusinessDate;
  readonly periodUntil: BusinessDate;
  readonly claimedFen: Fen;
  readonly computedFen: Fen;
  readonly cause: ClaimCause;
  readonly evidenceJson: string | null;
  readonly policyId: string | null;
  readonly segmentsJson: string | null;
}

/** The lines of a bank's file as they were checked, in their order. */
export async function readClaimedLines(
  database: Database,
  claim: Row<SubsidyClaim>,
  request: ClaimedLinesRequest,
): Promise<LineView[]> {
  const { after, limit, cause, revision = claim.revision } = request;
  const rows = await selectRows<ClaimedRow>(
    database,
    `SELECT claimed.lineNumber, claimed.loanId, claimed.contractNumber, claimed.periodFrom, claimed.periodUntil,
            claimed.claimedFen, claimed.computedFen, claimed.cause, claimed.evidenceJson, line.policyId, line.segmentsJson
       FROM claimed_lines claimed
       LEFT JOIN subsidy_lines line ON line.claimId = claimed.claimId AND line.loanId = claimed.loanId
             AND line.kind = 'period' AND line.quarter = ? AND claimed.revision = ?
      WHERE claimed.claimId = ? AND claimed.revision = ? AND claimed.lineNumber > ?${cause ? ' AND claimed.cause = ?' : ''}
      ORDER BY claimed.lineNumber LIMIT ${Math.trunc(limit)}`,
    [claim.quarter, claim.revision, claim.id, revision, after, ...(cause ? [cause] : [])],
  );
  const outcomes = await readOutcomes(database, claim.id, revision, rows);
  return rows.map((row) => toView(row, claim.quarter, outcomes(row)));
}

function toView(row: ClaimedRow, quarter: string, outcome: LineOutcome | null): LineView {
  const { evidenceJson, segmentsJson: _, policyId, claimedFen, computedFen, cause, ...line } = row;
  const evidence = evidenceJson === null ? null : parseEvidence(evidenceJson);
  const segments = evidence?.computed ?? ownSegments(row);
  return {
    ...line,
    kind: 'period',
    quarter,
    subsidisedDays: segments
      .filter((segment) => segment.principal > 0 && segment.subsidyRate > 0)
      .reduce((sum, segment) => sum + segment.days, 0),
    interestFen: sumFen(segments.map((segment) => fen(segment.interest))),
    subsidyFen: computedFen,
    policyId: policyId ?? '',
    reason: null,
    adjustment: null,
    clawbackNumber: null,
    check: { claimed: claimedFen, cause, facts: evidence?.facts ?? {}, outcome },
    segments,
    claimedSegments: evidence?.claimed ?? null,
  };
}

/** What is paid for a loan may hold the days of several lines; these are the line's own. */
function ownSegments({ segmentsJson, periodFrom, periodUntil }: ClaimedRow): readonly ClaimSegment[] {
  const all = segmentsJson === null ? [] : parseSegments(segmentsJson);
  return all.filter((segment) => periodFrom <= segment.from && segment.until <= periodUntil);
}

interface OutcomeRow {
  readonly lineNumber: number | null;
  readonly cause: ClaimCause | null;
  readonly outcome: LineOutcome;
}

/** What was decided on lines, one by one or by their cause. What was accepted stays accepted. */
async function readOutcomes(
  database: Database,
  claimId: number,
  revision: number,
  lines: readonly ClaimedRow[],
): Promise<(line: ClaimedRow) => LineOutcome | null> {
  const [first, last] = [lines.at(0)?.lineNumber ?? 0, lines.at(-1)?.lineNumber ?? 0];
  const decisions = await selectRows<OutcomeRow>(
    database,
    `SELECT lineNumber, cause, outcome FROM claim_line_decisions
      WHERE claimId = ? AND revision = ? AND (cause IS NOT NULL OR lineNumber BETWEEN ? AND ?)`,
    [claimId, revision, first, last],
  );
  const keyOf = ({ outcome, lineNumber, cause }: OutcomeRow): string => `${outcome} ${lineNumber ?? cause}`;
  const decided = new Set(decisions.map(keyOf));
  return ({ lineNumber, cause }) =>
    (['accepted', 'returned'] as const).find(
      (outcome) => decided.has(`${outcome} ${lineNumber}`) || decided.has(`${outcome} ${cause}`),
    ) ?? null;
}
