import { findRuns, findWhitelistEntries } from '../../../server/red-flags/find-runs.js';
import { requestRun } from '../../../server/red-flags/request-run.js';
import { decideWhitelisting, proposeWhitelisting } from '../../../server/red-flags/whitelist-element.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import { presentEntry, presentRun } from './present.js';
import * as schemas from './schemas.js';

const request = guarded({
  method: 'post',
  path: '/api/v1/red-flag-runs',
  tag: 'red-flags',
  operationId: 'requestRedFlagRun',
  summary: 'Have all checks look at the book now; they run every night by themselves (疑点排查)',
  permission: 'red-flag.run',
  idempotency: 'required',
  reply: { status: 202, schema: schemas.runReply },
  errors: [],
  handle: (context) => requestRun(context),
});

const runs = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/red-flag-runs',
  tag: 'red-flags',
  operationId: 'listRedFlagRuns',
  summary: 'When the checks looked, and how much they found (排查记录)',
  permission: 'audit-whitelist.read',
  query: schemas.runsQuery,
  reply: { status: 200, schema: schemas.runsReply },
  errors: [],
  handle: async (_context, { query }) => {
    const { items, nextCursor } = await findRuns(query);
    return { items: items.map(presentRun), nextCursor };
  },
});

const propose = guarded<schemas.FlagParams, unknown, schemas.WhitelistBody>({
  method: 'post',
  path: '/api/v1/red-flags/:flagId/whitelistings',
  tag: 'red-flags',
  operationId: 'proposeWhitelisting',
  summary: 'Propose that a rule leaves the element of a flag alone until a day (申请列入白名单)',
  permission: 'audit-whitelist.propose',
  params: schemas.flagParams,
  body: schemas.whitelistBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.whitelistReply },
  errors: ['not-found', 'illegal-transition', 'already-exists'],
  handle: (context, { params, body }) =>
    proposeWhitelisting(context, { flagId: Number(params.flagId), ...body }),
});

const entries = guarded<unknown, schemas.WhitelistQuery>({
  method: 'get',
  path: '/api/v1/audit-whitelist-entries',
  tag: 'red-flags',
  operationId: 'listAuditWhitelist',
  summary: 'What the checks leave alone, until when and why (审核要素白名单)',
  permission: 'audit-whitelist.read',
  query: schemas.whitelistQuery,
  reply: { status: 200, schema: schemas.whitelistEntriesReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findWhitelistEntries(context, query);
    return { items: items.map((entry) => presentEntry(entry, context)), nextCursor };
  },
});

const decide = guarded<schemas.EntryParams, unknown, schemas.VerdictBody>({
  method: 'post',
  path: '/api/v1/audit-whitelist-entries/:entryId/decisions',
  tag: 'red-flags',
  operationId: 'decideWhitelisting',
  summary: 'A second person whitelists the element, or declines (白名单复核)',
  permission: 'audit-whitelist.approve',
  params: schemas.entryParams,
  body: schemas.verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.whitelistReply },
  errors: ['not-found', 'maker-is-checker', 'approval-does-not-match'],
  handle: (context, { params, body: { reason = null, ...verdict } }) =>
    decideWhitelisting(context, Number(params.entryId), { ...verdict, reason }),
});

/** 疑点排查与白名单: the runs of the checks, and what they leave alone. */
export const RED_FLAG_CHECK_ENDPOINTS: readonly Endpoint[] = [request, runs, propose, entries, decide];
