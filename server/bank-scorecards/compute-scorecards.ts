import { BankScorecard } from '../../models/bank-scorecard.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, insertRow, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context, System, SystemContext } from '../context.js';
import { rankOf, scoreBank, type BankScore, type ScoreRules } from '../core/bank-scorecard/score-bank.js';
import { SCORE_MEASURE_NAMES, type ScoreMeasure } from '../core/bank-scorecard/score-measures.js';
import type { BusinessDate } from '../core/business-date.js';
import { quarterDays, type CalendarQuarter } from '../core/calendar-quarter.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { formatBasisPoints } from '../core/stop-rules.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import { contentHash } from '../hashing.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { lockPlatform } from '../organisations/platform.js';
import { measureBanks } from './measure-banks.js';

export type ComputedScorecardsReply = {
  readonly quarter: CalendarQuarter;
  /** Banks at work in the quarter. */
  readonly banks: number;
  /** Banks whose scorecard is new or differs from the one before. */
  readonly stored: number;
};

/** A bank, what it scored, and its place. */
interface RankedBank extends BankScore {
  readonly bankId: number;
  readonly rank: number | null;
}

/**
 * Computes the scorecard (经办银行绩效) of every bank for a calendar quarter whose books are closed, and ranks them. What differs from the last
 * revision becomes another one and is told to the bank; what does not is left. Fails: malformed (the quarter is not closed),
 * no-policy-in-force.
 */
export async function computeScorecards(
  context: Context | SystemContext,
  quarter: CalendarQuarter,
  hold: (unit: UnitOfWork) => Promise<void> = async () => undefined,
): Promise<ComputedScorecardsReply> {
  const { system } = context;
  const booksOn = await closedBooks(system, quarter);
  return runCommand(context, 'bank-scorecard.compute', async (unit) => {
    await hold(unit);
    const organisationId = await lockPlatform(unit.transaction);
    const ranked = await rankBanks(system, unit, quarter);
    let stored = 0;
    for (const bank of ranked)
      if (await store(context, unit, { quarter, booksOn, ranked }, bank)) stored += 1;
    const reply = { quarter, banks: ranked.length, stored };
    unit.record({ organisationId, subjectKind: 'bank-scorecard', subjectId: null, detail: reply });
    return reply;
  });
}

async function closedBooks(system: System, quarter: CalendarQuarter): Promise<BusinessDate> {
  const { closedThrough } = await findBooksDate(system);
  if (closedThrough !== null && quarterDays(quarter).lastOn <= closedThrough) return closedThrough;
  const message = { zh: '该季度尚未全部日终', en: 'the books of this quarter are not closed yet' };
  throw new DomainError('malformed', { field: 'quarter' }, [
    { field: 'quarter', rule: 'books-closed', message },
  ]);
}

async function rankBanks(
  system: System,
  { transaction }: UnitOfWork,
  quarter: CalendarQuarter,
): Promise<RankedBank[]> {
  const banks = await findRows(Organisation, {
    where: { kind: 'bank', disabledAt: null },
    order: [['id', 'ASC']],
    transaction,
  });
  const ids = banks.map(({ id }) => id);
  const measured = await measureBanks(system, transaction, ids, quarter);
  const rules = rulesOf(system, quarterDays(quarter).lastOn);
  const scores = [...measured].map(([bankId, parts]) => ({ bankId, ...scoreBank(parts, rules) }));
  const all = scores.map(({ scoreBasisPoints }) => scoreBasisPoints);
  return scores.map((score) => ({ ...score, rank: rankOf(score.scoreBasisPoints, all) }));
}

function rulesOf({ referenceData }: System, day: BusinessDate): ScoreRules {
  const { policyBook } = referenceData.current();
  const entries = SCORE_MEASURE_NAMES.map((measure) => {
    const { value: scale, id: policyId, verified } = policyBook.asOf(`score-${measure}`, day);
    return [measure, { scale, policyId, verified }] as const;
  });
  return Object.fromEntries(entries) as Record<ScoreMeasure, ScoreRules[ScoreMeasure]>;
}

interface QuarterScores {
  readonly quarter: CalendarQuarter;
  readonly booksOn: BusinessDate;
  readonly ranked: readonly RankedBank[];
}

/** Stores a scorecard unless the last one of the quarter says the same. */
async function store(
  context: Context | SystemContext,
  unit: UnitOfWork,
  { quarter, booksOn, ranked }: QuarterScores,
  { bankId, rank, measures, scoreBasisPoints }: RankedBank,
): Promise<boolean> {
  const rankedBanks = ranked.filter((each) => each.rank !== null).length;
  const content = { quarter, bankId, measures: [...measures], scoreBasisPoints, rank, rankedBanks };
  const hash = contentHash(content);
  const last = await findRow(BankScorecard, {
    where: { bankOrganisationId: bankId, quarter },
    order: [['revision', 'DESC']],
    transaction: unit.transaction,
  });
  if (last?.contentHash === hash) return false;
  const row = {
    bankOrganisationId: bankId,
    quarter,
    revision: (last?.revision ?? 0) + 1,
    booksOn,
    scoreBasisPoints,
    rankNumber: rank,
    rankedBanks,
    contentJson: canonicalJson(content),
    contentHash: hash,
    computedByUserId: 'actor' in context ? context.actor.userId : null,
    computedAt: unit.now,
  };
  const scorecardId = await insertRow(BankScorecard, row, unit.transaction);
  await tell(unit, scorecardId, row);
  return true;
}

async function tell(
  unit: UnitOfWork,
  scorecardId: number,
  row: Pick<
    Row<BankScorecard>,
    | 'bankOrganisationId'
    | 'quarter'
    | 'revision'
    | 'scoreBasisPoints'
    | 'rankNumber'
    | 'rankedBanks'
    | 'contentHash'
  >,
): Promise<void> {
  const { bankOrganisationId, quarter, revision, scoreBasisPoints, rankNumber, rankedBanks } = row;
  const subject = { subjectKind: 'bank-scorecard', subjectId: scorecardId };
  const detail = {
    quarter,
    revision,
    scoreBasisPoints,
    rankNumber,
    rankedBanks,
    contentHash: row.contentHash,
  };
  unit.record({ organisationId: bankOrganisationId, ...subject, detail });
  unit.publish({
    topic: 'bank-scorecard.computed',
    aggregateKind: 'organisation',
    aggregateId: bankOrganisationId,
    payload: { scorecardId, ...detail },
  });
  const score =
    scoreBasisPoints === null ? '本季度无可评价事项' : `得分${formatBasisPoints(scoreBasisPoints)}`;
  const place = rankNumber === null ? '' : `，在${rankedBanks}家银行中排名第${rankNumber}`;
  await notifyStaff(unit, [bankOrganisationId], {
    kind: 'bank-scorecard',
    title: `经办银行绩效 ${quarter}`,
    body: `${score}${place}。${revision > 1 ? '因事实更正重新计算。' : ''}`,
    ...subject,
  });
}
