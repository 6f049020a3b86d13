import { parseBusinessDate } from '../../../server/core/business-date.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';
import {
  findAllImpacts,
  findImpact,
  findImpacts,
} from '../../../server/policy-studio/impacts/find-impacts.js';
import { requestImpact } from '../../../server/policy-studio/impacts/request-impact.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import * as schemas from './impact-schemas.js';
import { presentImpact, presentImpactDetail } from './present-impact.js';
import { draftParams, type DraftParams } from './schemas.js';

const request = guarded<DraftParams, unknown, schemas.ImpactBody>({
  method: 'post',
  path: '/api/v1/policy-drafts/:draftId/impacts',
  tag: 'policy-drafts',
  operationId: 'requestPolicyImpact',
  summary:
    'Have it computed what a draft would cost over the real book, beside the policy in force (影响测算)',
  permission: 'policy-draft.propose',
  params: draftParams,
  body: schemas.impactBody,
  idempotency: 'required',
  reply: { status: 202, schema: schemas.requestedReply },
  errors: ['not-found', 'illegal-transition'],
  handle: async (context, { params, body: { quarters, assumedFrom } }) => {
    const { impactId } = await requestImpact(context, Number(params.draftId), {
      quarters: quarters.map(subsidyQuarter),
      assumedFrom: assumedFrom === undefined ? null : parseBusinessDate(assumedFrom),
    });
    return { id: String(impactId) };
  },
});

const list = guarded<DraftParams, PageQuery>({
  method: 'get',
  path: '/api/v1/policy-drafts/:draftId/impacts',
  tag: 'policy-drafts',
  operationId: 'listPolicyImpacts',
  summary: 'The estimates of a draft and how far they are, the newest first',
  permission: 'policy-draft.read',
  params: draftParams,
  query: schemas.impactsQuery,
  reply: { status: 200, schema: schemas.impactsReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const { items, nextCursor } = await findImpacts(context, Number(params.draftId), query);
    return { items: items.map((impact) => presentImpact(impact, context.language)), nextCursor };
  },
});

const listAll = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/policy-impacts',
  tag: 'policy-drafts',
  operationId: 'listAllPolicyImpacts',
  summary: 'The estimates of all drafts, the newest first (影响测算)',
  permission: 'policy-draft.read',
  query: schemas.impactsQuery,
  reply: { status: 200, schema: schemas.impactsReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findAllImpacts(context, query);
    return { items: items.map((impact) => presentImpact(impact, context.language)), nextCursor };
  },
});

const read = guarded<schemas.ImpactParams>({
  method: 'get',
  path: '/api/v1/policy-impacts/:impactId',
  tag: 'policy-drafts',
  operationId: 'readPolicyImpact',
  summary: 'What a draft would cost: totals, distribution, by quarter, district, kind and category',
  permission: 'policy-draft.read',
  params: schemas.impactParams,
  reply: { status: 200, schema: schemas.impactReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentImpactDetail(await findImpact(context, Number(params.impactId)), context.language),
});

/** 影响测算: what a draft would cost. */
export const POLICY_IMPACT_ENDPOINTS: readonly Endpoint[] = [request, list, listAll, read];
