import type { Transaction } from 'sequelize';
import { listsOf } from '../../../models/id-lists.js';
import { onlyIndex } from '../../../models/keyset-index.js';
import { selectRows } from '../../../models/rows.js';
import type { Period } from '../../core/subsidy-segments.js';
import { parseSegments } from '../claim-segments.js';

/** Days of a loan that stand in a line already, and which line that is. */
export interface ClaimedDays extends Period {
  readonly claimNumber: string;
  readonly lineNumber: number;
}

interface StandingRow {
  readonly loanId: number;
  readonly number: string;
  readonly lineNumber: number;
  readonly segmentsJson: string;
}

/** What has been claimed of some loans for one quarter, in this claim so far and in the bank's other claims. */
export class DaysClaimed {
  readonly #byLoan = new Map<number, ClaimedDays[]>();
  readonly #loansByClaim = new Map<string, Set<number>>();

  /** Reads what stands of these loans. A draft counts too: two claims that are open never ask for one day twice. */
  static async read(
    loanIds: readonly number[],
    quarter: string,
    transaction: Transaction,
  ): Promise<DaysClaimed> {
    const days = new DaysClaimed();
    for (const ids of listsOf(loanIds)) {
      const rows = await selectRows<StandingRow>(
        transaction,
        `SELECT line.loanId, claim.number, line.lineNumber, line.segmentsJson
           FROM subsidy_lines line${onlyIndex(transaction, 'by_loanId_quarter')}
           JOIN subsidy_claims claim ON claim.id = line.claimId
          WHERE line.loanId IN (${ids.map(() => '?').join(', ')}) AND line.quarter = ? AND line.kind = 'period'`,
        [...ids, quarter],
      );
      for (const row of rows) days.#stands(row);
    }
    return days;
  }

  /** Which of the loans had a line in a claim when they were read, be it one without a day. */
  loansIn(claimNumber: string): ReadonlySet<number> {
    return this.#loansByClaim.get(claimNumber) ?? new Set();
  }

  /** The days of a period that stand already, and in which line; none when they are all free. */
  standing(loanId: number, period: Period): readonly ClaimedDays[] {
    const claimed = this.#byLoan.get(loanId) ?? [];
    return claimed
      .filter((days) => days.from < period.until && period.from < days.until)
      .map((days) => ({
        ...days,
        from: days.from < period.from ? period.from : days.from,
        until: days.until < period.until ? days.until : period.until,
      }));
  }

  add(loanId: number, days: ClaimedDays): void {
    const claimed = this.#byLoan.get(loanId);
    if (claimed === undefined) this.#byLoan.set(loanId, [days]);
    else claimed.push(days);
  }

  #stands({ loanId, number: claimNumber, lineNumber, segmentsJson }: StandingRow): void {
    const loans = this.#loansByClaim.get(claimNumber) ?? new Set();
    this.#loansByClaim.set(claimNumber, loans.add(loanId));
    for (const { from, until } of parseSegments(segmentsJson))
      this.add(loanId, { from, until, claimNumber, lineNumber });
  }
}

/** The days of a period that are not among those taken, in date order. */
export function freeDays(period: Period, taken: readonly Period[]): Period[] {
  const free: Period[] = [];
  let { from } = period;
  for (const days of taken.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from < days.from) free.push({ from, until: days.from });
    if (from < days.until) from = days.until;
  }
  return from < period.until ? [...free, { from, until: period.until }] : free;
}
