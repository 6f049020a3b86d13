import type { Database } from '../../../models/database.js';
import { listsOf } from '../../../models/id-lists.js';
import { selectRows } from '../../../models/rows.js';
import type { BusinessDate } from '../../core/business-date.js';
import type { StandingStep } from '../../core/daily-close/loan-standing.js';
import { ifInForce } from '../../core/policy/if-in-force.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { Fen } from '../../core/money.js';
import type { OverdueLoan, PastDueSpan } from '../../core/policy-impact/loss-cases.js';
import { fundAndBank } from '../../core/risk-share.js';
import { findStandingHistories } from '../../daily-close/find-standing-histories.js';
import { append, basisOf, CASE_COLUMNS, readShares } from './read-losses.js';

const AT_ONCE = 4_000;
const WHOLE = [{ bearer: 'guarantee-institution', shareBasisPoints: 10_000 }] as const;

interface LoanRow extends Omit<OverdueLoan, 'basis' | 'shares' | 'pastDue' | 'repaid'> {
  readonly id: number;
  readonly guaranteeId: number;
  readonly agreementId: number | null;
  readonly isFund: 0 | 1;
  readonly compensatedOn: BusinessDate | null;
}

/**
 * Every guaranteed loan that the daily closes ever found past due, in pages by id. Where no parts are on record a fund bears its share by
 * the policy in force today and an institution the whole, as when it pays.
 */
export async function* readOverdueLoans(
  database: Database,
  { book, today }: { readonly book: PolicyBook; readonly today: BusinessDate },
): AsyncGenerator<OverdueLoan[]> {
  const fundShare = ifInForce(() => book.asOf('fund-share', today).value.basisPoints);
  const ofFund = fundShare === undefined ? WHOLE : fundAndBank(fundShare);
  for (
    let range = await nextRange(database, 0);
    range !== null;
    range = await nextRange(database, range.upTo)
  ) {
    const rows = await readRange(database, range);
    const ids = rows.map(({ id }) => id);
    const shares = await readShares(rows.map(({ guaranteeId }) => guaranteeId));
    const histories = await findStandingHistories(ids);
    const repaid = await readRepaid(database, ids);
    yield rows.map((row) => {
      const recorded = shares.get(row.guaranteeId);
      return {
        ...row,
        basis: basisOf(row.agreementId, recorded),
        shares: recorded ?? (row.isFund === 1 ? ofFund : WHOLE),
        pastDue: pastDueSpans(histories.get(row.id) ?? [], row.compensatedOn),
        repaid: repaid.get(row.id) ?? [],
      };
    });
  }
}

/** The next loans that were ever past due, by their first and last id. */
async function nextRange(
  database: Database,
  after: number,
): Promise<{ readonly after: number; readonly upTo: number } | null> {
  const ids = await selectRows<{ readonly loanId: number }>(
    database,
    `SELECT DISTINCT loanId FROM loan_standing_changes WHERE loanId > ? AND pastDueSince IS NOT NULL
      ORDER BY loanId LIMIT ${AT_ONCE}`,
    [after],
  );
  const last = ids.at(-1);
  return last === undefined ? null : { after, upTo: last.loanId };
}

/** What is owed of a compensated loan is what was owed when it was compensated. */
const readRange = (
  database: Database,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<LoanRow[]> =>
  selectRows<LoanRow>(
    database,
    `SELECT l.id, COALESCE(p.outstandingFen, l.outstandingFen) AS owed, p.paidOn AS compensatedOn, ${CASE_COLUMNS}
       FROM (SELECT DISTINCT loanId FROM loan_standing_changes
              WHERE loanId > ? AND loanId <= ? AND pastDueSince IS NOT NULL) s
       JOIN loans l ON l.id = s.loanId
       JOIN guarantees g ON g.loanId = l.id AND g.state IN ('effective', 'released', 'compensated')
       JOIN organisations o ON o.id = g.guarantorOrganisationId
       LEFT JOIN compensation_payments p ON p.loanId = l.id
      ORDER BY l.id`,
    [after, upTo],
  );

/** The stretches on which a loan was past due since one day; of a compensated loan what came after the payment is not looked at. */
function pastDueSpans(history: readonly StandingStep[], compensatedOn: BusinessDate | null): PastDueSpan[] {
  const steps = history.filter(({ from }) => compensatedOn === null || from <= compensatedOn);
  return steps.flatMap(({ from, pastDueSince }, index) =>
    pastDueSince === null ? [] : [{ from, until: steps[index + 1]?.from ?? null, pastDueSince }],
  );
}

interface RepaidRow {
  readonly loanId: number;
  readonly on: BusinessDate;
  readonly amount: Fen;
}

async function readRepaid(database: Database, loanIds: readonly number[]): Promise<Map<number, RepaidRow[]>> {
  const repaid = new Map<number, RepaidRow[]>();
  for (const ids of listsOf(loanIds)) {
    const rows = await selectRows<RepaidRow>(
      database,
      `SELECT loanId, paidOn AS ${ON}, CASE WHEN reversesRepaymentId IS NULL THEN principalFen ELSE -principalFen END AS amount
         FROM repayments WHERE principalFen > 0 AND loanId IN (${ids.map(() => '?').join()}) ORDER BY loanId, id`,
      [...ids],
    );
    for (const row of rows) append(repaid, row.loanId, row);
  }
  return repaid;
}

/** A name that is a word of SQL. */
const ON = '`on`';
