import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { claimContentHash, type HashedLines } from './claim-content.js';
import { recordOnClaim } from './claim-journal.js';
import { lockBuild, type ClaimBuild } from './open-build.js';

/** Binds the lines by their hash; from then on the claim can be submitted. Lines that are `hashed` are not read again. */
export async function sealClaim(
  context: Context,
  build: ClaimBuild,
  hashed: HashedLines | null,
): Promise<void> {
  await runCommand(context, 'subsidy-claim.build', async (unit) => {
    const claim = await lockBuild(unit, build);
    const contentHash =
      claim.contentHash ?? (await claimContentHash(claim, unit.transaction, hashed ?? undefined));
    await updateRows(SubsidyClaim, { contentHash, updatedAt: unit.now }, { id: claim.id }, unit.transaction);
    const { number, lineCount, interestFen, subsidyFen } = claim;
    const detail = { number, lineCount, interestFen, subsidyFen, contentHash };
    recordOnClaim(context, unit, claim, detail, 'subsidy-claim.built');
    return null;
  });
}
