import { computeScorecards } from '../../../server/bank-scorecards/compute-scorecards.js';
import { findRanking, findScorecard } from '../../../server/bank-scorecards/find-scorecards.js';
import { parseCalendarQuarter } from '../../../server/core/calendar-quarter.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentScorecard, presentScorecardDetail } from './present.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, schemas.RankingQuery>({
  method: 'get',
  path: '/api/v1/bank-scorecards',
  tag: 'bank-scorecards',
  operationId: 'listBankScorecards',
  summary:
    'The banks of a quarter in the order of their rank; without a quarter, the last one (经办银行绩效)',
  permission: 'bank-scorecard.read',
  mayLag: true,
  query: schemas.rankingQuery,
  reply: { status: 200, schema: schemas.rankingReply },
  errors: [],
  handle: async (context, { query: { quarter } }) => {
    const asked = quarter === undefined ? undefined : parseCalendarQuarter(quarter);
    const ranking = await findRanking(context, asked);
    return { quarter: ranking.quarter, items: ranking.items.map(presentScorecard) };
  },
});

const detail = guarded<schemas.ScorecardParams>({
  method: 'get',
  path: '/api/v1/bank-scorecards/:scorecardId',
  tag: 'bank-scorecards',
  operationId: 'getBankScorecard',
  summary: 'One scorecard: what was measured, by which weights and scales, and how the bank did before',
  permission: 'bank-scorecard.read',
  mayLag: true,
  params: schemas.scorecardParams,
  reply: { status: 200, schema: schemas.scorecardReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentScorecardDetail(await findScorecard(context, Number(params.scorecardId)), context.language),
});

const compute = guarded<unknown, unknown, schemas.ComputeBody>({
  method: 'post',
  path: '/api/v1/bank-scorecards',
  tag: 'bank-scorecards',
  operationId: 'computeBankScorecards',
  summary:
    'Compute the scorecards of a closed quarter again; what differs becomes another revision (重新计算绩效)',
  permission: 'bank-scorecard.compute',
  body: schemas.computeBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.computeReply },
  errors: ['no-policy-in-force'],
  handle: (context, { body: { quarter } }) => computeScorecards(context, parseCalendarQuarter(quarter)),
});

/** 经办银行绩效: how each bank did in a quarter, by facts. */
export const BANK_SCORECARD_ENDPOINTS: readonly Endpoint[] = [list, detail, compute];
