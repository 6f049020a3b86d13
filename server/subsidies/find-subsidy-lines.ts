import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import type { Database } from '../../models/database.js';
import { subsidyClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { ClaimCause } from '../core/claim-check/claim-causes.js';
import type { CauseFacts } from '../core/claim-check/wrong-conventions.js';
import { DomainError } from '../core/errors.js';
import { fen, subtractFen, sumFen, type Fen } from '../core/money.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { AdjustmentReason } from './adjustment-reason.js';
import {
  readClaimedLines,
  type ClaimedLinesRequest,
  type LineOutcome,
} from './claim-check/read-claimed-lines.js';
import { findLineTerms, NO_TERMS, type LineTerms } from './find-claim-terms.js';
import { parseSegments, type ClaimSegment } from './claim-segments.js';

/** A line as it is read. */
export interface LineView {
  readonly lineNumber: number;
  readonly kind: 'period' | 'adjustment';
  readonly loanId: number | null;
  readonly contractNumber: string;
  readonly quarter: string;
  readonly periodFrom: BusinessDate;
  readonly periodUntil: BusinessDate;
  readonly subsidisedDays: number;
  readonly interestFen: Fen;
  readonly subsidyFen: Fen;
  readonly policyId: string;
  readonly reason: AdjustmentReason | null;
  /** Of an adjustment: what had been paid, what it comes to now, and the line it corrects. */
  readonly adjustment: AdjustmentFigures | null;
  /** Of a line that is taken off for a demand: the demand's number. */
  readonly clawbackNumber: string | null;
  /** What the bank asked for, and why it is not what we compute. */
  readonly check: LineCheck;
  /** Only where they were asked for. */
  readonly segments: readonly ClaimSegment[] | null;
  /** How the bank's figure comes about where it differs and one wrong convention gives it. Only where asked for. */
  readonly claimedSegments: readonly ClaimSegment[] | null;
}

/** A line with the versions of the policy by which it was computed. */
export interface LineInFull extends LineView {
  readonly terms: LineTerms;
}

/** A line that the system built itself claims what it computes. */
export interface LineCheck {
  readonly claimed: Fen;
  readonly cause: ClaimCause;
  readonly facts: CauseFacts;
  readonly outcome: LineOutcome | null;
}

/** Both computations of an adjusted quarter, to be laid side by side. */
export interface AdjustmentFigures {
  readonly paid: Fen;
  readonly recomputed: Fen;
  /** What the line that was paid last rested on; null where the loan was not claimed for that quarter. */
  readonly before: readonly ClaimSegment[] | null;
  /** What the quarter rests on now. */
  readonly after: readonly ClaimSegment[];
  readonly adjustsClaimNumber: string | null;
  readonly adjustsLineNumber: number | null;
}

interface LineRow extends Omit<LineView, 'adjustment' | 'check' | 'segments' | 'claimedSegments'> {
  readonly segmentsJson: string | null;
  readonly adjustedSegmentsJson: string | null;
  readonly adjustsClaimNumber: string | null;
  readonly adjustsLineNumber: number | null;
}

export interface LinesRequest extends PageRequest {
  readonly withSegments: boolean;
  readonly cause?: ClaimCause | undefined;
  /** Of a claim that the bank sent: the file they came in, the latest when left out. */
  readonly revision?: number | undefined;
}

/** The lines of a claim in their order. Fails: not-found, malformed (cursor). */
export async function findSubsidyLines(
  { actor, system }: Context,
  claimId: number,
  request: LinesRequest,
): Promise<Page<LineInFull>> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId, ...subsidyClaimScope(actor) } });
  if (!claim) throw new DomainError('not-found');
  const { withSegments, cause, revision, limit } = request;
  const after = idBefore(request) ?? 0;
  const wanted = { after, limit: limit + 1, cause, revision };
  const lines = await readLines(system.database, claim, wanted, withSegments);
  const { policyBook } = system.referenceData.current();
  const terms = await findLineTerms(claim, revision ?? claim.revision, lines, policyBook);
  const page = pageById(
    lines.map((line) => ({ id: line.lineNumber, line })),
    request,
  );
  const withTerms = ({ line }: { readonly line: LineView }): LineInFull => ({
    ...line,
    terms: terms.get(line.lineNumber) ?? NO_TERMS,
  });
  return { items: page.items.map(withTerms), nextCursor: page.nextCursor };
}

