import type { Transaction } from 'sequelize';
import type { System } from '../context.js';
import { renewalAdvice, type RenewalAdvice } from '../core/bank-scorecard/renewal-advice.js';
import type { BusinessDate } from '../core/business-date.js';
import { findScorecardsOfBank } from './find-scorecards.js';

/** What the last scorecards of a bank say about renewing its agreement on a day (经办银行绩效结果运用). */
export async function findRenewalAdvice(
  { referenceData }: System,
  bankOrganisationId: number,
  day: BusinessDate,
  transaction?: Transaction,
): Promise<RenewalAdvice> {
  const version = referenceData.current().policyBook.asOf('renewal-score', day);
  const cards = await findScorecardsOfBank(bankOrganisationId, version.value.quarters, transaction);
  const scores = cards.map(({ quarter, scoreBasisPoints, rankNumber: rank, rankedBanks, contentHash }) => ({
    quarter,
    scoreBasisPoints,
    rank,
    rankedBanks,
    contentHash,
  }));
  return renewalAdvice(scores, version);
}
