import type { Transaction } from 'sequelize';
import type { SqlPart } from '../../models/condition.js';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { literally, sql } from '../../models/sql.js';
import type { BusinessDate } from '../core/business-date.js';
import type { RiskClass } from '../core/risk-class.js';
import type { AgeingBucket } from '../core/risk-reports/ageing.js';
import { positionsOn, remarkedOn } from './loan-positions.js';

/** Loans that their banks hold on a day, added up in groups. */
export interface HeldRequest<By extends string> {
  readonly day: BusinessDate;
  /** Further terms on loans as `l`. */
  readonly terms: SqlPart;
  /** Columns of loans as `l`, or of what is joined to them, by the names that they have in the answer. */
  readonly by: readonly (readonly [name: By, column: string])[];
  /** What the columns need beside loans. */
  readonly joined?: string;
}

/** The loans of one group of one age and class; those of which nothing is owed any more apart. */
export type HeldSum<By extends string> = Readonly<Record<By, string | number | null>> & {
  readonly ageing: AgeingBucket;
  readonly riskClass: RiskClass;
  readonly owing: 0 | 1;
  readonly loans: number;
  readonly owedFen: number;
};

/**
 * Sums over `positionsOn` of all loans held on a day. Most loans of a book stand on a recent day as they stand now, with nothing to remark:
 * they are added up in one look at the loans alone. From that sum those with more to say are taken out as they stand now, and put in as they
 * stood on the day.
 */
export async function sumHeld<By extends string>(
  source: Database | Transaction,
  { day, terms, by, joined = '' }: HeldRequest<By>,
): Promise<HeldSum<By>[]> {
  const names = by.map(([name]) => name);
  const columns = literally(by.map(([name, column]) => `${column} AS ${name}, `).join(''));
  const groups = (further: string): SqlPart =>
    literally([...by.map(([, column]) => column), further].filter((each) => each !== '').join(', '));
  const grouped = (further: string): SqlPart =>
    names.length === 0 && further === '' ? literally('') : sql` GROUP BY ${groups(further)}`;
  const now = (
    among: SqlPart,
  ): SqlPart => sql`SELECT ${columns}'current' AS ageing, 'pass' AS riskClass, 1 AS owing,
      COUNT(*) AS loans, SUM(l.outstandingFen) AS owedFen FROM loans l ${among}${literally(joined)}
     WHERE l.disbursedOn <= ${day} AND l.outstandingFen > 0${terms}${grouped('')}`;
  const then = sql`SELECT ${columns}p.ageing, p.riskClass, CASE WHEN p.owedFen > 0 THEN 1 ELSE 0 END AS owing,
      COUNT(*) AS loans, SUM(p.owedFen) AS owedFen
    FROM (${positionsOn(day, { terms, among: remarkedOn(day) })}) p JOIN loans l ON l.id = p.id ${literally(joined)}
   WHERE p.stage = 'held'${grouped('p.ageing, p.riskClass, owing')}`;
  const read = ({ sql: text, parameters }: SqlPart) => selectRows<HeldSum<By>>(source, text, parameters);
  const all = await read(now(literally('')));
  const taken = await read(now(sql`JOIN (${remarkedOn(day)}) remarked ON remarked.loanId = l.id `));
  const put = await read(then);
  return addedUp(names, [...all, ...put], taken);
}

function addedUp<By extends string>(
  names: readonly By[],
  added: readonly HeldSum<By>[],
  taken: readonly HeldSum<By>[],
): HeldSum<By>[] {
  const sums = new Map<string, HeldSum<By>>();
  const count = (part: HeldSum<By>, sign: 1 | -1): void => {
    const key = JSON.stringify([...names.map((name) => part[name]), part.ageing, part.riskClass, part.owing]);
    const { loans, owedFen } = sums.get(key) ?? { loans: 0, owedFen: 0 };
    // The sum of no loan at all is null.
    sums.set(key, {
      ...part,
      loans: loans + sign * part.loans,
      owedFen: owedFen + sign * (part.owedFen ?? 0),
    });
  };
  for (const part of added) count(part, 1);
  for (const part of taken) count(part, -1);
  return [...sums.values()].filter(({ loans }) => loans > 0);
}
