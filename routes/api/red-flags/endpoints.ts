import { decideConclusion, proposeConclusion } from '../../../server/red-flags/conclude-flag.js';
import { findCircular } from '../../../server/red-flags/find-circular.js';
import { findFlag, findFlags } from '../../../server/red-flags/find-flags.js';
import { workOnFlag } from '../../../server/red-flags/work-on-flag.js';
import { exportTable } from '../../../server/reports/export-table.js';
import { findReportTable } from '../../../server/reports/find-report-table.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentCircular, presentFlag, presentFlagDetail } from './present.js';
import type { InFormat } from '../reports/schemas.js';
import * as schemas from './schemas.js';

const numberOf = (id: string | undefined): number | undefined => (id === undefined ? undefined : Number(id));

const list = guarded<unknown, schemas.FlagsQuery>({
  method: 'get',
  path: '/api/v1/red-flags',
  tag: 'red-flags',
  operationId: 'listRedFlags',
  summary: 'What the checks of the book found; without a state, what is to be done (疑点清单)',
  permission: 'red-flag.read',
  query: schemas.flagsQuery,
  reply: { status: 200, schema: schemas.flagsReply },
  errors: [],
  handle: async (context, { query: { loanId, districtOrganisationId, ...rest } }) => {
    const ids = { loanId: numberOf(loanId), districtOrganisationId: numberOf(districtOrganisationId) };
    const { items, nextCursor } = await findFlags(context, { ...rest, ...ids });
    return { items: items.map((flag) => presentFlag(flag, context)), nextCursor };
  },
});

const detail = guarded<schemas.FlagParams>({
  method: 'get',
  path: '/api/v1/red-flags/:flagId',
  tag: 'red-flags',
  operationId: 'getRedFlag',
  summary: 'One red flag with its evidence, its source and what was done about it (疑点详情)',
  permission: 'red-flag.read',
  params: schemas.flagParams,
  reply: { status: 200, schema: schemas.flagDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentFlagDetail(await findFlag(context, Number(params.flagId)), context),
});

const step = guarded<schemas.FlagParams, unknown, schemas.StepBody>({
  method: 'post',
  path: '/api/v1/red-flags/:flagId/steps',
  tag: 'red-flags',
  operationId: 'workOnRedFlag',
  summary: 'Serve the borrower, follow up, or remark (服务、跟踪)',
  permission: 'red-flag.act',
  params: schemas.flagParams,
  body: schemas.stepBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.flagReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body }) => workOnFlag(context, { flagId: Number(params.flagId), ...body }),
});

const propose = guarded<schemas.FlagParams, unknown, schemas.ConclusionBody>({
  method: 'post',
  path: '/api/v1/red-flags/:flagId/conclusions',
  tag: 'red-flags',
  operationId: 'proposeRedFlagConclusion',
  summary: 'Propose what came of a red flag, and whether its subsidy stops (提出结论)',
  permission: 'red-flag.act',
  params: schemas.flagParams,
  body: schemas.conclusionBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.conclusionReply },
  errors: ['not-found', 'stale-version', 'illegal-transition', 'outside-loan-term', 'already-exists'],
  handle: (
    context,
    { params, body: { version, stopsFrom = null, clawbackCaseId, typicalCase = null, ...rest } },
  ) =>
    proposeConclusion(
      context,
      { flagId: Number(params.flagId), version },
      { ...rest, stopsFrom, clawbackCaseId: numberOf(clawbackCaseId) ?? null, typicalCase },
    ),
});

const decide = guarded<schemas.FlagParams, unknown, schemas.VerdictBody>({
  method: 'post',
  path: '/api/v1/red-flags/:flagId/decisions',
  tag: 'red-flags',
  operationId: 'decideRedFlagConclusion',
  summary: 'A second person reports back, or declines the conclusion (审定反馈)',
  permission: 'red-flag.conclude',
  params: schemas.flagParams,
  body: schemas.verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.flagReply },
  errors: ['not-found', 'illegal-transition', 'maker-is-checker', 'approval-does-not-match'],
  handle: (context, { params, body: { reason = null, ...verdict } }) =>
    decideConclusion(context, Number(params.flagId), { ...verdict, reason }),
});

const circular = guarded<unknown, schemas.CircularQuery>({
  method: 'get',
  path: '/api/v1/circulars/red-flags',
  tag: 'red-flags',
  operationId: 'getRedFlagCircular',
  summary: 'What the checks found and what came of it in a month, with typical cases (典型案例通报)',
  permission: 'red-flag.read',
  query: schemas.circularQuery,
  reply: { status: 200, schema: schemas.circularReply },
  errors: [],
  handle: async (context, { query }) => presentCircular(await findCircular(context, query.month), context),
});

const circularFile = guarded<unknown, schemas.CircularQuery & InFormat>({
  method: 'get',
  path: '/api/v1/circulars/red-flags/file',
  tag: 'red-flags',
  operationId: 'downloadRedFlagCircular',
  summary: 'The circular of a month as a CSV file or a workbook (典型案例通报导出)',
  permission: 'red-flag.read',
  query: schemas.circularFileQuery,
  reply: { status: 200, download: true },
  errors: ['payload-too-large'],
  handle: async (context, { query: { month, format } }) =>
    exportTable(await findReportTable(context, { report: 'red-flag-circular', month }), format),
});

/** 疑点: what the checks of the book found, and what came of it. */
export const RED_FLAG_ENDPOINTS: readonly Endpoint[] = [
  list,
  detail,
  step,
  propose,
  decide,
  circular,
  circularFile,
];
