import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow } from '../../models/rows.js';
import type { Context } from '../context.js';
import { buildBatch, LOANS_IN_BATCH, nothingBuilt } from './build-batch.js';
import { openBuild, type BuildRequest, type ClaimBuild } from './open-build.js';
import { removeLeftLines } from './remove-left-lines.js';
import { sealClaim } from './seal-claim.js';

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

/**
 * Builds or rebuilds a bank's claim for an interest quarter that has ended: every loan with a balance in the quarter, and
 * the adjustments of quarters paid before (穗人社函〔2023〕325号). It is a sequence of batch commands. Each finds out from
 * the stored lines where to go on, so that a build that was broken off is resumed by asking again, two builders help each
 * other, and asking once more gives the same lines.
 *
 * Fails: not-found, malformed (quarter not ended, bank missing), already-exists (the claim has been submitted),
 * request-in-progress (a later build has begun).
 */
export async function buildSubsidyClaim(
  context: Context,
  request: BuildRequest,
  loansInBatch = LOANS_IN_BATCH,
): Promise<BuiltClaim> {
  const build = await openBuild(context, request);
  // The caller's key answers for the opening alone; what follows is guarded by the lines that are stored.
  const { idempotency, ...batchContext } = context;
  const repeated = idempotency?.replayed === true && (await readBuilt(build)).contentHash !== null;
  if (!repeated) {
    await removeLeftLines(batchContext, build);
    let progress = nothingBuilt();
    while (!progress.finished) progress = await buildBatch(batchContext, build, progress, loansInBatch);
    await sealClaim(batchContext, build, progress.hashed);
  }
  return await readBuilt(build);
}

/** The claim as it stands. */
export async function readBuilt({ claimId }: Pick<ClaimBuild, 'claimId'>): Promise<BuiltClaim> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId } });
  if (!claim) throw new Error(`Claim ${claimId} is gone`);
  const { number, state, lineCount, interestFen, subsidyFen, contentHash } = claim;
  return { claimId, number, state, lineCount, interestFen, subsidyFen, contentHash };
}
