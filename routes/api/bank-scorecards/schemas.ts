import Joi from 'joi';
import { SCORE_MEASURES } from '../../../server/core/bank-scorecard/score-measures.js';
import { calendarQuarter, day, hash, id, instant, required, score } from '../../fields.js';

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

export interface ScorecardParams {
  readonly scorecardId: string;
}
export const scorecardParams = required<ScorecardParams>({ scorecardId: id() });

export interface RankingQuery {
  readonly quarter?: string;
}
export const rankingQuery = Joi.object<RankingQuery>({ quarter: calendarQuarter() });

export interface ComputeBody {
  readonly quarter: string;
}
export const computeBody = required<ComputeBody>({ quarter: calendarQuarter() }).required();
export const computeReply = required({
  quarter: calendarQuarter(),
  banks: count().description('Banks at work.'),
  stored: count().description('Banks whose scorecard is new, or another than before.'),
});

const outcome = {
  scorecardId: id(),
  quarter: calendarQuarter(),
  revision: count().description('Goes up when the quarter was computed again and something differed.'),
  score: score().allow(null).description('Null where nothing could be measured.'),
  rank: Joi.number().integer().min(1).allow(null),
  rankedBanks: count(),
};
const view = { ...outcome, bankOrganisationId: id(), bankName: Joi.string(), computedAt: instant() };

export const rankingReply = required({
  quarter: calendarQuarter().allow(null).description('Null before the first scorecard.'),
  items: Joi.array().items(required(view)),
});

export const scorecardReply = required({
  ...view,
  firstOn: day(),
  lastOn: day(),
  booksOn: day().description('The last business date that was closed when it was computed.'),
  superseded: Joi.boolean().description('Whether the quarter has a later revision.'),
  contentHash: hash(),
  measures: Joi.array().items(
    required({
      measure: Joi.string().valid(...Object.keys(SCORE_MEASURES)),
      name: Joi.string(),
      meaning: Joi.string(),
      unit: Joi.string().valid('cases', 'yuan'),
      part: Joi.string().description('A number of cases, or yuan with two places.'),
      whole: Joi.string(),
      ratePercent: Joi.string().allow(null).description('Null where there was nothing to measure.'),
      marks: score().allow(null),
      weight: count(),
      policyId: Joi.string(),
      verified: Joi.boolean().description('Whether weight and scale were read in an official text.'),
    }),
  ),
  earlier: Joi.array().items(required(outcome)).description('Of the same bank, the latest quarter first.'),
});
