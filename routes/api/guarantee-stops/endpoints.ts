import { parseBusinessDate } from '../../../server/core/business-date.js';
import { decideRelease } from '../../../server/guarantee-stops/decide-release.js';
import { findStop, findStops } from '../../../server/guarantee-stops/find-stops.js';
import { proposeRelease } from '../../../server/guarantee-stops/propose-release.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';
import { presentStop, presentStopDetail } from './present.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, schemas.StopsQuery>({
  method: 'get',
  path: '/api/v1/guarantee-stops',
  tag: 'guarantee-stops',
  operationId: 'listGuaranteeStops',
  summary: 'Where new guarantees are or were stopped, the newest first (暂停新增担保)',
  permission: 'guarantee-stop.read',
  query: schemas.stopsQuery,
  reply: { status: 200, schema: schemas.stopsReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findStops(context, query);
    return { items: items.map((stop) => presentStop(stop, context)), nextCursor };
  },
});

const detail = guarded<schemas.StopParams>({
  method: 'get',
  path: '/api/v1/guarantee-stops/:stopId',
  tag: 'guarantee-stops',
  operationId: 'getGuaranteeStop',
  summary: 'One stop, with the release that waits for a second person',
  permission: 'guarantee-stop.read',
  params: schemas.stopParams,
  reply: { status: 200, schema: schemas.stopDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentStopDetail(await findStop(context, Number(params.stopId)), context),
});

const propose = guarded<schemas.StopParams, unknown, schemas.ReleaseBody>({
  method: 'post',
  path: '/api/v1/guarantee-stops/:stopId/release-proposals',
  tag: 'guarantee-stops',
  operationId: 'proposeStopRelease',
  summary: 'Propose to let new guarantees go on until a day (提请解除暂停)',
  permission: 'guarantee-stop.propose-release',
  params: schemas.stopParams,
  body: schemas.releaseBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.releaseProposalReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: (context, { params, body: { releasedUntil, reason } }) =>
    proposeRelease(context, Number(params.stopId), {
      releasedUntil: parseBusinessDate(releasedUntil),
      reason,
    }),
});

const decide = guarded<schemas.StopParams, unknown, VerdictBody>({
  method: 'post',
  path: '/api/v1/guarantee-stops/:stopId/release-decisions',
  tag: 'guarantee-stops',
  operationId: 'decideStopRelease',
  summary: 'Approve or decline the release; another person than who proposed it (批准解除暂停)',
  permission: 'guarantee-stop.approve-release',
  params: schemas.stopParams,
  body: verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.stopReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: (context, { params, body: { payloadHash, outcome, reason = null } }) =>
    decideRelease(context, Number(params.stopId), { payloadHash, outcome, reason }),
});

/** 暂停新增担保: where a rate has reached its threshold, and how it goes on. */
export const GUARANTEE_STOP_ENDPOINTS: readonly Endpoint[] = [list, detail, propose, decide];
