import type { SqlPart } from '../../models/condition.js';
import { literally, sql } from '../../models/sql.js';
import type { BorrowerCategory } from '../core/borrower-categories.js';
import type { BusinessDate } from '../core/business-date.js';
import type { IndustrySection } from '../core/industry-sections.js';
import type { Fen } from '../core/money.js';
import type { RiskClass } from '../core/risk-class.js';
import { ageingBounds, type AgeingBucket } from '../core/risk-reports/ageing.js';
import type { LoanStage } from '../core/risk-reports/loan-stages.js';

/** A loan as it stood at the end of a day, by what is known now. */
export interface LoanPosition {
  readonly id: number;
  readonly contractNumber: string;
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number | null;
  readonly districtOrganisationId: number;
  readonly borrowerCategory: BorrowerCategory | null;
  readonly industry: IndustrySection | null;
  readonly disbursedOn: BusinessDate;
  readonly principalFen: Fen;
  /** What the debtor owed the bank; of a compensated loan what was owed when it was compensated. */
  readonly owedFen: Fen;
  readonly pastDueSince: BusinessDate | null;
  readonly riskClass: RiskClass;
  readonly ageing: AgeingBucket;
  readonly stage: LoanStage;
}

/** Which loans are looked at. */
export interface Population {
  /** Further terms on loans as `l`: the scope of the actor, and filters. */
  readonly terms: SqlPart;
  /** Loans that matter, as a query of `loanId`, each once; left out: all. */
  readonly among?: SqlPart;
}

/** The change of standing that holds on a day: of those up to it that of the latest close, and of that the latest day. */
export const standingOn = (day: BusinessDate): SqlPart => sql`s.fromOn <= ${day} AND NOT EXISTS (
    SELECT 1 FROM loan_standing_changes n WHERE n.loanId = s.loanId AND n.fromOn <= ${day}
      AND (n.closeId > s.closeId OR (n.closeId = s.closeId AND n.fromOn > s.fromOn)))`;

/** What a repayment, as `r`, brought back of the principal; what took one back counts against it. */
export const SIGNED_PRINCIPAL = literally(
  'CASE WHEN r.reversesRepaymentId IS NULL THEN r.principalFen ELSE -r.principalFen END',
);

/** What came back of one loan after a day, read from the index of repaid principal alone. */
const repaidAfter = (day: BusinessDate): SqlPart =>
  sql`COALESCE((SELECT SUM(${SIGNED_PRINCIPAL}) FROM repayments r WHERE r.loanId = l.id AND r.paidOn > ${day}), 0)`;

/**
 * What was owed on a day: what is owed now, and back again what was repaid since. After compensation `loans.outstandingFen` is the bank's
 * own part, and the debt stands in the payment.
 */
export const owedOn = (
  day: BusinessDate,
  repaid: SqlPart,
): SqlPart => sql`CASE WHEN c.paidOn <= ${day} THEN c.outstandingFen
  ELSE COALESCE(c.outstandingFen, l.outstandingFen) + ${repaid} END`;

/** How long a loan was past due on a day, by its standing `s`. */
export function ageingOn(day: BusinessDate, alias: string): SqlPart {
  const s = literally(alias);
  const bounds = ageingBounds(day).map(
    ({ bucket, pastDueSince }) => sql` WHEN ${s}.pastDueSince >= ${pastDueSince} THEN ${bucket}`,
  );
  const inside = bounds.reduce((all, each) => sql`${all}${each}`, literally(''));
  return sql`CASE WHEN ${s}.pastDueSince IS NULL THEN 'current'${inside} ELSE 'days-over-360' END`;
}

/** How a loan had ended for its bank by a day; null if it had not. */
export const endedAsOn = (day: BusinessDate): SqlPart =>
  sql`CASE WHEN w.writtenOffOn <= ${day} THEN 'written-off' WHEN c.paidOn <= ${day} THEN 'compensated' END`;

/** What ends a loan for its bank, as `c` and `w`. */
export const ENDINGS = literally(`LEFT JOIN compensation_payments c ON c.loanId = l.id
      LEFT JOIN write_offs w ON w.claimId = c.claimId`);

/**
 * One row for each loan disbursed by a day, as a query to aggregate over: `LoanPosition`. Standing is read from the history of the
 * daily closes, a loan without one had nothing to remark.
 */
export function positionsOn(day: BusinessDate, { terms, among }: Population): SqlPart {
  const chosen = among === undefined ? literally('') : sql` JOIN (${among}) chosen ON chosen.loanId = l.id`;
  return sql`SELECT q.*, CASE WHEN q.endedAs IS NOT NULL THEN q.endedAs
      WHEN q.owedFen = 0 AND q.pastDueSince IS NULL THEN 'settled' ELSE 'held' END AS stage
    FROM (SELECT l.id, l.contractNumber, l.bankOrganisationId, l.guarantorOrganisationId, l.districtOrganisationId,
        l.borrowerCategory, l.industry, l.disbursedOn, l.principalFen, ${owedOn(day, repaidAfter(day))} AS owedFen, s.pastDueSince,
        COALESCE(s.riskClass, 'pass') AS riskClass, ${ageingOn(day, 's')} AS ageing,
        ${endedAsOn(day)} AS endedAs
      FROM loans l${chosen}
      LEFT JOIN loan_standing_changes s ON s.loanId = l.id AND ${standingOn(day)}
      ${ENDINGS}
     WHERE l.disbursedOn <= ${day}${terms}) q`;
}

/**
 * Loans of which more is to be said on a day than that they stand as they do now, not past due and with nothing to remark: those with a
 * history of standing, those compensated at any time, and those repaid since. As a query of `loanId`, each once.
 */
export const remarkedOn = (
  day: BusinessDate,
): SqlPart => sql`SELECT loanId FROM loan_standing_changes WHERE fromOn <= ${day}
    UNION SELECT loanId FROM compensation_payments
    UNION SELECT loanId FROM repayments WHERE paidOn > ${day} AND principalFen > 0`;

/** The ids of loans more than so many days past due on a day, or compensated by it. */
export const defaultedBy = (day: BusinessDate, pastDueBefore: BusinessDate): SqlPart =>
  sql`SELECT s.loanId FROM loan_standing_changes s JOIN loans l ON l.id = s.loanId
       WHERE ${standingOn(day)} AND s.pastDueSince < ${pastDueBefore}
       UNION SELECT loanId FROM compensation_payments WHERE paidOn <= ${day}`;
