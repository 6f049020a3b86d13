import type {
  AgreementDetail,
  AgreementView,
  ExposureView,
} from '../../../server/agreements/find-agreements.js';
import { formatYuan, subtractFen, ZERO_FEN } from '../../../server/core/money.js';

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
  interestCovered: agreement.interestCoveredFlag === 1,
  shares: shares.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
});

/** The same with the proposal that waits for its checker. */
export const presentAgreementDetail = ({ openProposal, ...view }: AgreementDetail) => ({
  ...presentAgreement(view),
  openProposal: openProposal && {
    payload: openProposal.payload,
    payloadHash: openProposal.payloadHash,
    makerUserId: String(openProposal.makerUserId),
    proposedAt: openProposal.proposedAt,
  },
});

/** A guarantor's exposure and what is left of its limit. */
export const presentExposure = ({ organisationId, name, limitFen, exposureFen }: ExposureView) => ({
  organisationId: String(organisationId),
  name,
  limit: formatYuan(limitFen),
  exposure: formatYuan(exposureFen),
  available: formatYuan(exposureFen > limitFen ? ZERO_FEN : subtractFen(limitFen, exposureFen)),
});
