import Joi from 'joi';
import {
  POST_CHECK_STATES,
  type PostCheckEvent,
  type PostCheckState,
} from '../../../server/core/states/post-check-states.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  required,
  type PageQuery,
} from '../../fields.js';

const state = () => Joi.string().valid(...Object.keys(POST_CHECK_STATES.states));

export interface PostCheckParams {
  readonly postCheckId: string;
}
export const postCheckParams = required<PostCheckParams>({ postCheckId: id() });

export interface PostChecksQuery extends PageQuery {
  readonly state?: PostCheckState;
}
export const postChecksQuery = Joi.object<PostChecksQuery>({ ...pageQuery, state: state() });

export interface FindingBody {
  readonly outcome: PostCheckEvent;
  readonly reason: string;
}
export const findingBody = required<FindingBody>({
  outcome: Joi.string()
    .valid(...Object.keys(POST_CHECK_STATES.events))
    .description('An objection is possible until the deadline.'),
  reason: freeText(500),
}).required();

export const findingProposalReply = required({ postCheckId: id(), payloadHash: hash() });
export const postCheckReply = required({
  postCheckId: id(),
  state: state(),
  guaranteeEnded: Joi.boolean().description('The agreement may have an objection end the guarantee.'),
});

const view = {
  postCheckId: id(),
  state: state(),
  stateLabel: Joi.string(),
  loanId: id(),
  contractNumber: Joi.string(),
  borrowerName: Joi.string(),
  bankOrganisationId: id(),
  guarantorOrganisationId: id(),
  agreementId: id(),
  guaranteeNumber: Joi.string(),
  guaranteed: moneyReply(),
  openedOn: day(),
  dueOn: day(),
  dueOnEstimated: Joi.boolean().description('The calendar of that year is not published yet.'),
  late: Joi.boolean().description('Decided, or still open, after the deadline.'),
  reason: Joi.string().allow(null),
  closedOn: day().allow(null),
};
export const postChecksReply = pageOf(required(view));
export const postCheckDetailReply = required({
  ...view,
  openProposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
});
