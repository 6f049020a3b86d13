import { createHash } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import type { Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { sumFen, ZERO_FEN, type Fen } from '../core/money.js';
import { subsidyQuarter, type SubsidyQuarter } from '../core/subsidy-quarter.js';
import {
  ClaimCalculator,
  explainAdjustments,
  type ClaimableLoan,
  type EarlierQuarters,
  type LineDraft,
} from './claim-lines.js';
import { withOffsets } from './clawbacks/offset-lines.js';
import {
  findPaidQuarters,
  readEarlierQuarters,
  readPaidSegments,
  type ClaimInHand,
  type LoanRange,
} from './earlier-quarters.js';
import { storeLines } from './line-sink.js';
import { readLoanBatch } from './loan-source.js';
import { storeTerms } from './claim-terms.js';
import { TermsByDisbursement } from './terms-by-disbursement.js';

/** How many loans are read, computed and stored together; and how many are computed before others have a turn. */
const LOANS_IN_CHUNK = 2_000;
const LOANS_IN_TURN = 250;

/** What a batch has added to its claim. */
export interface StoredBatch {
  readonly lines: number;
  readonly interest: Fen;
  readonly subsidy: Fen;
  /** How many loans were looked at, and the last of them. */
  readonly loans: number;
  readonly upTo: number;
  readonly linesHash: string;
  /** Every version of the policy that the lines follow from. */
  readonly policyIds: readonly string[];
}

interface Chunk {
  readonly loans: readonly ClaimableLoan[];
  readonly range: LoanRange;
  readonly earlier: EarlierQuarters;
}

/**
 * From the source of loans through the kernel to the stored lines, `limit` loans after one of them. What a bank's own file claims is completed
 * by adjustments alone. While a chunk is computed, the database stores the one before and reads the next: neither waits for the
 * other, and all of it is one transaction.
 */
export async function storeBatch(
  context: Context,
  { transaction }: UnitOfWork,
  claim: Row<SubsidyClaim>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StoredBatch> {
  const { policyBook } = context.system.referenceData.current();
  const source = new ChunkSource(claim, await paidQuartersOf(claim, transaction), transaction);
  const tally = new Tally(claim, after);
  const terms = new TermsByDisbursement(policyBook);
  let chunk = await source.read(after, Math.min(limit, LOANS_IN_CHUNK));
  let storing: Promise<void> = Promise.resolve();
  while (chunk.loans.length > 0) {
    const left = limit - tally.loans - chunk.loans.length;
    const next = source.read(chunk.range.upTo, Math.min(left, LOANS_IN_CHUNK));
    // What fails is thrown where it is awaited.
    next.catch(() => {});
    const lines = await computeChunk(claim, chunk, terms, transaction);
    await storing;
    storing = storeLines(claim.id, tally.lineCount, lines, transaction);
    storing.catch(() => {});
    tally.add(chunk, lines);
    chunk = await next;
  }
  await storing;
  const lines = { after: claim.lineCount, upTo: tally.lineCount };
  await storeTerms(claim, lines, terms.used(), transaction);
  return { ...tally.stored(), policyIds: terms.policyIds() };
}

async function paidQuartersOf(
  claim: Row<SubsidyClaim>,
  transaction: UnitOfWork['transaction'],
): Promise<SubsidyQuarter[]> {
  const { id: claimId, bankOrganisationId } = claim;
  return await findPaidQuarters(
    { claimId, bankOrganisationId, quarter: subsidyQuarter(claim.quarter) },
    transaction,
  );
}

/** Reads the loans of a claim with what they got in paid quarters. */
class ChunkSource {
  readonly #inHand: ClaimInHand;
  readonly #adjustsNothing: boolean;

  constructor(
    claim: Row<SubsidyClaim>,
    private readonly paidQuarters: readonly SubsidyQuarter[],
    private readonly transaction: UnitOfWork['transaction'],
  ) {
    const { id: claimId, bankOrganisationId } = claim;
    this.#inHand = { claimId, bankOrganisationId, quarter: subsidyQuarter(claim.quarter) };
    this.#adjustsNothing = claim.revision > 0 && paidQuarters.length === 0;
  }

  async read(after: number, limit: number): Promise<Chunk> {
    const { bankOrganisationId, quarter } = this.#inHand;
    const selection = {
      bankOrganisationId,
      from: (this.paidQuarters[0] ?? quarter).from,
      until: quarter.until,
    };
    const loans =
      limit <= 0 || this.#adjustsNothing
        ? []
        : await readLoanBatch(selection, { after, limit }, this.transaction);
    const range: LoanRange = { after, upTo: loans.at(-1)?.loanId ?? after };
    const earlier = await readEarlierQuarters(this.#inHand, this.paidQuarters, range, this.transaction);
    return { loans, range, earlier };
  }
}

async function computeChunk(
  claim: Row<SubsidyClaim>,
  { loans, range, earlier }: Chunk,
  terms: TermsByDisbursement,
  transaction: UnitOfWork['transaction'],
): Promise<LineDraft[]> {
  const calculator = new ClaimCalculator(subsidyQuarter(claim.quarter), earlier, terms);
  const adjustsOnly = claim.revision > 0;
  const drafts: LineDraft[] = [];
  for (const [index, loan] of loans.entries()) {
    if (index % LOANS_IN_TURN === 0) await pause();
    drafts.push(...(adjustsOnly ? calculator.adjustmentsOf(loan) : calculator.linesOf(loan)));
  }
  const explained = explainAdjustments(drafts, await readPaidSegments(drafts, transaction));
  return await withOffsets(claim, range, explained, transaction);
}

/** What a batch comes to, chunk by chunk. */
class Tally {
  loans = 0;
  lineCount: number;
  #interest = ZERO_FEN;
  #subsidy = ZERO_FEN;
  #upTo: number;
  readonly #linesBefore: number;
  readonly #hash = createHash('sha256');

  constructor({ lineCount }: Row<SubsidyClaim>, after: number) {
    this.lineCount = lineCount;
    this.#linesBefore = lineCount;
    this.#upTo = after;
  }

  add({ loans, range }: Chunk, lines: readonly LineDraft[]): void {
    this.loans += loans.length;
    this.lineCount += lines.length;
    this.#upTo = range.upTo;
    this.#interest = sumFen([this.#interest, ...lines.map((line) => line.interestFen)]);
    this.#subsidy = sumFen([this.#subsidy, ...lines.map((line) => line.subsidyFen)]);
    this.#hash.update(lines.map(contentOf).join('\n'));
  }

  stored(): Omit<StoredBatch, 'policyIds'> {
    return {
      lines: this.lineCount - this.#linesBefore,
      interest: this.#interest,
      subsidy: this.#subsidy,
      loans: this.loans,
      upTo: this.#upTo,
      linesHash: this.#hash.digest('hex'),
    };
  }
}

/** What a line says, for the hash of its batch. */
const contentOf = (line: LineDraft): string =>
  `${line.kind}|${line.loanId}|${line.quarter}|${line.interestFen}|${line.subsidyFen}|${line.segmentsJson}`;
