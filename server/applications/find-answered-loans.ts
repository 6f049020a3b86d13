import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import type { LoanState } from '../core/states/loan-states.js';
import type { ApplicationRow } from './application-case.js';
import { isOpen, isRunning, NOT_REPAID_IN_TIME, OPEN_STATES, OVERDUE_REPORTS } from './find-loan-history.js';

/** A loan, or an application for one, for which a person answers or answered as counter-guarantor or as one's spouse. */
export interface AnsweredLoan {
  readonly applicationId: number;
  readonly identityIndex: string;
  /** Running, or applied for and not decided yet. */
  readonly open: boolean;
  readonly everOverdue: boolean;
}

type Filing = Pick<ApplicationRow, 'id' | 'state' | 'submittedAt'>;

interface AnsweredRow {
  readonly applicationId: number;
  readonly submittedAt: string;
  readonly identityIndex: string;
  readonly loanState: LoanState | null;
  readonly overdueReports: number;
}

/**
 * What these people answer or answered for besides one application: loans, and applications that are open and were filed
 * before it, so that of two that name the same person the later one is refused.
 */
export async function findAnsweredLoans(
  identityIndexes: readonly string[],
  application: Filing,
  transaction: Transaction,
): Promise<AnsweredLoan[]> {
  if (identityIndexes.length === 0) return [];
  const rows = await selectRows<AnsweredRow>(
    transaction,
    `SELECT DISTINCT p.applicationId, a.submittedAt, p.identityIndex, l.state AS loanState,
        ${OVERDUE_REPORTS} AS overdueReports
       FROM application_parties p
       JOIN applications a ON a.id = p.applicationId
       LEFT JOIN loans l ON l.applicationId = a.id
      WHERE p.role IN ('counter-guarantor', 'counter-guarantor-spouse')
        AND p.identityIndex IN (${identityIndexes.map(() => '?').join(', ')})
        AND a.id <> ? AND (l.id IS NOT NULL OR a.state IN (${OPEN_STATES}))`,
    [...identityIndexes, application.id],
  );
  const counted = rows.filter((row) => row.loanState !== null || isFiledBefore(row, application));
  return counted.map(({ applicationId, identityIndex, loanState, overdueReports }) => ({
    applicationId,
    identityIndex,
    open: loanState === null || isRunning(loanState),
    everOverdue: loanState !== null && (overdueReports > 0 || NOT_REPAID_IN_TIME.has(loanState)),
  }));
}

/** What is being filed, for the first time or again, comes after everything that is. */
function isFiledBefore(row: AnsweredRow, { id, state, submittedAt }: Filing): boolean {
  if (submittedAt === null || !isOpen(state) || row.submittedAt < submittedAt) return true;
  return row.submittedAt === submittedAt && row.applicationId < id;
}
