import type { Transaction } from 'sequelize';
import { BankScorecard } from '../../models/bank-scorecard.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { bankScorecardScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { ScoredMeasure } from '../core/bank-scorecard/score-bank.js';
import type { CalendarQuarter } from '../core/calendar-quarter.js';
import { DomainError } from '../core/errors.js';

/** A scorecard with the name of its bank. */
export interface ScorecardView extends Row<BankScorecard> {
  readonly bankName: string;
}

/** A scorecard as a sheet shows it: every measure, and how the bank did before. */
export interface ScorecardDetail extends ScorecardView {
  readonly measures: readonly ScoredMeasure[];
  /** Whether a later revision of the quarter is there. */
  readonly superseded: boolean;
  /** The last revision of earlier quarters, the latest first. */
  readonly earlier: readonly Row<BankScorecard>[];
}

/** The banks of one quarter in the order of their rank. */
export interface ScorecardRanking {
  /** Null before the first scorecard. */
  readonly quarter: CalendarQuarter | null;
  readonly items: readonly ScorecardView[];
}

const EARLIER_QUARTERS = 8;

/** The ranking of a quarter as far as the actor sees it, the last one computed if none is named. */
export async function findRanking(
  { actor }: Context,
  asked: CalendarQuarter | undefined,
): Promise<ScorecardRanking> {
  const scope = bankScorecardScope(actor);
  const latest = await findRow(BankScorecard, { where: scope, order: [['quarter', 'DESC']] });
  const quarter = asked ?? latest?.quarter;
  if (quarter === undefined) return { quarter: null, items: [] };
  const rows = await findRows(BankScorecard, {
    where: { quarter, ...scope },
    order: [['revision', 'ASC']],
  });
  const lastOf = new Map(rows.map((row) => [row.bankOrganisationId, row]));
  const views = await withBanks([...lastOf.values()]);
  return { quarter, items: views.toSorted(byRank) };
}

/** One scorecard. Fails: not-found. */
export async function findScorecard({ actor }: Context, id: number): Promise<ScorecardDetail> {
  const row = await findRow(BankScorecard, { where: { id, ...bankScorecardScope(actor) } });
  const [view] = row ? await withBanks([row]) : [];
  if (view === undefined) throw new DomainError('not-found');
  const own = await lastRevisions(view.bankOrganisationId);
  const { measures } = JSON.parse(view.contentJson) as { readonly measures: readonly ScoredMeasure[] };
  return {
    ...view,
    measures,
    superseded: own.some(({ quarter, revision }) => quarter === view.quarter && revision > view.revision),
    earlier: own.filter(({ quarter }) => quarter < view.quarter).slice(0, EARLIER_QUARTERS),
  };
}

/** The last revision of each quarter of a bank, the latest quarter first; at most so many. */
export async function findScorecardsOfBank(
  bankOrganisationId: number,
  quarters: number,
  transaction?: Transaction,
): Promise<Row<BankScorecard>[]> {
  return (await lastRevisions(bankOrganisationId, transaction)).slice(0, quarters);
}

async function lastRevisions(
  bankOrganisationId: number,
  transaction?: Transaction,
): Promise<Row<BankScorecard>[]> {
  const rows = await findRows(BankScorecard, {
    where: { bankOrganisationId },
    order: [
      ['quarter', 'DESC'],
      ['revision', 'DESC'],
    ],
    transaction,
  });
  return rows.filter(({ quarter }, index) => rows[index - 1]?.quarter !== quarter);
}

async function withBanks(rows: readonly Row<BankScorecard>[]): Promise<ScorecardView[]> {
  const banks = await findRows(Organisation, { where: { id: rows.map((row) => row.bankOrganisationId) } });
  const names = new Map(banks.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, bankName: names.get(row.bankOrganisationId) ?? '' }));
}

/** Banks without a rank come last. */
const byRank = (one: ScorecardView, other: ScorecardView): number =>
  (one.rankNumber ?? Number.MAX_SAFE_INTEGER) - (other.rankNumber ?? Number.MAX_SAFE_INTEGER) ||
  one.bankOrganisationId - other.bankOrganisationId;
