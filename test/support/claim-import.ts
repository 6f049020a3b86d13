import { runCommand } from '../../server/command.js';
import type { Context } from '../../server/context.js';
import type { SubsidyClaimRow } from '../../server/core/bank-files/subsidy-claim-file.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { sha256 } from '../../server/hashing.js';
import { recordOnClaim } from '../../server/subsidies/claim-journal.js';
import { checkClaimRows } from '../../server/subsidies/claim-check/check-claim-rows.js';
import { finishClaimImport } from '../../server/subsidies/claim-check/finish-claim-import.js';
import { CLAIM_BATCH } from '../../server/subsidies/claim-check/subsidy-claim-import.js';
import { lockClaimImport, openClaimImport } from '../../server/subsidies/claim-check/open-claim-import.js';

/** Takes rows of a claim through its check as an import does, and returns the claim. */
export async function checkRows(
  context: Context,
  quarter: string,
  rows: readonly SubsidyClaimRow[],
  sourceHash = sha256(JSON.stringify(rows)),
): Promise<number> {
  const bankOrganisationId = context.actor.organisationId ?? 0;
  const file = { bankOrganisationId, quarter: subsidyQuarter(quarter), sourceHash };
  const claimId = await runCommand(context, 'claim.begin', (unit) => openClaimImport(context, unit, file));
  for (let from = 0; from < rows.length; from += CLAIM_BATCH) {
    await runCommand(context, 'claim.batch', async (unit) => {
      const claim = await lockClaimImport(unit, claimId, file);
      const { policyBook } = context.system.referenceData.current();
      if (claim) await checkClaimRows(unit, claim, rows.slice(from, from + CLAIM_BATCH), policyBook);
      recordOnClaim(context, unit, { id: claimId, bankOrganisationId }, {});
      return null;
    });
  }
  await finishClaimImport(context, claimId, file);
  return claimId;
}
