import type { ApplicationForm } from '../../../server/applications/application-form.js';
import {
  ATTACHMENT_KINDS,
  isAttachmentKind,
} from '../../../server/applications/attachments/attachment-kinds.js';
import type { findAttachments } from '../../../server/applications/attachments/find-attachments.js';
import { FILING_CONSENT } from '../../../server/applications/consent-text.js';
import type { ApplicationView, EligibilityView } from '../../../server/applications/find-application.js';
import type { RegistryAnswer, RegistryEvidence } from '../../../server/applications/find-registry-facts.js';
import type { ApplicationItem, ClockView } from '../../../server/applications/find-applications.js';
import type { GuaranteeReply } from '../../../server/applications/approve-guarantee.js';
import {
  maskAccountNumber,
  maskIdentityNumber,
  maskName,
  maskPhoneNumber,
} from '../../../server/core/masking.js';
import { formatYuan, type Fen } from '../../../server/core/money.js';
import { formatRate } from '../../../server/core/rate.js';
import { REGISTRIES } from '../../../server/core/registries/registries.js';
import { APPLICATION_STATES } from '../../../server/core/states/application-states.js';

const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));
const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount));

const presentClock = ({ organisationId, ...clock }: ClockView) => ({
  ...clock,
  organisationId: String(organisationId),
});

/** An application in a list; its applicant's name is masked. */
export function presentItem({ application, clocks }: Omit<ApplicationItem, 'id'>) {
  return {
    applicationId: String(application.id),
    number: application.number,
    state: application.state,
    stateLabel: APPLICATION_STATES.states[application.state],
    borrowerKind: application.borrowerKind,
    borrowerCategory: application.borrowerCategory,
    applicantName: application.applicantName && maskName(application.applicantName),
    districtOrganisationId: idOrNull(application.districtOrganisationId),
    bankOrganisationId: idOrNull(application.bankOrganisationId),
    guarantorOrganisationId: idOrNull(application.guarantorOrganisationId),
    stationOrganisationId: idOrNull(application.stationOrganisationId),
    requested: yuanOrNull(application.requestedFen),
    termMonths: application.termMonths,
    appliedOn: application.appliedOn,
    submittedAt: application.submittedAt,
    createdAt: application.createdAt,
    updatedAt: application.updatedAt,
    version: application.version,
    fastLane: application.fastLaneFlag === 1,
    clocks: clocks.map(presentClock),
  };
}

/** An application in full; names, numbers, phones and accounts are masked. */
export function presentDetail(view: ApplicationView) {
  const { application, form } = view;
  const { accountNumber } = form.subsidyAccount ?? {};
  return {
    repaymentMethod: application.repaymentMethod,
    purpose: form.purpose ?? null,
    subsidyAccountNumber: accountNumber === undefined ? null : maskAccountNumber(accountNumber),
    contentHash: application.contentHash,
    parties: view.parties.map(({ id, role, name, identityKind, identityNumber, phone }) => ({
      partyId: String(id),
      role,
      name: identityKind === 'credit-code' ? name : maskName(name),
      identityKind,
      identityNumber: identityKind === 'credit-code' ? identityNumber : maskIdentityNumber(identityNumber),
      phone: phone === null ? null : maskPhoneNumber(phone),
    })),
    counterGuarantees: view.counterGuarantees.map(
      ({ kind, partyId, description, valueFen, exemptionBasis }) => ({
        kind,
        partyId: idOrNull(partyId),
        description,
        value: yuanOrNull(valueFen),
        exemptionBasis,
      }),
    ),
    missingFields: view.missingFields.map(({ field, message }) => ({ field, message })),
    missingPapers: view.missingPapers.map((kind) => ({ kind, label: ATTACHMENT_KINDS[kind] })),
    registryEvidence: view.registryEvidence.answers.map((answer) =>
      presentAnswer(answer, view.registryEvidence.papers),
    ),
    eligibility: view.eligibility && presentEligibility(view.eligibility),
    allowedEvents: view.allowedEvents.map((event) => ({ event, label: APPLICATION_STATES.events[event] })),
    openProposals: view.openProposals.map(({ action, payload, payloadHash, makerUserId, proposedAt }) => ({
      action,
      payload,
      payloadHash,
      makerUserId: String(makerUserId),
      proposedAt,
    })),
    consentText: FILING_CONSENT,
    ...presentItem(view),
    ...presentBusiness(form),
    ...presentDecisions(view),
  };
}

