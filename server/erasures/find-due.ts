import type { Transaction } from 'sequelize';
import type { SqlPart } from '../../models/condition.js';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import type { Retention } from './retention.js';

/** The rows whose retention has ended, by number. A type alias: it is stored as canonical JSON. */
export type DueRows = {
  readonly loans: readonly number[];
  /** Refused, withdrawn or expired; those that became loans end with their loan. */
  readonly applications: readonly number[];
  /** Of founders who are not concerned in anything that is kept. */
  readonly accounts: readonly number[];
};

/** How much lies in tables in which nobody is known by number. */
export interface DueCounts {
  readonly entries: number;
  readonly rejectedRows: number;
}

type Source = Database | Transaction;

/** Settled or written off long ago, and nobody is after anything any more. */
const dueLoans = ({ loansEndedBefore }: Retention): SqlPart => ({
  sql: `SELECT l.id FROM loans l
    LEFT JOIN compensation_claims c ON c.liveLoanId = l.id
    LEFT JOIN write_offs w ON w.claimId = c.id
    WHERE l.erasedAt IS NULL
      AND (l.state = 'settled' AND l.settledOn < ? OR l.state = 'written-off' AND w.writtenOffOn < ?)
      AND (c.id IS NULL OR c.state IN ('closed', 'written-off'))
      AND NOT EXISTS (SELECT 1 FROM clawback_cases k
        WHERE k.loanId = l.id AND k.state NOT IN ('declined', 'closed', 'withdrawn'))
      AND NOT EXISTS (SELECT 1 FROM red_flags f
        WHERE f.loanId = l.id AND f.state NOT IN ('reported', 'whitelisted'))`,
  parameters: [loansEndedBefore, loansEndedBefore],
});

const dueApplications = ({ applicationsClosedBefore }: Retention): SqlPart => ({
  sql: `SELECT a.id FROM applications a
    WHERE a.erasedAt IS NULL AND a.state IN ('rejected', 'withdrawn', 'expired') AND a.closedAt < ?`,
  parameters: [applicationsClosedBefore],
});

/** Not used for as long as an application is kept, and with no case but those that are due themselves. */
function dueAccounts(retention: Retention): SqlPart {
  const loans = dueLoans(retention);
  const applications = dueApplications(retention);
  const idleSince = retention.applicationsClosedBefore;
  return {
    sql: `SELECT u.id FROM users u
      WHERE u.erasedAt IS NULL AND u.role = 'borrower' AND u.createdAt < ?
        AND NOT EXISTS (SELECT 1 FROM user_sessions s WHERE s.userId = u.id AND s.lastUsedAt >= ?)
        AND NOT EXISTS (SELECT 1 FROM applications o
          LEFT JOIN loans n ON n.applicationId = o.id
          WHERE o.applicantUserId = u.id AND o.erasedAt IS NULL
            AND o.id NOT IN (${applications.sql}) AND (n.id IS NULL OR n.id NOT IN (${loans.sql})))
        AND NOT EXISTS (SELECT 1 FROM borrowers b JOIN loans m ON m.borrowerId = b.id
          WHERE b.userId = u.id AND m.erasedAt IS NULL AND m.id NOT IN (${loans.sql}))`,
    parameters: [idleSince, idleSince, ...applications.parameters, ...loans.parameters, ...loans.parameters],
  };
}

const KINDS = { loans: dueLoans, applications: dueApplications, accounts: dueAccounts } as const;

export type DueKind = keyof typeof KINDS;

/** Whether one row is due. */
export async function isDue(
  source: Source,
  retention: Retention,
  kind: DueKind,
  rowId: number,
): Promise<boolean> {
  const { sql, parameters } = KINDS[kind](retention);
  const found = await selectRows(source, `SELECT due.id FROM (${sql}) due WHERE due.id = ?`, [
    ...parameters,
    rowId,
  ]);
  return found.length > 0;
}

/** Everything that is due. */
export async function findDueRows(source: Source, retention: Retention): Promise<DueRows> {
  const idsOf = async (kind: DueKind): Promise<number[]> => {
    const { sql, parameters } = KINDS[kind](retention);
    const rows = await selectRows<{ id: number }>(source, `${sql} ORDER BY 1`, parameters);
    return rows.map(({ id }) => id);
  };
  return {
    loans: await idsOf('loans'),
    applications: await idsOf('applications'),
    accounts: await idsOf('accounts'),
  };
}

/** People who have long been off a registry. */
export const dueEntries = (delistedBefore: BusinessDate): SqlPart => ({
  sql: `delistedOn < ? AND subjectKind <> 'place' AND erasedAt IS NULL`,
  parameters: [delistedBefore],
});

/** Rows that a file had wrong, as they came. */
export const dueRejectedRows = (endedBefore: string): SqlPart => ({
  sql: `erasedAt IS NULL AND importId IN (SELECT id FROM imports WHERE endedAt < ?)`,
  parameters: [endedBefore],
});

/** How much is due of what is erased as a whole. */
export async function countDue(source: Source, retention: Retention): Promise<DueCounts> {
  const count = async (table: string, { sql, parameters }: SqlPart): Promise<number> => {
    const rows = await selectRows<{ due: number }>(
      source,
      `SELECT COUNT(*) AS due FROM ${table} WHERE ${sql}`,
      parameters,
    );
    return rows[0]?.due ?? 0;
  };
  return {
    entries: await count('roster_entries', dueEntries(retention.applicationsEndedBefore)),
    rejectedRows: await count('import_rejections', dueRejectedRows(retention.rejectedBefore)),
  };
}