/** So many lines of a claim after a line number. Segments of period lines are long and left out unless wanted. */
export async function readLines(
  database: Database,
  claim: Row<SubsidyClaim>,
  request: ClaimedLinesRequest,
  withSegments: boolean,
): Promise<LineView[]> {
  const { after, limit, cause, revision = claim.revision } = request;
  const claimed = claim.revision === 0 ? [] : await readClaimedLines(database, claim, request);
  const shown = withSegments
    ? claimed
    : claimed.map((line) => ({ ...line, segments: null, claimedSegments: null }));
  // The system's own lines stand behind those of the bank's file, and differ in nothing.
  const room = limit - shown.length;
  if (room === 0 || (cause !== undefined && cause !== 'none') || revision !== claim.revision) return shown;
  return [...shown, ...(await readOwnLines(database, claim, { after, limit: room }, withSegments))];
}

async function readOwnLines(
  database: Database,
  { id, revision }: Row<SubsidyClaim>,
  { after, limit }: { readonly after: number; readonly limit: number },
  withSegments: boolean,
): Promise<LineView[]> {
  const segments = withSegments
    ? 'line.segmentsJson'
    : "CASE WHEN line.kind = 'adjustment' THEN line.segmentsJson END";
  const rows = await selectRows<LineRow>(
    database,
    `SELECT line.lineNumber, line.kind, line.loanId, line.contractNumber, line.quarter, line.periodFrom, line.periodUntil,
            line.subsidisedDays, line.interestFen, line.subsidyFen, line.policyId, line.reason, ${segments} AS segmentsJson,
            clawback.number AS clawbackNumber, adjusted.segmentsJson AS adjustedSegmentsJson, adjustedClaim.number AS adjustsClaimNumber, adjusted.lineNumber AS adjustsLineNumber
       FROM subsidy_lines line
       LEFT JOIN subsidy_lines adjusted ON adjusted.id = line.adjustsLineId
       LEFT JOIN subsidy_claims adjustedClaim ON adjustedClaim.id = adjusted.claimId
       LEFT JOIN clawback_cases clawback ON clawback.id = line.clawbackCaseId
      WHERE line.claimId = ? AND line.lineNumber > ?${revision > 0 ? " AND line.kind = 'adjustment'" : ''}
      ORDER BY line.lineNumber LIMIT ${Math.trunc(limit)}`,
    [id, after],
  );
  return rows.map((row) => toView(row, withSegments));
}

function toView(row: LineRow, withSegments: boolean): LineView {
  const { segmentsJson, adjustedSegmentsJson, adjustsClaimNumber, adjustsLineNumber, ...line } = row;
  const segments = segmentsJson === null ? [] : parseSegments(segmentsJson);
  const recomputed = sumFen(segments.map((segment) => fen(segment.subsidy)));
  const paid = subtractFen(recomputed, line.subsidyFen);
  return {
    ...line,
    adjustment:
      line.kind === 'adjustment' && line.clawbackNumber === null
        ? {
            paid,
            recomputed,
            before: adjustedSegmentsJson === null ? null : parseSegments(adjustedSegmentsJson),
            after: segments,
            adjustsClaimNumber,
            adjustsLineNumber,
          }
        : null,
    check: { claimed: line.subsidyFen, cause: 'none', facts: {}, outcome: null },
    segments: withSegments ? segments : null,
    claimedSegments: null,
  };
}
