import Joi from 'joi';
import { STOP_MEASURES } from '../../../server/core/stop-rules.js';
import {
  GUARANTEE_STOP_STATES,
  type GuaranteeStopState,
} from '../../../server/core/states/guarantee-stop-states.js';
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

const state = () => Joi.string().valid(...Object.keys(GUARANTEE_STOP_STATES.states));
const percent = () => Joi.string().pattern(/^\d{1,3}\.\d{2}$/, 'percent');

export interface StopParams {
  readonly stopId: string;
}
export const stopParams = required<StopParams>({ stopId: id() });

export interface StopsQuery extends PageQuery {
  readonly state?: GuaranteeStopState;
}
export const stopsQuery = Joi.object<StopsQuery>({ ...pageQuery, state: state() });

export interface ReleaseBody {
  readonly releasedUntil: string;
  readonly reason: string;
}
export const releaseBody = required<ReleaseBody>({
  releasedUntil: day()
    .description('The first day on which the rate is measured again; later than today.')
    .example('2099-01-01', { override: true }),
  reason: freeText(500),
}).required();

export const releaseProposalReply = required({ stopId: id(), payloadHash: hash() });
export const stopReply = required({ stopId: id(), state: state() });

const view = {
  stopId: id(),
  state: state(),
  organisation: required({ id: id(), kind: Joi.string(), name: Joi.string() }),
  measure: Joi.string().valid(...Object.keys(STOP_MEASURES)),
  measureLabel: Joi.string(),
  agreementId: id().allow(null).description('Of a stop under one agreement alone.'),
  ratePercent: percent(),
  thresholdPercent: percent(),
  part: moneyReply().description('Overdue, or compensated (of the year by the yearly measures).'),
  whole: moneyReply().description('Outstanding, guaranteed, or the agreed cap.'),
  policyId: Joi.string(),
  stoppedOn: day(),
  releasedUntil: day().allow(null),
  releaseReason: Joi.string().allow(null),
};
export const stopsReply = pageOf(required(view));
export const stopDetailReply = required({
  ...view,
  openProposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
});
