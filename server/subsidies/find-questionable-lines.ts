import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { parseSegments, type ClaimSegment } from './claim-segments.js';

/** A line that was paid, of a loan of which something was reported for its days or before. */
export interface QuestionableLine {
  readonly lineId: number;
  readonly loanId: number;
  readonly quarter: string;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly segments: readonly ClaimSegment[];
}

type LineRow = Omit<QuestionableLine, 'segments'> & { readonly segmentsJson: string };

/** Paid lines that reach beyond maturity or a report, but for those that a later claim has settled again: the next after one, by id. */
export async function findQuestionableLines(
  database: Database,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<QuestionableLine[]> {
  const lines = await selectRows<LineRow>(
    database,
    `SELECT n.id AS lineId, n.loanId, n.quarter, n.segmentsJson, l.disbursedOn, l.maturesOn
       FROM subsidy_payments p JOIN subsidy_lines n ON n.id = p.lineId AND n.kind = 'period' AND n.subsidyFen > 0
       JOIN loans l ON l.id = n.loanId
      WHERE n.id > ? AND (n.periodUntil > l.maturesOn OR EXISTS (
          SELECT 1 FROM loan_events e WHERE e.loanId = n.loanId AND e.kind <> 'rate-change'
            AND e.fromOn < n.periodUntil))
        AND NOT EXISTS (SELECT 1 FROM subsidy_lines s WHERE s.loanId = n.loanId AND s.quarter = n.quarter
          AND s.kind = 'adjustment' AND s.id > n.id)
      ORDER BY n.id LIMIT ${Math.trunc(limit)}`,
    [after],
  );
  return lines.map(({ segmentsJson, ...line }) => ({ ...line, segments: parseSegments(segmentsJson) }));
}
