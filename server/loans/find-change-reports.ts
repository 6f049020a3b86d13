import type { Transaction } from 'sequelize';
import { furtherConditionOf, type SqlPart } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { literally, sql } from '../../models/sql.js';
import { loanScope } from '../auth/scope.js';
import { dayOfInstant, startOfDay } from '../clock.js';
import type { Context, System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import type { QuarterDays } from '../core/calendar-quarter.js';
import { changeReportDuty, type ChangeReportDuty } from '../core/change-report.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** A change that a bank has to report, as it was reported. */
export interface ChangeReport extends ChangeReportDuty {
  readonly id: number;
  readonly loanId: number;
  readonly contractNumber: string;
  readonly bankOrganisationId: number;
  readonly bankName: string;
  readonly kind: 'settled' | 'closure' | 'legal-representative-change';
  /** The day of the change itself. */
  readonly happenedOn: BusinessDate;
  readonly reportedOn: BusinessDate;
}

type ReportRow = Omit<ChangeReport, keyof ChangeReportDuty | 'reportedOn'> & { readonly reportedAt: string };

const COLUMNS = literally('l.id AS loanId, l.contractNumber, l.bankOrganisationId, bank.name AS bankName');

/** The first report, or the first after it was last taken back: a revision without days takes it back. */
const REPORTED_FIRST =
  literally(`e.revision = 1 + COALESCE((SELECT MAX(back.revision) FROM loan_events back WHERE back.loanId = e.loanId
  AND back.kind = e.kind AND back.fromOn = e.fromOn AND back.source = e.source AND back.untilOn = back.fromOn), 0)`);

/** What happened before a take-over was reported to somebody else. */
const inOurTime = (day: string): SqlPart =>
  literally(`(l.controlBalanceOn IS NULL OR ${day} > l.controlBalanceOn)`);

/** The bank's last repayment of a loan: where principal is all back, it told of that before any report did. */
const LAST_REPAYMENT = '(SELECT MAX(id) FROM repayments WHERE loanId = l.id)';

/** Every report on the loans of a scope, each with a number of its own. */
const reports = (
  scope: SqlPart,
): SqlPart => sql`SELECT e.id * 2 AS id, ${COLUMNS}, e.kind, e.fromOn AS happenedOn,
     CASE WHEN r.recordedAt < e.recordedAt THEN r.recordedAt ELSE e.recordedAt END AS reportedAt
     FROM loan_events e JOIN loans l ON l.id = e.loanId JOIN organisations bank ON bank.id = l.bankOrganisationId
     LEFT JOIN repayments r ON e.kind = 'settled' AND l.state = 'settled' AND r.id = ${literally(LAST_REPAYMENT)}
    WHERE e.source = 'bank' AND ${REPORTED_FIRST} AND ${inOurTime('e.fromOn')}
      AND (e.kind IN ('closure', 'legal-representative-change') OR (e.kind = 'settled' AND e.fromOn < l.maturesOn))${scope}
   UNION ALL
   SELECT r.id * 2 + 1, ${COLUMNS}, 'settled', l.settledOn, r.recordedAt
     FROM loans l JOIN organisations bank ON bank.id = l.bankOrganisationId
     JOIN repayments r ON r.id = ${literally(LAST_REPAYMENT)}
    WHERE l.state = 'settled' AND l.settledOn < l.maturesOn AND ${inOurTime('l.settledOn')}
      AND NOT EXISTS (SELECT 1 FROM compensation_payments c WHERE c.loanId = l.id)
      AND NOT EXISTS (SELECT 1 FROM loan_events e
        WHERE e.loanId = l.id AND e.kind = 'settled' AND e.source = 'bank')${scope}`;

/**
 * Early settlements, changes of the legal representative and closures that banks have reported, the latest first, each with the
 * day by which it had to be and whether it was late (穗人社函〔2023〕325号). A repayment that settles a loan before maturity
 * reports it, too; what a guarantor gets back is no settlement at the bank. Fails: malformed (the cursor).
 */
export async function findChangeReports(context: Context, page: PageRequest): Promise<Page<ChangeReport>> {
  const scope = furtherConditionOf(loanScope(context.actor), 'l');
  const before = idBefore(page);
  const cursor = before === undefined ? literally('') : sql` WHERE id < ${before}`;
  const limit = literally(` ORDER BY id DESC LIMIT ${Math.trunc(page.limit) + 1}`);
  const query = sql`SELECT * FROM (${reports(scope)}) reports${cursor}${limit}`;
  const rows = await selectRows<ReportRow>(context.system.database, query.sql, query.parameters);
  const { items, nextCursor } = pageById(rows, page);
  return { nextCursor, items: items.map((row) => withDuty(context.system, row)) };
}

/** Every report that a bank made within some days. */
export async function findReportsMade(
  system: System,
  transaction: Transaction,
  { firstOn, lastOn }: QuarterDays,
): Promise<ChangeReport[]> {
  const from = startOfDay(firstOn);
  const until = startOfDay(addDays(lastOn, 1));
  const query = sql`SELECT * FROM (${reports(literally(''))}) reports WHERE reportedAt >= ${from} AND reportedAt < ${until}`;
  const rows = await selectRows<ReportRow>(transaction, query.sql, query.parameters);
  return rows.map((row) => withDuty(system, row));
}

function withDuty({ referenceData }: System, { reportedAt, ...report }: ReportRow): ChangeReport {
  const { policyBook, calendar } = referenceData.current();
  const reportedOn = dayOfInstant(reportedAt);
  const duty = changeReportDuty(report.happenedOn, reportedOn, policyBook, calendar);
  return { ...report, reportedOn, ...duty };
}
