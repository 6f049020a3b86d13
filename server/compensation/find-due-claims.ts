import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { claimWindow } from '../core/compensation/claim-window.js';
import type { NoticeKind } from '../core/notices.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import type { QueuedNotice } from '../messages/queue-notices.js';

/** So many days before its end a bank is warned that a claim has still to be made. */
const WARNED_BEFORE = 10;

interface DueRow {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly bankOrganisationId: number;
  readonly pastDueSince: BusinessDate;
}

/**
 * Guaranteed loans that by the last daily close have been overdue for longer than the days of the policy and whose bank has not
 * claimed compensation yet: that it may, that the end of the quarter is near, and that it has passed (穗人社函〔2023〕325号).
 */
export async function findDueClaims(system: System): Promise<QueuedNotice[]> {
  const { closedThrough } = await findBooksDate(system);
  if (closedThrough === null) return [];
  const { days } = system.referenceData.current().policyBook.valueOn('overdue-to-claim', closedThrough).value;
  const rows = await selectRows<DueRow>(
    system.database,
    `SELECT l.id AS loanId, l.contractNumber, l.bankOrganisationId, s.pastDueSince
       FROM loan_standings s JOIN loans l ON l.id = s.loanId AND l.state = 'overdue' AND l.outstandingFen > 0
       JOIN guarantees g ON g.loanId = l.id AND g.state = 'effective'
      WHERE s.pastDueSince < ? AND NOT EXISTS (SELECT 1 FROM compensation_claims c
        WHERE c.liveLoanId = l.id AND c.state NOT IN ('draft', 'returned'))
      ORDER BY l.id`,
    [addDays(closedThrough, -days)],
  );
  return rows.map((row) => noticeOf(row, days, system.clock.today()));
}

/** The gravest that holds today; each is told once. */
function noticeOf(
  { loanId, contractNumber, bankOrganisationId, pastDueSince }: DueRow,
  days: number,
  today: BusinessDate,
): QueuedNotice {
  const { claimBy } = claimWindow(pastDueSince, days);
  const kind = kindOn(today, claimBy);
  return {
    kind,
    values: { contractNumber, claimBy, days: String(days) },
    factKey: `${kind}:${loanId}:${pastDueSince}`,
    subjectKind: 'loan',
    subjectId: loanId,
    to: { organisationId: bankOrganisationId },
  };
}

function kindOn(today: BusinessDate, claimBy: BusinessDate): NoticeKind {
  if (today > claimBy) return 'claim-late';
  return today >= addDays(claimBy, -WARNED_BEFORE) ? 'claim-closing' : 'claim-possible';
}
