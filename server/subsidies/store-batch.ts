import { setImmediate as pause } from 'node:timers/promises';
import type { Transaction } from 'sequelize';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import type { Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import { BatchTally, type BatchStart, type StoredBatch } from './batch-tally.js';
import { readChunks, type Chunk } from './chunk-source.js';
import { ClaimCalculator, explainAdjustments, type LineDraft } from './claim-lines.js';
import { storeTerms } from './claim-terms.js';
import { withOffsets } from './clawbacks/offset-lines.js';
import { readPaidSegments } from './earlier-quarters.js';
import { storeLines } from './line-sink.js';
import { TermsByDisbursement } from './terms-by-disbursement.js';

/** How many loans are computed before the database is listened to again. */
const LOANS_IN_TURN = 16;

/** Where a batch is stored, and where its loans are read: the same transaction, or one beside it. */
export interface BatchPlaces {
  readonly transaction: Transaction;
  readonly reading: Transaction;
}

/**
 * From the source of loans through the kernel to the stored lines, `limit` loans after one of them. While a chunk is computed, the database
 * stores those before and reads those behind, where it can on a connection beside: nobody waits for another. All that is stored is one transaction, whose
 * lock on the bank's claims keeps what is read from being claimed or demanded back meanwhile.
 */
export async function storeBatch(
  context: Context,
  { transaction, reading }: BatchPlaces,
  claim: Row<SubsidyClaim>,
  start: BatchStart,
  limit: number,
): Promise<StoredBatch> {
  const { policyBook } = context.system.referenceData.current();
  const tally = new BatchTally(start);
  const terms = new TermsByDisbursement(policyBook);
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of readChunks(claim, { after: start.loanId, limit }, reading)) {
      const lines = await computeChunk(claim, chunk, terms, transaction);
      const before = storing;
      storing = storeLines(claim.id, tally.lineCount, lines, transaction, before);
      // What fails is thrown where it is awaited.
      storing.catch(() => {});
      tally.add(chunk.loans.length, chunk.range.upTo, lines);
      await before;
    }
  } finally {
    // Also where the reading or the computation failed: what is sent after the transaction has ended would be stored on its own.
    await storing;
  }
  const lines = { after: claim.lineCount, upTo: tally.lineCount };
  await storeTerms(claim, lines, terms.used(), transaction);
  return { ...tally.stored(), policyIds: terms.policyIds() };
}

async function computeChunk(
  claim: Row<SubsidyClaim>,
  { loans, earlier, offsets }: Chunk,
  terms: TermsByDisbursement,
  transaction: Transaction,
): Promise<readonly LineDraft[]> {
  const calculator = new ClaimCalculator(subsidyQuarter(claim.quarter), earlier, terms);
  const adjustsOnly = claim.revision > 0;
  const drafts: LineDraft[] = [];
  for (const [index, loan] of loans.entries()) {
    if (index % LOANS_IN_TURN === 0) await pause();
    drafts.push(...(adjustsOnly ? calculator.adjustmentsOf(loan) : calculator.linesOf(loan)));
  }
  const explained = explainAdjustments(drafts, await readPaidSegments(drafts, transaction));
  return await withOffsets(claim, offsets, explained, transaction);
}
