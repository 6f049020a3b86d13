import { furtherConditionOf, type SqlPart } from '../../models/condition.js';
import { sql } from '../../models/sql.js';
import type { BusinessDate } from '../core/business-date.js';
import { subsidyQuartersEnding } from '../core/subsidy-quarter.js';
import type { ReportFigure } from '../core/report-figures.js';
import { positionsOn } from '../risk-reports/loan-positions.js';

/** The days of a figure, both included; one that is taken at an end looks at the last alone. */
export interface FigureDays {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Money counts that was paid by this day, for whatever days it was. */
  readonly asOf: BusinessDate;
}

/**
 * What each loan adds to a figure, as a query of `loanId` and `amount` (fen, or jobs), one row for each loan that counts. A figure is its
 * sum and its loans are its rows, so that both always agree. `terms` are further terms on loans as `l`.
 */
export function contributionsTo(figure: ReportFigure, days: FigureDays, terms: SqlPart): SqlPart {
  return CONTRIBUTIONS[figure](days, terms);
}

/** Loans that were past due on some day up to one: few of a book, and no other can be overdue then. */
const everPastDue = (day: BusinessDate): SqlPart =>
  sql`SELECT DISTINCT loanId FROM loan_standing_changes WHERE fromOn <= ${day} AND pastDueSince IS NOT NULL`;

const CONTRIBUTIONS: Readonly<Record<ReportFigure, (days: FigureDays, terms: SqlPart) => SqlPart>> = {
  issued: ({ from, to }, terms) => sql`SELECT l.id AS loanId, l.principalFen AS amount FROM loans l
    WHERE l.disbursedOn >= ${from} AND l.disbursedOn <= ${to}${terms}`,
  jobs: ({ from, to }, terms) => sql`SELECT l.id AS loanId, l.jobsToCreate AS amount FROM loans l
    WHERE l.disbursedOn >= ${from} AND l.disbursedOn <= ${to} AND l.jobsToCreate > 0${terms}`,
  // A portfolio from before the system says nothing of jobs.
  'jobs-unknown': ({ from, to }, terms) => sql`SELECT l.id AS loanId, 1 AS amount FROM loans l
    WHERE l.disbursedOn >= ${from} AND l.disbursedOn <= ${to} AND l.jobsToCreate = 0 AND l.origin = 'take-over'${terms}`,
  balance: (
    { to },
    terms,
  ) => sql`SELECT p.id AS loanId, p.owedFen AS amount FROM (${positionsOn(to, { terms })}) p
    WHERE p.stage = 'held' AND p.owedFen > 0`,
  overdue: (
    { to },
    terms,
  ) => sql`SELECT p.id AS loanId, p.owedFen AS amount FROM (${positionsOn(to, { terms, among: everPastDue(to) })}) p
    WHERE p.stage = 'held' AND p.owedFen > 0 AND p.pastDueSince IS NOT NULL`,
  subsidy: ({ from, to }, terms) => sql`SELECT l.id AS loanId, SUM(paid.amountFen) AS amount
    FROM subsidy_payments paid JOIN loans l ON l.id = paid.loanId
    WHERE paid.paidOn >= ${from} AND paid.paidOn <= ${to}${terms} GROUP BY l.id`,
  'quarter-subsidy': ({ from, to, asOf }, terms) => sql`SELECT l.id AS loanId, SUM(paid.amountFen) AS amount
    FROM subsidy_payments paid JOIN loans l ON l.id = paid.loanId
    WHERE paid.paidOn <= ${asOf}${furtherConditionOf({ quarter: subsidyQuartersEnding(from, to) }, 'paid')}${terms}
    GROUP BY l.id`,
  compensation: ({ from, to }, terms) => sql`SELECT l.id AS loanId, paid.amountFen AS amount
    FROM compensation_payments paid JOIN loans l ON l.id = paid.loanId
    WHERE paid.paidOn >= ${from} AND paid.paidOn <= ${to}${terms}`,
};
