import { Organisation } from '../../models/organisation.js';
import { findRows } from '../../models/rows.js';
import type { Context } from '../context.js';
import { BORROWER_CATEGORIES } from '../core/borrower-categories.js';
import type { Bilingual } from '../core/bilingual.js';
import type { BusinessDate } from '../core/business-date.js';
import { INDUSTRY_SECTIONS } from '../core/industry-sections.js';
import { fen, type Fen } from '../core/money.js';
import type { RiskClass } from '../core/risk-class.js';
import { basisPointsOf } from '../core/risk-reports/basis-points.js';
import { sumOf, type BookCell, type LoanSum } from './find-ageing.js';
import { closedDay, visibleTo } from './books-of.js';
import { sumHeld } from './held-sums.js';

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

/** The held loans of one group, age and class. */
export type GroupCell = BookCell & { readonly groupKey: string | number | null };

const NON_PERFORMING: ReadonlySet<RiskClass> = new Set<RiskClass>(['substandard', 'doubtful', 'loss']);

/** Concentration as of a business date, the last closed one if none is named. Fails: malformed (a day that is not closed). */
export async function findConcentrations(
  context: Context,
  { by, asOf: asked }: ConcentrationQuery,
): Promise<ConcentrationReport> {
  const asOf = await closedDay(context, asked, 'asOf');
  return concentrationOf(context, { by, asOf }, await sumGroups(context, asOf, by));
}

/** The whole book of a day by groups, ages and classes. */
export const sumGroups = (
  context: Context,
  day: BusinessDate,
  by: ConcentrationKind,
): Promise<readonly GroupCell[]> =>
  sumHeld(context.system.database, {
    day,
    terms: visibleTo(context).terms,
    by: [['groupKey', `l.${CONCENTRATION_COLUMNS[by]}`]],
  });

/** The report of a book that was added up by groups. */
export async function concentrationOf(
  context: Context,
  { by, asOf }: { readonly by: ConcentrationKind; readonly asOf: BusinessDate },
  cells: readonly GroupCell[],
): Promise<ConcentrationReport> {
  const keys = [...new Set(cells.map(({ groupKey }) => groupKey))];
  const names = await namesOf(context, by, keys);
  const total = totalOf(cells);
  const groups = keys.map((groupKey): ConcentrationGroup => {
    const own = cells.filter((cell) => cell.groupKey === groupKey);
    const sum = totalOf(own);
    const key = groupKey === null ? null : String(groupKey);
    return {
      key,
      name: key === null ? null : (names.get(key) ?? key),
      shareBasisPoints: basisPointsOf(sum.outstandingFen, total.outstandingFen),
      ...sum,
      overdueFen: totalOf(own.filter(({ ageing }) => ageing !== 'current')).outstandingFen,
      nonPerformingFen: totalOf(own.filter(({ riskClass }) => NON_PERFORMING.has(riskClass))).outstandingFen,
    };
  });
  return { asOf, by, total, groups: groups.toSorted(byMoney) };
}

const totalOf = (cells: readonly BookCell[]): LoanSum =>
  sumOf(cells.map(({ loans, owedFen }) => ({ loans, outstandingFen: fen(owedFen) })));

/** The largest first; of equals those of which nothing is known, then by number or code. */
const byMoney = (a: ConcentrationGroup, b: ConcentrationGroup): number =>
  b.outstandingFen - a.outstandingFen || orderOf(a.key, b.key);

const orderOf = (a: string | null, b: string | null): number =>
  (a ?? '').localeCompare(b ?? '', 'en', { numeric: true });

async function namesOf(
  { language }: Context,
  by: ConcentrationKind,
  keys: readonly (string | number | null)[],
): Promise<ReadonlyMap<string, string>> {
  const labels: Readonly<Partial<Record<ConcentrationKind, Readonly<Record<string, Bilingual>>>>> = {
    category: BORROWER_CATEGORIES,
    industry: INDUSTRY_SECTIONS,
  };
  const table = labels[by];
  if (table !== undefined)
    return new Map(Object.entries(table).map(([key, label]) => [key, label[language]]));
  const id = keys.flatMap((key) => (key === null ? [] : Number(key)));
  const organisations = await findRows(Organisation, { where: { id } });
  return new Map(organisations.map((organisation) => [String(organisation.id), organisation.name]));
}
