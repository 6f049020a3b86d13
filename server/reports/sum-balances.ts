import { selectRows } from '../../models/rows.js';
import { literally, sql } from '../../models/sql.js';
import type { SqlPart } from '../../models/condition.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { endedAsOn, ENDINGS, owedOn } from '../risk-reports/loan-positions.js';
import { afterColumn, repaidAfterEach } from '../risk-reports/repaid-after.js';
import { DIMENSIONS, termsOf } from './slices.js';
import type { FigurePart } from './sum-figures.js';

/** By what balances of several days are taken apart: what stands in the loan itself. */
export type BalanceDimension = 'bankOrganisationId' | 'districtOrganisationId';

type BalanceRow<By extends BalanceDimension> = Readonly<Record<By, number>> &
  Readonly<Record<string, number | null>>;

const joinedBy = (parts: readonly SqlPart[], between: string): SqlPart =>
  parts.reduce((all, each) => sql`${all}${literally(between)}${each}`);

/** What a loan adds to the balance of a day; nought before it is disbursed and once it has ended. */
const balanceOn = (day: BusinessDate, place: number): SqlPart =>
  sql`CASE WHEN l.disbursedOn <= ${day} AND ${endedAsOn(day)} IS NULL
    THEN ${owedOn(day, literally(`COALESCE(back.${afterColumn(place)}, 0)`))} ELSE 0 END AS ${literally(`owed${place}`)}`;

/**
 * The balances at the end of several days, of the loans that the actor sees: for each day what `sumFigure` says of `balance`, in one look at
 * the loans and one at what was repaid since the first day, however many days are asked for.
 */
export async function sumBalances<By extends BalanceDimension>(
  context: Context,
  days: readonly BusinessDate[],
  by: readonly By[],
): Promise<FigurePart<By>[][]> {
  const [last] = days.toSorted().toReversed();
  if (last === undefined) return [];
  const columns = literally(by.map((dimension) => `${DIMENSIONS[dimension]}, `).join(''));
  const owed = joinedBy(days.map(balanceOn), ', ');
  const sums = days.map((_, place) =>
    literally(`SUM(CASE WHEN b.owed${place} > 0 THEN 1 ELSE 0 END) AS loans${place},
      SUM(CASE WHEN b.owed${place} > 0 THEN b.owed${place} ELSE 0 END) AS amount${place}`),
  );
  const named = by.map((dimension) => `b.${dimension}`);
  const query = sql`SELECT ${literally(named.map((name) => `${name}, `).join(''))}${joinedBy(sums, ', ')}
    FROM (SELECT ${columns}${owed} FROM loans l
      LEFT JOIN (${repaidAfterEach(days)}) back ON back.loanId = l.id
      ${ENDINGS}
     WHERE l.disbursedOn <= ${last}${termsOf(context, {})}) b
    ${literally(named.length === 0 ? '' : `GROUP BY ${named.join(', ')}`)}`;
  const rows = await selectRows<BalanceRow<By>>(context.system.database, query.sql, query.parameters);
  return days.map((_, place) =>
    rows
      .map((row) => ({ ...row, loans: row[`loans${place}`] ?? 0, amount: row[`amount${place}`] ?? 0 }))
      .filter(({ loans }) => loans > 0),
  );
}
