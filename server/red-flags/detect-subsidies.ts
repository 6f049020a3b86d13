import { LoanEvent } from '../../models/loan-event.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import type { System } from '../context.js';
import { endingChangesOn } from '../core/interest-subsidy.js';
import { judgePaidLine, judgeRecomputed, type RecomputedLine } from '../core/red-flags/judge-subsidies.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';
import { findQuestionableLines } from '../subsidies/find-questionable-lines.js';

const LINES_AT_ONCE = 1_000;

/**
 * Lines that were paid and hold days which earn none by what is known today, page by page. A line that a later claim has settled again is
 * no longer one.
 */
export async function* detectPaidLines({ database, referenceData }: System): AsyncGenerator<Suspicion[]> {
  const { policyBook } = referenceData.current();
  for (let after = 0; ;) {
    const page = await findQuestionableLines(database, { after, limit: LINES_AT_ONCE });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.lineId;
    const reports = await findReports(page.map(({ loanId }) => loanId));
    yield page.flatMap(({ disbursedOn, ...line }) => {
      const endedBy = endingChangesOn(disbursedOn, policyBook);
      return judgePaidLine({ ...line, endedBy, reports: reports.get(line.loanId) ?? [] });
    });
  }
}

async function findReports(loanIds: readonly number[]): Promise<Map<number, Row<LoanEvent>[]>> {
  const reports = await findRows(LoanEvent, {
    where: { loanId: [...new Set(loanIds)] },
    order: [['id', 'ASC']],
  });
  const byLoan = new Map<number, Row<LoanEvent>[]>();
  for (const report of reports) {
    const known = byLoan.get(report.loanId);
    if (known) known.push(report);
    else byLoan.set(report.loanId, [report]);
  }
  return byLoan;
}

/** Lines of banks' own claims, in their last revision, that ask for more than was recomputed or rest on the wrong regime. */
export async function detectOverclaims({ database }: System): Promise<Suspicion[]> {
  const lines = await selectRows<RecomputedLine>(
    database,
    `SELECT c.loanId, c.claimId, c.lineNumber, c.periodFrom, c.claimedFen AS claimed, c.computedFen AS computed, c.cause
       FROM claimed_lines c JOIN subsidy_claims s ON s.id = c.claimId AND s.revision = c.revision
      WHERE c.loanId IS NOT NULL AND (c.claimedFen > c.computedFen OR c.cause = 'wrong-regime')
      ORDER BY c.claimId, c.lineNumber`,
  );
  return judgeRecomputed(lines);
}