const presentAnswer = (answer: RegistryAnswer, papers: RegistryEvidence['papers']) => ({
  registry: answer.registry,
  label: REGISTRIES[answer.registry].label,
  outcome: answer.outcome,
  count: answer.matchCount,
  asOfOn: answer.asOfOn,
  sourceOffice: answer.sourceOffice,
  standsFor: papers.find(({ registry }) => registry === answer.registry)?.paper ?? null,
});

function presentBusiness({ business = {}, workforce = {} }: ApplicationForm) {
  return {
    business: {
      name: business.name ?? null,
      creditCode: business.creditCode ?? null,
      registeredOn: business.registeredOn ?? null,
      address: business.address ?? null,
      districtCode: business.districtCode ?? null,
      industry: business.industry ?? null,
    },
    workforce: {
      staff: workforce.staff ?? null,
      newHires: workforce.newHires?.length ?? null,
      jobsToCreate: workforce.jobsToCreate ?? null,
    },
  };
}

function presentDecisions({
  application,
  guarantee,
  decisions,
  reconsiderations,
  reconsiderationAdvice,
}: ApplicationView) {
  const { approvedFen, approvedRate, approvedTermMonths, dayCountBasis, repaymentMethod } = application;
  return {
    approved:
      approvedFen === null || approvedRate === null
        ? null
        : {
            amount: formatYuan(approvedFen),
            annualRatePercent: formatRate(approvedRate),
            termMonths: approvedTermMonths,
            dayCountBasis,
            repaymentMethod,
          },
    creditOutcome: application.creditOutcome,
    guaranteeOutcome: application.guaranteeOutcome,
    guarantee: guarantee && {
      guaranteeId: String(guarantee.row.id),
      number: guarantee.row.number,
      state: guarantee.row.state,
      guaranteed: formatYuan(guarantee.row.guaranteedFen),
      balance: formatYuan(guarantee.row.balanceFen),
      annualFeeRatePercent: formatRate(guarantee.row.feeRate),
      issuedOn: guarantee.row.issuedOn,
      shares: guarantee.shares.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
    },
    decisions: decisions.map(({ stage, round, outcome, reason, detailJson, contentHash, decidedAt }) => ({
      stage,
      round,
      outcome,
      reason,
      detail: JSON.parse(detailJson) as unknown,
      contentHash,
      decidedAt,
    })),
    reconsiderations: reconsiderations.map(({ id, grounds, requestedAt, outcome, reason, decidedAt }) => ({
      reconsiderationId: String(id),
      grounds,
      requestedAt,
      outcome,
      reason,
      decidedAt,
    })),
    reconsiderationAdvice,
  };
}

function presentEligibility({ result, findings, current }: EligibilityView) {
  return {
    outcome: result.outcome,
    evaluatedOn: result.evaluatedOn,
    cap: yuanOrNull(result.capFen),
    current,
    findings: findings.map(({ rule, outcome, reason, warning, document, article, verified }) => ({
      rule,
      outcome,
      reason,
      warning: warning ?? null,
      document,
      article,
      verified,
    })),
  };
}

export const presentGuaranteeReply = ({ guaranteedFen, ...reply }: GuaranteeReply) => ({
  ...reply,
  guaranteed: yuanOrNull(guaranteedFen),
});

/** A paper in a list: what it is, not where it lies. */
export const presentAttachment = (attachment: Awaited<ReturnType<typeof findAttachments>>[number]) => ({
  attachmentId: String(attachment.id),
  kind: attachment.kind,
  label: isAttachmentKind(attachment.kind)
    ? ATTACHMENT_KINDS[attachment.kind]
    : { zh: attachment.kind, en: attachment.kind },
  fileName: attachment.fileName,
  mediaType: attachment.mediaType,
  sizeBytes: attachment.sizeBytes,
  sha256: attachment.sha256,
  uploadedAt: attachment.uploadedAt,
});
