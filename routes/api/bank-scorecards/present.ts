import type { ScorecardDetail, ScorecardView } from '../../../server/bank-scorecards/find-scorecards.js';
import { scorecardSheet } from '../../../server/core/bank-scorecard/scorecard-sheet.js';
import type { Language } from '../../../server/core/bilingual.js';
import { quarterDays } from '../../../server/core/calendar-quarter.js';
import { formatBasisPoints } from '../../../server/core/stop-rules.js';

const scoreOrNull = (basisPoints: number | null): string | null =>
  basisPoints === null ? null : formatBasisPoints(basisPoints);

const presentOutcome = (
  row: Pick<ScorecardView, 'id' | 'quarter' | 'revision' | 'scoreBasisPoints' | 'rankNumber' | 'rankedBanks'>,
) => ({
  scorecardId: String(row.id),
  quarter: row.quarter,
  revision: row.revision,
  score: scoreOrNull(row.scoreBasisPoints),
  rank: row.rankNumber,
  rankedBanks: row.rankedBanks,
});

/** A bank's place in the ranking. */
export const presentScorecard = (view: ScorecardView) => ({
  ...presentOutcome(view),
  bankOrganisationId: String(view.bankOrganisationId),
  bankName: view.bankName,
  computedAt: view.computedAt,
});

/** The whole sheet. */
export const presentScorecardDetail = (detail: ScorecardDetail, language: Language) => ({
  ...presentScorecard(detail),
  ...quarterDays(detail.quarter),
  booksOn: detail.booksOn,
  superseded: detail.superseded,
  contentHash: detail.contentHash,
  measures: scorecardSheet(detail.measures, language),
  earlier: detail.earlier.map(presentOutcome),
});
