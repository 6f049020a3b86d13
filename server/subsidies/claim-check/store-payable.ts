import type { Transaction } from 'sequelize';
import type { ClaimedLine } from '../../../models/claimed-line.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { SubsidyLine } from '../../../models/subsidy-line.js';
import { loadRows } from '../../../models/load-rows.js';
import { findRows, updateRows, type Row } from '../../../models/rows.js';
import { addFen } from '../../core/money.js';
import type { LineDraft } from '../claim-lines.js';
import { lineRow } from '../line-sink.js';
import { parseSegments, segmentsJson } from '../claim-segments.js';

/** What is to be paid, as it is stored. */
export type PayableLine = Omit<Row<SubsidyLine>, 'id'>;

/** What is to be paid for a claimed line, under the same number. */
export const payableLine: (
  claimed: Pick<Row<ClaimedLine>, 'claimId' | 'lineNumber'>,
  line: LineDraft,
) => PayableLine = lineRow;

/**
 * Stores what is to be paid: one line for each loan, however many lines the bank made of it. A further line of a loan adds
 * its days and amounts to the first.
 */
export async function storePayable(
  claim: Pick<Row<SubsidyClaim>, 'id' | 'quarter'>,
  lines: readonly PayableLine[],
  transaction: Transaction,
): Promise<void> {
  const loanId = [...new Set(lines.flatMap((line) => line.loanId ?? []))];
  const key = { claimId: claim.id, quarter: claim.quarter, kind: 'period' as const };
  const stored = await findRows(SubsidyLine, { where: { ...key, loanId }, transaction });
  const standing = new Map(stored.map((line) => [line.loanId, line]));
  const added = new Map<number | null, PayableLine>();
  for (const line of lines) {
    const before = standing.get(line.loanId);
    const earlier = added.get(line.loanId);
    if (before !== undefined) await extend(before, line, transaction);
    else added.set(line.loanId, earlier === undefined ? line : { ...earlier, ...together(earlier, line) });
  }
  await loadRows(SubsidyLine, [...added.values()], transaction);
}

async function extend(before: Row<SubsidyLine>, line: PayableLine, transaction: Transaction): Promise<void> {
  const amounts = together(before, line);
  Object.assign(before, amounts);
  await updateRows(SubsidyLine, amounts, { id: before.id }, transaction);
}

type Amounts = Pick<
  Row<SubsidyLine>,
  'periodFrom' | 'periodUntil' | 'subsidisedDays' | 'interestFen' | 'subsidyFen' | 'segmentsJson'
>;

function together(earlier: Amounts, line: Amounts): Amounts {
  const segments = [...parseSegments(earlier.segmentsJson), ...parseSegments(line.segmentsJson)];
  return {
    periodFrom: earlier.periodFrom < line.periodFrom ? earlier.periodFrom : line.periodFrom,
    periodUntil: earlier.periodUntil > line.periodUntil ? earlier.periodUntil : line.periodUntil,
    subsidisedDays: earlier.subsidisedDays + line.subsidisedDays,
    interestFen: addFen(earlier.interestFen, line.interestFen),
    subsidyFen: addFen(earlier.subsidyFen, line.subsidyFen),
    segmentsJson: segmentsJson(segments.toSorted((a, b) => (a.from < b.from ? -1 : 1))),
  };
}
