import { DomainError } from '../../../server/core/errors.js';
import { findRegistries, findRoster, findRosters } from '../../../server/registries/find-rosters.js';
import { receiveRoster } from '../../../server/registries/receive-roster.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentRegistry, presentRoster } from './present.js';
import * as schemas from './schemas.js';

const MOST_BYTES = 512 * 1024 * 1024;

const createRoster = guarded<unknown, unknown, schemas.RosterBody>({
  method: 'post',
  path: '/api/v1/rosters',
  tag: 'rosters',
  operationId: 'createRoster',
  summary: 'Send a roster of another platform of the city, with its source and day (导入名册)',
  permission: 'roster.create',
  body: schemas.rosterBody,
  upload: { field: 'file', maxBytes: MOST_BYTES, stored: true },
  reply: { status: 202, schema: schemas.rosterReply },
  errors: ['payload-too-large'],
  handle: async (context, { body, stored }) => {
    if (!stored) throw new DomainError('malformed', { field: 'file' });
    const { documentNumber = null, ...rest } = body;
    const { rosterId } = await receiveRoster(context, { ...rest, documentNumber, upload: stored });
    return presentRoster(await findRoster(context, rosterId), context);
  },
});

const listRosters = guarded<unknown, schemas.RostersQuery>({
  method: 'get',
  path: '/api/v1/rosters',
  tag: 'rosters',
  operationId: 'listRosters',
  summary: 'Rosters that came in, the newest first (名册导入记录)',
  permission: 'roster.read',
  query: schemas.rostersQuery,
  reply: { status: 200, schema: schemas.rostersReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findRosters(context, query);
    return { items: items.map((roster) => presentRoster(roster, context)), nextCursor };
  },
});

const getRoster = guarded<schemas.RosterParams>({
  method: 'get',
  path: '/api/v1/rosters/:rosterId',
  tag: 'rosters',
  operationId: 'getRoster',
  summary: 'Where one roster came from and what became of its rows',
  permission: 'roster.read',
  params: schemas.rosterParams,
  reply: { status: 200, schema: schemas.rosterReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentRoster(await findRoster(context, Number(params.rosterId)), context),
});

const listRegistries = guarded({
  method: 'get',
  path: '/api/v1/registries',
  tag: 'rosters',
  operationId: 'listRegistries',
  summary: 'Every registry: the columns of its rosters, of what day it is, how many stand in it (名册概况)',
  permission: 'roster.read',
  reply: { status: 200, schema: schemas.registriesReply },
  errors: [],
  handle: async (context) => ({
    items: (await findRegistries(context)).map((registry) => presentRegistry(registry, context)),
  }),
});

/** 名册: what the city's other platforms know, and where it came from. */
export const ROSTER_ENDPOINTS: readonly Endpoint[] = [createRoster, listRosters, getRoster, listRegistries];
