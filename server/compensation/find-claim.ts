import { CompensationClaim } from '../../models/compensation-claim.js';
import { CompensationEvidence } from '../../models/compensation-evidence.js';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { CompensationStep } from '../../models/compensation-step.js';
import { Organisation } from '../../models/organisation.js';
import { StageClock } from '../../models/stage-clock.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { compensationClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { missingEvidence, type CompensationEvidenceKind } from '../core/compensation/evidence-kinds.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import { isErased } from '../core/erased.js';
import { DomainError } from '../core/errors.js';
import type { StateActor } from '../core/roles.js';
import {
  COMPENSATION_CLAIM_STATES,
  type CompensationClaimEvent,
} from '../core/states/compensation-claim-states.js';
import { sha256 } from '../hashing.js';
import type { ClaimRow } from './claim-case.js';
import type { ClaimContent } from './claim-content.js';

/** A claim with all that is needed to decide on it. */
export interface ClaimDetail {
  readonly claim: ClaimRow;
  readonly content: ClaimContent;
  readonly bankName: string;
  readonly guarantorName: string;
  readonly papers: readonly Row<CompensationEvidence>[];
  readonly missing: readonly CompensationEvidenceKind[];
  /** Asked for and not yet recorded to the claim as it is. */
  readonly consentsOpen: readonly ConsentBody[];
  readonly steps: readonly Row<CompensationStep>[];
  readonly payment: Row<CompensationPayment> | null;
  readonly openStage: Row<StageClock> | null;
  readonly next: readonly { readonly event: CompensationClaimEvent; readonly roles: readonly StateActor[] }[];
}

/** Where a paper lies. */
export interface EvidenceAddress {
  readonly claimId: number;
  readonly evidenceId: number;
}

/** One claim: its amounts with what they follow from, evidence, history, clock, and who may act next. Fails: not-found. */
export async function findClaim(context: Context, claimId: number): Promise<ClaimDetail> {
  const claim = await visibleClaim(context, claimId);
  const content = JSON.parse(claim.contentJson) as ClaimContent;
  const byId = [['id', 'ASC']] as const;
  const [papers, steps, payment, openStage, bank, guarantor] = await Promise.all([
    findRows(CompensationEvidence, { where: { claimId }, order: byId }),
    findRows(CompensationStep, { where: { claimId }, order: byId }),
    findRow(CompensationPayment, { where: { claimId } }),
    findRow(StageClock, { where: { subjectKind: 'compensation-claim', subjectId: claimId, endedOn: null } }),
    findRow(Organisation, { where: { id: claim.bankOrganisationId } }),
    findRow(Organisation, { where: { id: claim.guarantorOrganisationId } }),
  ]);
  const { policyBook } = context.system.referenceData.current();
  const { kinds } = policyBook.asOf('compensation-evidence', claim.cutOffOn).value;
  const given = new Set(steps.filter(({ round }) => round === claim.round).map(({ body }) => body));
  return {
    claim,
    content,
    bankName: bank?.name ?? '',
    guarantorName: guarantor?.name ?? '',
    papers,
    missing: missingEvidence(kinds, content.evidence),
    consentsOpen: content.consents.filter((body) => !given.has(body)),
    steps,
    payment,
    openStage,
    next: COMPENSATION_CLAIM_STATES.rows
      .filter((row) => row.from === claim.state)
      .map(({ event, roles }) => ({ event, roles })),
  };
}

/** One paper with its bytes, which are still those that were uploaded. Fails: not-found, erased. */
export async function readEvidence(
  context: Context,
  { claimId, evidenceId }: EvidenceAddress,
): Promise<{ readonly paper: Row<CompensationEvidence>; readonly bytes: Uint8Array }> {
  await visibleClaim(context, claimId);
  const paper = await findRow(CompensationEvidence, { where: { id: evidenceId, claimId } });
  if (!paper) throw new DomainError('not-found');
  if (isErased(paper.fileName)) throw new DomainError('erased');
  const bytes = await context.system.files.read(paper.storedName);
  if (sha256(bytes) !== paper.sha256) throw new Error(`Evidence ${evidenceId} is not what was uploaded`);
  return { paper, bytes };
}

async function visibleClaim({ actor }: Context, id: number): Promise<ClaimRow> {
  const claim = await findRow(CompensationClaim, { where: { id, ...compensationClaimScope(actor) } });
  if (!claim) throw new DomainError('not-found');
  return claim;
}
