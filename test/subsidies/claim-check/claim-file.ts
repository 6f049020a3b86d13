import type { SubsidyClaimRow } from '../../../server/core/bank-files/subsidy-claim-file.js';
import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { findRow } from '../../../models/rows.js';
import { addDays, parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';

/** What a test says of a line; the rest is that of a loan of 300,000.00 for the whole of 2025Q2. */
export interface LineStory {
  readonly contract: string;
  readonly claimed: string;
  readonly from?: string;
  readonly lastDay?: string;
  readonly rate?: string;
}

/** Rows of a file, the first under the header. */
export const fileOf = (...lines: readonly LineStory[]): SubsidyClaimRow[] =>
  lines.map(({ contract, claimed, from = '2025-03-21', lastDay = '2025-06-20', rate = '3.45' }, index) => ({
    line: index + 2,
    contractNumber: contract,
    borrowerName: '测试借款人',
    principal: parseYuan('300000.00'),
    annualRate: parseRate(rate),
    periodFrom: parseBusinessDate(from),
    periodUntil: addDays(parseBusinessDate(lastDay), 1),
    days: 92,
    claimed: parseYuan(claimed),
  }));

/** A claim as it is stored. */
export const claimOf = async (id: number) => {
  const claim = await findRow(SubsidyClaim, { where: { id } });
  if (!claim) throw new Error(`No claim ${id}`);
  return { ...claim, contentHash: claim.contentHash ?? '' };
};
