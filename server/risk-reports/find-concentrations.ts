import { Organisation } from '../../models/organisation.js';
import { literally, sql } from '../../models/sql.js';
import { findRows, selectRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import { BORROWER_CATEGORIES } from '../core/borrower-categories.js';
import type { Bilingual } from '../core/bilingual.js';
import type { BusinessDate } from '../core/business-date.js';
import { INDUSTRY_SECTIONS } from '../core/industry-sections.js';
import type { Fen } from '../core/money.js';
import { basisPointsOf } from '../core/risk-reports/basis-points.js';
import { sumOf, type LoanSum } from './find-ageing.js';
import { closedDay, visibleTo } from './books-of.js';
import { positionsOn } from './loan-positions.js';

/** By what loans are grouped, and the column that says so. */
export const CONCENTRATION_COLUMNS = {
  bank: 'bankOrganisationId',
  guarantor: 'guarantorOrganisationId',
  district: 'districtOrganisationId',
  category: 'borrowerCategory',
  industry: 'industry',
} as const;

export type ConcentrationKind = keyof typeof CONCENTRATION_COLUMNS;

export interface ConcentrationQuery {
  readonly asOf?: BusinessDate | undefined;
  readonly by: ConcentrationKind;
}

/** The loans of one group. */
export interface ConcentrationGroup extends LoanSum {
  /** An organisation's id, or a code; null for loans of which it is not known. */
  readonly key: string | null;
  readonly name: string | null;
  /** Of all that is outstanding, rounded half up. */
  readonly shareBasisPoints: number;
  readonly overdueFen: Fen;
  /** In the classes substandard, doubtful and loss. */
  readonly nonPerformingFen: Fen;
}

/** Where the money is (集中度), the largest group first. */
export interface ConcentrationReport {
  readonly asOf: BusinessDate;
  readonly by: ConcentrationKind;
  readonly total: LoanSum;
  readonly groups: readonly ConcentrationGroup[];
}

type GroupRow = Pick<ConcentrationGroup, 'loans' | 'outstandingFen' | 'overdueFen' | 'nonPerformingFen'> & {
  readonly groupKey: string | number | null;
};

/** Concentration as of a business date, the last closed one if none is named. Fails: malformed (a day that is not closed). */
export async function findConcentrations(
  context: Context,
  { by, asOf: asked }: ConcentrationQuery,
): Promise<ConcentrationReport> {
  const asOf = await closedDay(context, asked, 'asOf');
  const query = sql`SELECT ${literally(CONCENTRATION_COLUMNS[by])} AS groupKey, COUNT(*) AS loans,
      SUM(owedFen) AS outstandingFen,
      SUM(CASE WHEN pastDueSince IS NULL THEN 0 ELSE owedFen END) AS overdueFen,
      SUM(CASE WHEN riskClass IN ('pass', 'special-mention') THEN 0 ELSE owedFen END) AS nonPerformingFen
    FROM (${positionsOn(asOf, visibleTo(context))}) p WHERE stage = 'held'
   GROUP BY groupKey ORDER BY SUM(owedFen) DESC, groupKey`;
  const rows = await selectRows<GroupRow>(context.system.database, query.sql, query.parameters);
  const total = sumOf(rows);
  const names = await namesOf(context, by, rows);
  const groups = rows.map(({ groupKey, ...sums }) => {
    const key = groupKey === null ? null : String(groupKey);
    const shareBasisPoints = basisPointsOf(sums.outstandingFen, total.outstandingFen);
    return { key, name: key === null ? null : (names.get(key) ?? key), shareBasisPoints, ...sums };
  });
  return { asOf, by, total, groups };
}

async function namesOf(
  { language }: Context,
  by: ConcentrationKind,
  rows: readonly GroupRow[],
): Promise<ReadonlyMap<string, string>> {
  const labels: Readonly<Partial<Record<ConcentrationKind, Readonly<Record<string, Bilingual>>>>> = {
    category: BORROWER_CATEGORIES,
    industry: INDUSTRY_SECTIONS,
  };
  const table = labels[by];
  if (table !== undefined)
    return new Map(Object.entries(table).map(([key, label]) => [key, label[language]]));
  const id = rows.flatMap(({ groupKey }) => (groupKey === null ? [] : Number(groupKey)));
  const organisations = await findRows(Organisation, { where: { id } });
  return new Map(organisations.map((organisation) => [String(organisation.id), organisation.name]));
}
