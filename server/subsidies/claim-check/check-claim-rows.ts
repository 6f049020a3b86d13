import { setImmediate as pause } from 'node:timers/promises';
import { ClaimedLine } from '../../../models/claimed-line.js';
import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { loadRows } from '../../../models/load-rows.js';
import { findRow, updateRows, type Row } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { SubsidyClaimRow } from '../../core/bank-files/subsidy-claim-file.js';
import { fen, sumFen, ZERO_FEN, type Fen } from '../../core/money.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { findPrepayments } from '../../loans/find-prepayments.js';
import type { ClaimableLoan } from '../claim-lines.js';
import { readClaimableLoans, readLoanRows } from '../loan-source.js';
import { storeTerms } from '../claim-terms.js';
import { DaysClaimed } from './claimed-days.js';
import { LineChecker, type CheckResult, type MeasuredLine } from './line-checker.js';
import { payableLine, PayableLines } from './store-payable.js';

/** How many rows are read, computed and stored together. */
const ROWS_IN_CHUNK = 1024;
/** How many rows are computed before the database gets its next piece. */
const ROWS_IN_TURN = 64;

/**
 * Checks the next rows of a bank's file against its loans and stores them: what was claimed beside what it comes to.
 * Rows that are there already are passed over, so that a batch may be sent again. All rows lie within the claim's quarter,
 * and the claim is locked.
 */
export async function checkClaimRows(
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  rows: readonly SubsidyClaimRow[],
  policyBook: PolicyBook,
): Promise<void> {
  const lastLine = await lastFileLine(claim, unit);
  const next = rows.filter((row) => row.line > lastLine);
  if (next.length === 0) return;
  const check = await BatchCheck.of(unit, claim, next, policyBook);
  const sums = await check.run();
  await updateRows(SubsidyClaim, { ...sums, updatedAt: unit.now }, { id: claim.id }, unit.transaction);
}

/** The line of the file that was stored last. */
async function lastFileLine(claim: Row<SubsidyClaim>, { transaction }: UnitOfWork): Promise<number> {
  const key = { claimId: claim.id, revision: claim.revision, lineNumber: claim.lineCount };
  return (await findRow(ClaimedLine, { where: key, transaction }))?.fileLine ?? 0;
}

type Sums = Record<'lineCount', number> & Record<'interestFen' | 'subsidyFen' | 'claimedFen', Fen>;

/**
 * The rows of one batch on their way through the check. While a chunk is computed, the database stores the one before and
 * reads the next: neither waits for the other, and all of it is one transaction.
 */
class BatchCheck {
  readonly #checker: LineChecker;
  readonly #payable: PayableLines;
  #sums: Sums;

  private constructor(
    private readonly unit: UnitOfWork,
    private readonly claim: Row<SubsidyClaim>,
    private readonly rows: readonly SubsidyClaimRow[],
    private readonly loans: Awaited<ReturnType<typeof readLoanRows>>,
    /** Read before the first chunk is stored: lines of this batch enter it as they are measured, and not a second time. */
    private readonly claimed: DaysClaimed,
    policyBook: PolicyBook,
  ) {
    this.#checker = new LineChecker(claim, policyBook);
    this.#payable = new PayableLines(claim, claimed.loansIn(claim.number), unit.transaction);
    const { lineCount, interestFen, subsidyFen, claimedFen } = claim;
    this.#sums = { lineCount, interestFen, subsidyFen, claimedFen: fen(claimedFen ?? ZERO_FEN) };
  }

  static async of(
    unit: UnitOfWork,
    claim: Row<SubsidyClaim>,
    rows: readonly SubsidyClaimRow[],
    policyBook: PolicyBook,
  ): Promise<BatchCheck> {
    const contracts = rows.map((row) => row.contractNumber);
    const loans = await readLoanRows(claim.bankOrganisationId, contracts, unit.transaction);
    const loanIds = [...loans.values()].map(({ id }) => id);
    const claimed = await DaysClaimed.read(loanIds, claim.quarter, unit.transaction);
    return new BatchCheck(unit, claim, rows, loans, claimed, policyBook);
  }

  /** Checks and stores every row. Returns what the claim then comes to. */
  async run(): Promise<Sums> {
    const { claim, rows, unit } = this;
    let reading = this.#read(0);
    let storing: Promise<void> = Promise.resolve();
    for (let from = 0; from < rows.length; from += ROWS_IN_CHUNK) {
      const loans = await reading;
      reading = this.#read(from + ROWS_IN_CHUNK);
      // What fails is thrown where it is awaited.
      reading.catch(() => {});
      const results = await this.#check(this.#chunk(from), loans);
      await storing;
      storing = this.#store(results);
      storing.catch(() => {});
    }
    await storing;
    const numbers = { after: claim.lineCount, upTo: this.#sums.lineCount };
    await storeTerms(claim, numbers, this.#checker.termsUsed(), unit.transaction);
    return this.#sums;
  }

  #chunk(from: number): readonly SubsidyClaimRow[] {
    return this.rows.slice(from, from + ROWS_IN_CHUNK);
  }

  async #read(from: number): Promise<Map<string, ClaimableLoan>> {
    const contracts = new Set(this.#chunk(from).map((row) => row.contractNumber));
    const rows = [...contracts].flatMap((contract) => this.loans.get(contract) ?? []);
    return await readClaimableLoans(rows, this.unit.transaction);
  }

  async #check(
    rows: readonly SubsidyClaimRow[],
    loans: ReadonlyMap<string, ClaimableLoan>,
  ): Promise<CheckResult[]> {
    const { lineCount } = this.#sums;
    const measured: MeasuredLine[] = [];
    for (const row of rows) {
      if (measured.length % ROWS_IN_TURN === 0) await pause();
      const number = lineCount + measured.length + 1;
      measured.push(this.#checker.measure(row, number, loans.get(row.contractNumber), this.claimed));
    }
    const differing = measured.flatMap((line) => (line.cause === undefined ? (line.loan?.loanId ?? []) : []));
    const prepaid =
      differing.length === 0 ? new Map() : await findPrepayments(this.unit.transaction, differing);
    return measured.map((line) => this.#checker.finish(line, prepaid.get(line.loan?.loanId ?? 0) ?? []));
  }

  async #store(results: readonly CheckResult[]): Promise<void> {
    const lines = results.map(({ fact }) => fact);
    const payable = results.flatMap(({ fact, payable: line }) =>
      line === null ? [] : [payableLine(fact, line)],
    );
    const { lineCount, interestFen, subsidyFen, claimedFen } = this.#sums;
    this.#sums = {
      lineCount: lineCount + lines.length,
      interestFen: sumFen([interestFen, ...payable.map((line) => line.interestFen)]),
      subsidyFen: sumFen([subsidyFen, ...payable.map((line) => line.subsidyFen)]),
      claimedFen: sumFen([claimedFen, ...lines.map((line) => line.claimedFen)]),
    };
    await loadRows(ClaimedLine, lines, this.unit.transaction);
    await this.#payable.store(payable);
  }
}
