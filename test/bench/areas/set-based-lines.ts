import { execute } from '../../../models/statement.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Context } from '../../../server/context.js';
import type { SubsidyQuarter } from '../../../server/core/subsidy-quarter.js';

/** Days of a window from which on a repayment has lowered the principal. */
const daysAfter = (from: string, until: string): string =>
  `GREATEST(0, DATEDIFF(${until}, GREATEST(${from}, paidOn)))`;

/** Principal times days of a window, as the repayments leave it. */
const balanceDays = (from: string, until: string, repaidDays: string): string =>
  `(principalFen * GREATEST(0, DATEDIFF(${until}, ${from})) - COALESCE(${repaidDays}, 0))`;

/** Fen out of balance days at a rate in millionths of a percent, rounded half up in whole numbers. */
const amount = (numerator: string, wholes: number): string =>
  `((2 * ${numerator} * contractRate + ${wholes} * 100000000 * dayCountBasis) DIV (2 * ${wholes} * 100000000 * dayCountBasis))`;

/**
 * The lines of a quarter in one statement, into `bench_lines`: principal repaid early, one overdue period at most, half of
 * the rate subsidised up to maturity and the longest subsidised term. No revisions, reversals or changes of rate: the
 * data set has none.
 */
const LINES = `INSERT INTO bench_lines (claimId, lineNumber, kind, loanId, contractNumber, quarter, periodFrom, periodUntil,
    subsidisedDays, interestFen, subsidyFen, segmentsJson, policyId)
  SELECT 1, ROW_NUMBER() OVER (ORDER BY id), 'period', id, contractNumber, ?, quarterFrom, quarterUntil, days, interestFen, subsidyFen, '[]', '-'
    FROM (
      SELECT id, contractNumber, quarterFrom, quarterUntil,
             GREATEST(0, DATEDIFF(subsidyUntil, startsOn)) - GREATEST(0, DATEDIFF(overdueUntil, overdueFrom)) AS days,
             ${amount(balanceDays('startsOn', 'quarterUntil', 'repaidDays'), 1)} AS interestFen,
             ${amount(
               `(${balanceDays('startsOn', 'subsidyUntil', 'repaidSubsidyDays')} - ${balanceDays('overdueFrom', 'overdueUntil', 'repaidOverdueDays')})`,
               2,
             )} AS subsidyFen
        FROM (
          SELECT w.*,
                 SUM(r.principalFen * ${daysAfter('startsOn', 'quarterUntil')}) AS repaidDays,
                 SUM(r.principalFen * ${daysAfter('startsOn', 'subsidyUntil')}) AS repaidSubsidyDays,
                 SUM(r.principalFen * ${daysAfter('overdueFrom', 'overdueUntil')}) AS repaidOverdueDays
            FROM (
              SELECT l.id, l.contractNumber, l.principalFen, l.contractRate, l.dayCountBasis, q.quarterFrom, q.quarterUntil,
                     GREATEST(q.quarterFrom, l.disbursedOn) AS startsOn,
                     LEAST(q.quarterUntil, l.maturesOn,
                           l.disbursedOn + INTERVAL IF(l.borrowerKind = 'individual', 36, 24) MONTH) AS subsidyUntil,
                     GREATEST(q.quarterFrom, l.disbursedOn, COALESCE(e.fromOn, q.quarterUntil)) AS overdueFrom,
                     LEAST(q.quarterUntil, l.maturesOn, COALESCE(e.untilOn, q.quarterFrom),
                           l.disbursedOn + INTERVAL IF(l.borrowerKind = 'individual', 36, 24) MONTH) AS overdueUntil
                FROM loans l
                JOIN (SELECT CAST(? AS DATE) AS quarterFrom, CAST(? AS DATE) AS quarterUntil) q
                LEFT JOIN loan_events e ON e.loanId = l.id AND e.kind = 'overdue'
               WHERE l.bankOrganisationId = ? AND l.disbursedOn < q.quarterUntil
            ) w
            LEFT JOIN repayments r ON r.loanId = w.id AND r.principalFen > 0 AND r.paidOn < w.quarterUntil
           GROUP BY w.id
        ) b
    ) a
   WHERE subsidyFen > 0`;

/** Fills `bench_lines` with the quarter's lines of the actor's bank. */
export async function setBasedLines({ system, actor }: Context, quarter: SubsidyQuarter): Promise<void> {
  await inTransaction(system.database, (transaction) =>
    execute(transaction, LINES, [quarter.name, quarter.from, quarter.until, actor.organisationId]),
  );
}
