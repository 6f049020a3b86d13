import type { Transaction } from 'sequelize';
import { readingBeside } from '../../models/reading-beside.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { findRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { addFen } from '../core/money.js';
import { lockBankClaims } from './bank-claims.js';
import { recordOnClaim } from './claim-journal.js';
import { lockBuild, type ClaimBuild } from './open-build.js';
import type { StoredBatch } from './batch-tally.js';
import { noLinesHashed, type HashedLines } from './claim-content.js';
import { storeBatch } from './store-batch.js';

/** How many loans one transaction takes, where nobody says otherwise. */
export const LOANS_IN_BATCH = 20_000;

/** Where a build stands: the last loan looked at, whether it was the last of all, and the lines so far where it has stored them itself. */
export interface BuildProgress {
  readonly lastLoanId: number;
  readonly finished: boolean;
  readonly hashed: HashedLines | null;
}

/** Of a build that has not looked at a loan. */
export const nothingBuilt = (): BuildProgress => ({
  lastLoanId: 0,
  finished: false,
  hashed: noLinesHashed(),
});

/**
 * Computes and stores the lines of the next loans after those of `progress`, or after those whose lines are there already: one
 * transaction, one audit event with the hash of its lines, one message. Fails: request-in-progress (a later build has begun).
 */
export async function buildBatch(
  context: Context,
  build: ClaimBuild,
  progress: BuildProgress,
  limit = LOANS_IN_BATCH,
): Promise<BuildProgress> {
  return await readingBeside(context.system.database, (reading) =>
    batchReadFrom(reading, context, build, progress, limit),
  );
}

async function batchReadFrom(
  beside: Transaction | null,
  context: Context,
  build: ClaimBuild,
  progress: BuildProgress,
  limit: number,
): Promise<BuildProgress> {
  let hashed: HashedLines | null = null;
  let tries = 0;
  const { lastLoanId, finished } = await runCommand(context, 'subsidy-claim.build-batch', async (unit) => {
    hashed = null;
    // A second try reads inside the transaction: the connection beside it may be what failed.
    const reading = (tries++ === 0 && beside) || unit.transaction;
    await lockBankClaims(build.bankOrganisationId, unit.transaction);
    const claim = await lockBuild(unit, build);
    const after = Math.max(progress.lastLoanId, await lastStoredLoan(claim, unit));
    if (claim.contentHash !== null) {
      recordOnClaim(context, unit, claim, { alreadyBuilt: true });
      return { lastLoanId: after, finished: true };
    }
    const start = { loanId: after, lineCount: claim.lineCount, hashed: progress.hashed };
    const stored = await storeBatch(context, { transaction: unit.transaction, reading }, claim, start, limit);
    await addSums(unit, claim, stored);
    const { lines, linesHash, upTo, policyIds } = stored;
    hashed = stored.hashed;
    const detail = { loans: { after, upTo }, lines, linesHash, policyIds };
    recordOnClaim(context, unit, claim, detail, 'subsidy-claim.extended');
    return { lastLoanId: upTo, finished: stored.loans < limit };
  });
  return { lastLoanId, finished, hashed };
}

async function addSums(
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  { lines, interest, subsidy }: StoredBatch,
): Promise<void> {
  const sums = {
    lineCount: claim.lineCount + lines,
    interestFen: addFen(claim.interestFen, interest),
    subsidyFen: addFen(claim.subsidyFen, subsidy),
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
