import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { findRow } from '../../../models/rows.js';
import type { Context } from '../../context.js';
import { buildBatch, nothingBuilt } from '../build-batch.js';
import { sealClaim } from '../seal-claim.js';
import type { ClaimFile } from './open-claim-import.js';

/**
 * Completes a claim whose file has been checked to its end: adds the adjustments of quarters paid before and binds the lines by
 * their hash. From then on it may be submitted. Doing it again changes nothing.
 * Fails: request-in-progress (another file has taken its place).
 */
export async function finishClaimImport(
  context: Context,
  claimId: number,
  { bankOrganisationId, sourceHash }: Pick<ClaimFile, 'bankOrganisationId' | 'sourceHash'>,
): Promise<void> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId, sourceHash } });
  if (claim === null || claim.contentHash !== null) return;
  const build = { claimId, version: claim.version, bankOrganisationId };
  let progress = nothingBuilt();
  while (!progress.finished) progress = await buildBatch(context, build, progress);
  await sealClaim(context, build, progress.hashed);
}
