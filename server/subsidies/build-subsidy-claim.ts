import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow, selectRows, updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { buildBatch, type BuildProgress } from './build-batch.js';
import { claimContentHash } from './claim-content.js';
import { recordOnClaim } from './claim-journal.js';
import { removeLines } from './line-sink.js';
import { lockBuild, openBuild, type BuildRequest, type ClaimBuild } from './open-build.js';

/** A claim as its build leaves it. */
export interface BuiltClaim {
  readonly claimId: number;
  readonly number: string;
  readonly state: string;
  readonly lineCount: number;
  readonly interestFen: number;
  readonly subsidyFen: number;
  readonly contentHash: string | null;
}

/** How many lines one transaction removes. */
const LINES_AT_ONCE = 10_000;

/**
 * Builds or rebuilds a bank's claim for an interest quarter that has ended: every loan with a balance in the quarter, and
 * the adjustments of quarters paid before (穗人社函〔2023〕325号). It is a sequence of batch commands. Each finds out from
 * the stored lines where to go on, so that a build that was broken off is resumed by asking again, two builders help each
 * other, and asking once more gives the same lines.
 *
 * Fails: not-found, malformed (quarter not ended, bank missing), already-exists (the claim has been submitted),
 * request-in-progress (a later build has begun).
 */
export async function buildSubsidyClaim(context: Context, request: BuildRequest): Promise<BuiltClaim> {
  const build = await openBuild(context, request);
  // The caller's key answers for the opening alone; what follows is guarded by the lines that are stored.
  const { idempotency, ...batchContext } = context;
  const repeated = idempotency?.replayed === true && (await readBuilt(build)).contentHash !== null;
  if (!repeated) {
    await removeLeftLines(batchContext, build);
    let progress: BuildProgress = { lastLoanId: 0, finished: false };
    while (!progress.finished) progress = await buildBatch(batchContext, build, progress.lastLoanId);
    await sealClaim(batchContext, build);
  }
  return await readBuilt(build);
}

/** Takes away what an earlier build stored beyond the lines that count, the last ones first. */
async function removeLeftLines(context: Context, build: ClaimBuild): Promise<void> {
  const { system } = context;
  for (;;) {
    const [left] = await selectRows<{ kept: number; lastLine: number | null }>(
      system.database,
      `SELECT claim.lineCount AS kept, MAX(line.lineNumber) AS lastLine
         FROM subsidy_claims claim JOIN subsidy_lines line ON line.claimId = claim.id
        WHERE claim.id = ? GROUP BY claim.lineCount`,
      [build.claimId],
    );
    if (!left?.lastLine || left.lastLine <= left.kept) return;
    const upTo = left.lastLine;
    await runCommand(context, 'subsidy-claim.remove-lines', async (unit) => {
      const claim = await lockBuild(unit, build);
      const after = Math.max(claim.lineCount, upTo - LINES_AT_ONCE);
      const removed = await removeLines(claim.id, { after, upTo }, unit.transaction);
      recordOnClaim(context, unit, claim, { removed });
      return null;
    });
  }
}

/** Binds the lines by their hash; from then on the claim can be submitted. */
async function sealClaim(context: Context, build: ClaimBuild): Promise<void> {
  await runCommand(context, 'subsidy-claim.build', async (unit) => {
    const claim = await lockBuild(unit, build);
    const contentHash = claim.contentHash ?? (await claimContentHash(claim.id, unit.transaction));
    await updateRows(SubsidyClaim, { contentHash, updatedAt: unit.now }, { id: claim.id }, unit.transaction);
    const { number, lineCount, interestFen, subsidyFen } = claim;
    const detail = { number, lineCount, interestFen, subsidyFen, contentHash };
    recordOnClaim(context, unit, claim, detail, 'subsidy-claim.built');
    return null;
  });
}

async function readBuilt({ claimId }: ClaimBuild): Promise<BuiltClaim> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId } });
  if (!claim) throw new Error(`Claim ${claimId} is gone`);
  const { number, state, lineCount, interestFen, subsidyFen, contentHash } = claim;
  return { claimId, number, state, lineCount, interestFen, subsidyFen, contentHash };
}
