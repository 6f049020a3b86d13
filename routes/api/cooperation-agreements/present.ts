import type {
  AgreementDetail,
  AgreementView,
  ExposureView,
} from '../../../server/agreements/find-agreements.js';
import { agreedConsents } from '../../../server/agreements/find-agreement-in-force.js';
import type { RenewalAdvice } from '../../../server/core/bank-scorecard/renewal-advice.js';
import { formatYuan, subtractFen, ZERO_FEN } from '../../../server/core/money.js';
import { formatRate } from '../../../server/core/rate.js';
import { formatBasisPoints } from '../../../server/core/stop-rules.js';

/** An agreement with its shares and how much of its limit is used. */
export const presentAgreement = ({ agreement, shares, exposureFen }: AgreementView) => ({
  agreementId: String(agreement.id),
  number: agreement.number,
  state: agreement.state,
  bankOrganisationId: String(agreement.bankOrganisationId),
  guarantorOrganisationId: String(agreement.guarantorOrganisationId),
  startsOn: agreement.startsOn,
  endsOn: agreement.endsOn,
  exposureLimit: formatYuan(agreement.exposureLimitFen),
  singleLoanLimit: formatYuan(agreement.singleLoanLimitFen),
  exposure: formatYuan(exposureFen),
  approvalMode: agreement.approvalMode,
  annualFeeRatePercent: formatRate(agreement.agreedFeeRate),
  objectionEffect: agreement.objectionEffect,
  batchCapBasisPoints: agreement.batchCapBasisPoints,
  interestCovered: agreement.interestCoveredFlag === 1,
  compensationCap: agreement.compensationCapFen === null ? null : formatYuan(agreement.compensationCapFen),
  costsFirst: agreement.costsFirstFlag === 1,
  compensationConsents: agreedConsents(agreement),
  shares: shares.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
});

const scoreOrNull = (basisPoints: number | null): string | null =>
  basisPoints === null ? null : formatBasisPoints(basisPoints);

/** What the bank's scorecards say about renewing. */
const presentRenewal = ({ scores, meanBasisPoints, minimumBasisPoints, ...rest }: RenewalAdvice) => ({
  scores: scores.map(({ scoreBasisPoints, ...score }) => ({
    ...score,
    score: scoreOrNull(scoreBasisPoints),
  })),
  meanScore: scoreOrNull(meanBasisPoints),
  minimumScore: formatBasisPoints(minimumBasisPoints),
  belowMinimum: rest.belowMinimum,
  policyId: rest.policyId,
});

/** The same with the proposal that waits for its checker. */
export const presentAgreementDetail = ({ openProposal, batchRoom, renewal, ...view }: AgreementDetail) => ({
  ...presentAgreement(view),
  batchCap: batchRoom ? formatYuan(batchRoom.capFen) : null,
  batchRemaining: batchRoom ? formatYuan(batchRoom.remainingFen) : null,
  renewal: presentRenewal(renewal),
  openProposal: openProposal && {
    payload: openProposal.payload,
    payloadHash: openProposal.payloadHash,
    makerUserId: String(openProposal.makerUserId),
    proposedAt: openProposal.proposedAt,
  },
});

/** A guarantor's exposure, what is left of its limit, and what the limit follows from. */
export const presentExposure = ({
  organisationId,
  name,
  limit: bound,
  agreedFen,
  exposureFen,
}: ExposureView) => ({
  organisationId: String(organisationId),
  name,
  limit: formatYuan(bound.limit),
  limitedBy: bound.bound,
  agreedLimit: formatYuan(agreedFen),
  capital: bound.capitalFen === null ? null : formatYuan(bound.capitalFen),
  capitalTimes: bound.times,
  exposure: formatYuan(exposureFen),
  available: formatYuan(exposureFen > bound.limit ? ZERO_FEN : subtractFen(bound.limit, exposureFen)),
});
