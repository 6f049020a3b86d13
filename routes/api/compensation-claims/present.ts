import type { EvidenceReply } from '../../../server/compensation/add-evidence.js';
import type { ClaimRow, CompensationReply } from '../../../server/compensation/claim-case.js';
import type { ClaimDetail } from '../../../server/compensation/find-claim.js';
import type { ListedClaim } from '../../../server/compensation/find-claims.js';
import type { Actor } from '../../../server/context.js';
import type { BusinessDate } from '../../../server/core/business-date.js';
import { formatYuan } from '../../../server/core/money.js';

/** What a step replies, with whatever it adds. */
export const presentStep = <Reply extends CompensationReply>({ claimId, ...reply }: Reply) => ({
  id: String(claimId),
  ...reply,
});

export const presentAdded = ({ evidenceId, ...reply }: EvidenceReply) => ({
  ...presentStep(reply),
  evidenceId: String(evidenceId),
});

interface Clock {
  readonly stage: string | null;
  readonly warnOn: BusinessDate | null;
  readonly dueOn: BusinessDate | null;
}

const presentClock = ({ stage, warnOn, dueOn }: Clock) => (stage === null ? null : { stage, warnOn, dueOn });

type Summary = Omit<ClaimRow, 'contentJson'> &
  Pick<ListedClaim, 'contractNumber' | 'bankName' | 'guarantorName'>;

const presentSummary = (claim: Summary, today: BusinessDate) => ({
  id: String(claim.id),
  number: claim.number,
  state: claim.state,
  round: claim.round,
  contentHash: claim.contentHash,
  version: claim.version,
  loanId: String(claim.loanId),
  contractNumber: claim.contractNumber,
  bankName: claim.bankName,
  guarantorName: claim.guarantorName,
  pastDueSince: claim.pastDueSince,
  claimableFrom: claim.claimableFrom,
  claimBy: claim.claimBy,
  late: (claim.submittedOn ?? today) > claim.claimBy,
  cutOffOn: claim.cutOffOn,
  principal: formatYuan(claim.principalFen),
  interest: formatYuan(claim.interestFen),
  claimed: formatYuan(claim.claimedFen),
  compensation: formatYuan(claim.compensationFen),
});

/** A claim in a list, with whose time runs. */
export const presentListed = (claim: ListedClaim, today: BusinessDate) => ({
  ...presentSummary(claim, today),
  openStage: presentClock(claim),
});

/** A claim with its amounts explained, its evidence and its history. */
export const presentClaim = (
  { claim, content, papers, openStage, payment, ...detail }: ClaimDetail,
  actor: Actor,
  today: BusinessDate,
) => ({
  ...presentSummary({ ...claim, ...detail, contractNumber: content.contractNumber }, today),
  openStage: openStage && presentClock(openStage),
  daysPastDue: content.daysPastDue,
  interestCovered: content.interestCovered,
  costsFirst: content.costsFirst,
  shares: content.shares.map(({ amountFen, ...share }) => ({ ...share, amount: formatYuan(amountFen) })),
  policyIds: content.policyIds,
  evidence: presentEvidence(content.evidence, papers),
  missing: detail.missing,
  consents: content.consents.map((body) => ({ body, given: !detail.consentsOpen.includes(body) })),
  steps: detail.steps.map((step) => ({
    event: step.event,
    round: step.round,
    body: step.body === '' ? null : step.body,
    contentHash: step.contentHash,
    reason: step.reason,
    documentNumber: step.documentNumber,
    userId: step.takenByUserId === null ? null : String(step.takenByUserId),
    takenAt: step.takenAt,
  })),
  payment: payment && {
    paidOn: payment.paidOn,
    amount: formatYuan(payment.amountFen),
    paymentReference: payment.paymentReference,
  },
  next: detail.next.map(({ event, roles }) => ({ event, roles, mayYou: roles.includes(actor.role) })),
});

const presentEvidence = (items: ClaimDetail['content']['evidence'], papers: ClaimDetail['papers']) => [
  ...papers.map(({ id, kind, fileName, sha256 }) => ({
    kind,
    basis: 'paper',
    evidenceId: String(id),
    fileName,
    sha256,
    fact: null,
  })),
  ...items.flatMap((item) =>
    item.basis === 'paper'
      ? []
      : {
          kind: item.kind,
          basis: item.basis,
          evidenceId: null,
          fileName: null,
          sha256: null,
          fact: item.fact,
        },
  ),
];
