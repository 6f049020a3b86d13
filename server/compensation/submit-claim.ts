import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { COMPENSATION_EVIDENCE, missingEvidence } from '../core/compensation/evidence-kinds.js';
import { DomainError } from '../core/errors.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaimCase,
  nextState,
  takeStep,
  type ClaimDecision,
  type CompensationReply,
} from './claim-case.js';
import type { ClaimContent } from './claim-content.js';

/**
 * The bank's supervisor files a claim with the guarantor, with every piece of evidence the policy asks for. What is late for the end of the
 * quarter is taken and shows it.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, compensation-not-due, evidence-missing.
 */
export async function submitClaim(context: Context, decision: ClaimDecision): Promise<CompensationReply> {
  return runCommand(context, 'compensation-claim.submit', async (unit) => {
    const found = await lockClaimCase(context, unit, decision.claimId);
    nextState(found.claim, 'submit', context.actor);
    await assertOtherPerson(unit, context.actor, found.claim, { event: 'submit' });
    assertEvidence(context, await assertContent(context, unit, found, decision.contentHash));
    return takeStep(context, unit, found.claim, {
      event: 'submit',
      changes: { submittedOn: found.claim.submittedOn ?? unit.today },
      clock: {
        stage: 'compensation-verification',
        organisationId: found.claim.guarantorOrganisationId,
      },
      detail: { claimBy: found.claim.claimBy },
    });
  });
}

function assertEvidence({ system }: Context, { cutOffOn, evidence }: ClaimContent): void {
  const { policyBook } = system.referenceData.current();
  const missing = missingEvidence(policyBook.asOf('compensation-evidence', cutOffOn).value.kinds, evidence);
  if (missing.length === 0) return;
  const fields = missing.map((kind) => ({
    field: `evidence.${kind}`,
    rule: 'required',
    message: {
      zh: `缺少${COMPENSATION_EVIDENCE[kind].zh}`,
      en: `The ${COMPENSATION_EVIDENCE[kind].en} is missing`,
    },
  }));
  throw new DomainError('evidence-missing', { missing: missing.length }, fields);
}
