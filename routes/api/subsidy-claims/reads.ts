import { exportSubsidyClaim } from '../../../server/subsidies/export-subsidy-claim.js';
import { findSubsidyClaim } from '../../../server/subsidies/find-subsidy-claim.js';
import { findSubsidyClaims } from '../../../server/subsidies/find-subsidy-claims.js';
import { findSubsidyLines } from '../../../server/subsidies/find-subsidy-lines.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentClaim, presentLine, presentSummary } from './present.js';
import * as schemas from './schemas.js';

const listClaims = guarded({
  method: 'get',
  path: '/api/v1/subsidy-claims',
  tag: 'subsidy-claims',
  operationId: 'listSubsidyClaims',
  summary: 'Subsidy claims, the newest first (贴息申报)',
  permission: 'subsidy-claim.read',
  query: schemas.claimsQuery,
  reply: { status: 200, schema: schemas.claimsReply },
  errors: [],
  handle: async (context, { query }) => {
    const { items, nextCursor } = await findSubsidyClaims(context, query);
    return { items: items.map(presentSummary), nextCursor };
  },
});

const readClaim = guarded({
  method: 'get',
  path: '/api/v1/subsidy-claims/:claimId',
  tag: 'subsidy-claims',
  operationId: 'readSubsidyClaim',
  summary: 'A subsidy claim: totals, what is payable, the running stage, and who may act next',
  permission: 'subsidy-claim.read',
  params: schemas.claimParams,
  reply: { status: 200, schema: schemas.claimReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentClaim(await findSubsidyClaim(context, Number(params.claimId)), context.actor),
});

const listLines = guarded({
  method: 'get',
  path: '/api/v1/subsidy-claims/:claimId/lines',
  tag: 'subsidy-claims',
  operationId: 'listSubsidyLines',
  summary:
    'The lines of a claim in their order: claimed, computed, the cause of a difference, and segments on demand (申报明细)',
  permission: 'subsidy-claim.read',
  params: schemas.claimParams,
  query: schemas.linesQuery,
  reply: { status: 200, schema: schemas.linesReply },
  errors: ['not-found'],
  handle: async (context, { params, query: { segments, ...rest } }) => {
    const request = { ...rest, withSegments: segments };
    const { items, nextCursor } = await findSubsidyLines(context, Number(params.claimId), request);
    return { items: items.map((line) => presentLine(line, context.language)), nextCursor };
  },
});

const downloadClaim = guarded({
  method: 'get',
  path: '/api/v1/subsidy-claims/:claimId/file',
  tag: 'subsidy-claims',
  operationId: 'downloadSubsidyClaim',
  summary: 'The lines of a claim and what their check found, as a CSV file',
  permission: 'subsidy-claim.read',
  params: schemas.claimParams,
  reply: { status: 200, download: true },
  errors: ['not-found'],
  handle: async (context, { params }) => {
    const { fileName, text } = await exportSubsidyClaim(context, Number(params.claimId));
    return { fileName, mediaType: 'text/csv; charset=utf-8', bytes: Buffer.from(text) };
  },
});

/** Everything that only reads claims. */
export const SUBSIDY_CLAIM_READS: readonly Endpoint[] = [listClaims, readClaim, listLines, downloadClaim];
