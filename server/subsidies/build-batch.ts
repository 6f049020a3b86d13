import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { findRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { sumFen } from '../core/money.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import { sha256 } from '../hashing.js';
import { lockBankClaims } from './bank-claims.js';
import { ClaimCalculator, explainAdjustments, type LineDraft } from './claim-lines.js';
import {
  findPaidQuarters,
  readEarlierQuarters,
  readPaidSegments,
  type ClaimInHand,
  type LoanRange,
} from './earlier-quarters.js';
import { withOffsets } from './clawbacks/offset-lines.js';
import { storeLines } from './line-sink.js';
import { readLoanBatch } from './loan-source.js';
import { lockBuild, type ClaimBuild } from './open-build.js';
import { recordOnClaim } from './claim-journal.js';

/** How many loans one transaction takes. */
const LOANS_IN_BATCH = 10_000;

/** Where a build stands: the last loan looked at, and whether it was the last of all. */
export interface BuildProgress {
  readonly lastLoanId: number;
  readonly finished: boolean;
}

/**
 * Computes and stores the lines of the next loans after `lastLoanId`, or after those whose lines are there already: one
 * transaction, one audit event with the hash of its lines, one message. Fails: request-in-progress (a later build has begun).
 */
export async function buildBatch(
  context: Context,
  build: ClaimBuild,
  lastLoanId: number,
): Promise<BuildProgress> {
  return await runCommand(context, 'subsidy-claim.build-batch', async (unit) => {
    await lockBankClaims(build.bankOrganisationId, unit.transaction);
    const claim = await lockBuild(unit, build);
    const after = Math.max(lastLoanId, await lastStoredLoan(claim, unit));
    if (claim.contentHash !== null) {
      recordOnClaim(context, unit, claim, { alreadyBuilt: true });
      return { lastLoanId: after, finished: true };
    }
    const { lines, loanCount, upTo } = await computeBatch(context, unit, claim, after);
    await addLines(unit, claim, lines);
    const detail = { loans: { after, upTo }, lines: lines.length, linesHash: sha256(JSON.stringify(lines)) };
    recordOnClaim(context, unit, claim, detail, 'subsidy-claim.extended');
    return { lastLoanId: upTo, finished: loanCount < LOANS_IN_BATCH };
  });
}

/** From the source of loans through the kernel to the lines. What a bank's own file claims is completed by adjustments alone. */
async function computeBatch(
  context: Context,
  { transaction }: UnitOfWork,
  claim: Row<SubsidyClaim>,
  after: number,
): Promise<{ lines: LineDraft[]; loanCount: number; upTo: number }> {
  const quarter = subsidyQuarter(claim.quarter);
  const inHand: ClaimInHand = { claimId: claim.id, bankOrganisationId: claim.bankOrganisationId, quarter };
  const paidQuarters = await findPaidQuarters(inHand, transaction);
  const adjustsOnly = claim.revision > 0;
  if (adjustsOnly && paidQuarters.length === 0) return { lines: [], loanCount: 0, upTo: after };
  const loans = await readLoanBatch(
    {
      bankOrganisationId: claim.bankOrganisationId,
      from: (paidQuarters[0] ?? quarter).from,
      until: quarter.until,
    },
    { after, limit: LOANS_IN_BATCH },
    transaction,
  );
  const range: LoanRange = { after, upTo: loans.at(-1)?.loanId ?? after };
  const earlier = await readEarlierQuarters(inHand, paidQuarters, range, transaction);
  const { policyBook } = context.system.referenceData.current();
  const calculator = new ClaimCalculator(quarter, earlier, policyBook);
  const drafts = loans.flatMap((loan) =>
    adjustsOnly ? calculator.adjustmentsOf(loan) : calculator.linesOf(loan),
  );
  const explained = explainAdjustments(drafts, await readPaidSegments(drafts, transaction));
  const lines = await withOffsets(claim, range, explained, transaction);
  return { lines, loanCount: loans.length, upTo: range.upTo };
}

async function addLines(
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  lines: readonly LineDraft[],
): Promise<void> {
  await storeLines(claim.id, claim.lineCount, lines, unit.transaction);
  const sums = {
    lineCount: claim.lineCount + lines.length,
    interestFen: sumFen([claim.interestFen, ...lines.map((line) => line.interestFen)]),
    subsidyFen: sumFen([claim.subsidyFen, ...lines.map((line) => line.subsidyFen)]),
    updatedAt: unit.now,
  };
  await updateRows(SubsidyClaim, sums, { id: claim.id }, unit.transaction);
}

/** The loan of the claim's last line; 0 while there is none. All lines of a loan are stored together. */
async function lastStoredLoan(claim: Row<SubsidyClaim>, { transaction }: UnitOfWork): Promise<number> {
  if (claim.lineCount === 0) return 0;
  const line = await findRow(SubsidyLine, {
    where: { claimId: claim.id, lineNumber: claim.lineCount },
    transaction,
  });
  // The lines of a bank's file come in its own order, and the adjustments behind them begin with the first loan.
  return claim.revision > 0 && line?.kind === 'period' ? 0 : (line?.loanId ?? 0);
}
