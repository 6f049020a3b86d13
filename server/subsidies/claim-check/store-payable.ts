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
 * What is to be paid for a claim: one line for each loan, however many lines the bank made of it. A further line of a loan adds
 * its days and amounts to the first.
 */
export class PayableLines {
  readonly #loans: Set<number>;

  /** `loansWithLine` are those that the claim may have a line of already. */
  constructor(
    private readonly claim: Pick<Row<SubsidyClaim>, 'id' | 'quarter'>,
    loansWithLine: ReadonlySet<number>,
    private readonly transaction: Transaction,
  ) {
    this.#loans = new Set(loansWithLine);
  }

  async store(lines: readonly PayableLine[]): Promise<void> {
    const loans = new Set(lines.flatMap((line) => line.loanId ?? []));
    const standing = await this.#standing([...loans].filter((loanId) => this.#loans.has(loanId)));
    const added = new Map<number | null, PayableLine>();
    for (const line of lines) {
      const before = standing.get(line.loanId);
      const earlier = added.get(line.loanId);
      if (before !== undefined) await extend(before, line, this.transaction);
      else added.set(line.loanId, earlier === undefined ? line : { ...earlier, ...together(earlier, line) });
    }
    await loadRows(SubsidyLine, [...added.values()], this.transaction);
    for (const loanId of loans) this.#loans.add(loanId);
  }

  /** Most loans have one line: what is not there is not looked for. */
  async #standing(loanId: number[]): Promise<Map<number | null, Row<SubsidyLine>>> {
    if (loanId.length === 0) return new Map();
    const { id: claimId, quarter } = this.claim;
    const where = { claimId, quarter, kind: 'period' as const, loanId };
    const stored = await findRows(SubsidyLine, { where, transaction: this.transaction });
    return new Map(stored.map((line) => [line.loanId, line]));
  }
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
