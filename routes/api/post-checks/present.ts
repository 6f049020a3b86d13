import type { Context } from '../../../server/context.js';
import { formatYuan } from '../../../server/core/money.js';
import { POST_CHECK_STATES } from '../../../server/core/states/post-check-states.js';
import type { PostCheckDetail, PostCheckView } from '../../../server/post-checks/find-post-checks.js';

/** A check with its loan and deadline. */
export const presentPostCheck = (check: PostCheckView, { language }: Context) => ({
  postCheckId: String(check.id),
  state: check.state,
  stateLabel: POST_CHECK_STATES.states[check.state][language],
  loanId: String(check.loanId),
  contractNumber: check.loan.contractNumber,
  borrowerName: check.loan.borrowerName,
  bankOrganisationId: String(check.bankOrganisationId),
  guarantorOrganisationId: String(check.guarantorOrganisationId),
  agreementId: String(check.agreementId),
  guaranteeNumber: check.guarantee.number,
  guaranteed: formatYuan(check.guarantee.guaranteedFen),
  openedOn: check.openedOn,
  dueOn: check.clock.dueOn,
  dueOnEstimated: check.clock.estimatedFlag === 1,
  late: check.late,
  reason: check.reason,
  closedOn: check.closedOn,
});

/** The same with the finding that waits for its checker. */
export const presentPostCheckDetail = ({ openProposal, ...check }: PostCheckDetail, context: Context) => ({
  ...presentPostCheck(check, context),
  openProposal: openProposal && {
    payload: openProposal.payload,
    payloadHash: openProposal.payloadHash,
    makerUserId: String(openProposal.makerUserId),
    proposedAt: openProposal.proposedAt,
  },
});
