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

/** Loans that owed something else on one of the days than they do now, or may have: of which some came back since the first, and those ever compensated. */
const changedSince = (first: BusinessDate): SqlPart =>
  sql`SELECT loanId FROM compensation_payments
    UNION SELECT loanId FROM repayments WHERE paidOn > ${first} AND principalFen > 0`;

type Sums<By extends BalanceDimension> = FigurePart<By>[][];

/**
 * The balances at the end of several days, of the loans that the actor sees: for each day what `sumFigure` says of `balance`. Most loans owe on
 * all of them what they owe now, and are added up by the day of their disbursement; the others are looked at one by one, once for all days.
 */
export async function sumBalances<By extends BalanceDimension>(
  context: Context,
  days: readonly BusinessDate[],
  by: readonly By[],
): Promise<Sums<By>> {
  if (days.length === 0) return [];
  const inOrder = days.toSorted();
  const columns = literally(by.map((dimension) => `${DIMENSIONS[dimension]}, `).join(''));
  const [first, last] = [inOrder[0] as BusinessDate, inOrder.at(-1) as BusinessDate];
  const asked = { context, days, by, columns, first, last };
  const unchanged = await sumUnchanged(asked);
  const changed = await sumChanged(asked);
  return days.map((_, place) => addedUp(by, [...(unchanged[place] ?? []), ...(changed[place] ?? [])]));
}

interface Asked<By extends BalanceDimension> {
  readonly context: Context;
  readonly days: readonly BusinessDate[];
  readonly first: BusinessDate;
  readonly last: BusinessDate;
  readonly by: readonly By[];
  /** The dimensions as columns of loans, each with a comma behind. */
  readonly columns: SqlPart;
}

async function sumUnchanged<By extends BalanceDimension>({
  context,
  days,
  first,
  last,
  columns,
}: Asked<By>): Promise<Sums<By>> {
  const query = sql`SELECT ${columns}l.disbursedOn, COUNT(*) AS loans, SUM(l.outstandingFen) AS amount
    FROM loans l LEFT JOIN (${changedSince(first)}) changed ON changed.loanId = l.id
   WHERE changed.loanId IS NULL AND l.outstandingFen > 0 AND l.disbursedOn <= ${last}${termsOf(context, {})}
   GROUP BY ${columns}l.disbursedOn`;
  const rows = await selectRows<FigurePart<By> & { readonly disbursedOn: BusinessDate }>(
    context.system.database,
    query.sql,
    query.parameters,
  );
  return days.map((day) => rows.filter(({ disbursedOn }) => disbursedOn <= day));
}

async function sumChanged<By extends BalanceDimension>({
  context,
  days,
  first,
  last,
  by,
  columns,
}: Asked<By>): Promise<Sums<By>> {
  const owed = joinedBy(days.map(balanceOn), ', ');
  const sums = days.map((_, place) =>
    literally(`SUM(CASE WHEN b.owed${place} > 0 THEN 1 ELSE 0 END) AS loans${place},
      SUM(CASE WHEN b.owed${place} > 0 THEN b.owed${place} ELSE 0 END) AS amount${place}`),
  );
  const named = by.map((dimension) => `b.${dimension}`);
  const query = sql`SELECT ${literally(named.map((name) => `${name}, `).join(''))}${joinedBy(sums, ', ')}
    FROM (SELECT ${columns}${owed} FROM (${changedSince(first)}) changed JOIN loans l ON l.id = changed.loanId
      LEFT JOIN (${repaidAfterEach(days)}) back ON back.loanId = l.id
      ${ENDINGS}
     WHERE l.disbursedOn <= ${last}${termsOf(context, {})}) b
    ${literally(named.length === 0 ? '' : `GROUP BY ${named.join(', ')}`)}`;
  const rows = await selectRows<BalanceRow<By>>(context.system.database, query.sql, query.parameters);
  return days.map((_, place) =>
    rows.map((row) => ({ ...row, loans: row[`loans${place}`] ?? 0, amount: row[`amount${place}`] ?? 0 })),
  );
}

function addedUp<By extends BalanceDimension>(
  by: readonly By[],
  parts: readonly FigurePart<By>[],
): FigurePart<By>[] {
  const sums = new Map<string, FigurePart<By>>();
  for (const part of parts) {
    const key = by.map((dimension) => part[dimension]).join();
    const sum = sums.get(key) ?? { loans: 0, amount: 0 };
    const dimensions = Object.fromEntries(by.map((dimension) => [dimension, part[dimension]]));
    const added = { loans: sum.loans + part.loans, amount: sum.amount + part.amount };
    sums.set(key, { ...dimensions, ...added } as FigurePart<By>);
  }
  return [...sums.values()].filter(({ loans }) => loans > 0);
}
