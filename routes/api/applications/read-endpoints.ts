import { findApplication, findForm } from '../../../server/applications/find-application.js';
import { findApplications } from '../../../server/applications/find-applications.js';
import { revealPersonalData } from '../../../server/applications/reveal-personal-data.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentForm } from './form.js';
import { presentDetail, presentItem } from './present.js';
import * as replies from './replies.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, schemas.ApplicationsQuery>({
  method: 'get',
  path: '/api/v1/applications',
  tag: 'applications',
  operationId: 'listApplications',
  summary: 'The applications one sees, newest first, with their running clocks (申请列表)',
  permission: 'application.read',
  query: schemas.applicationsQuery,
  reply: { status: 200, schema: replies.applicationsReply },
  errors: [],
  handle: async (context, { query }) => {
    const page = await findApplications(context, query);
    return { items: page.items.map(presentItem), nextCursor: page.nextCursor };
  },
});

const detail = guarded<schemas.ApplicationParams>({
  method: 'get',
  path: '/api/v1/applications/:applicationId',
  tag: 'applications',
  operationId: 'getApplication',
  summary: 'One application: findings, papers, decisions, clocks and what can be done (申请详情)',
  permission: 'application.read',
  params: schemas.applicationParams,
  reply: { status: 200, schema: replies.applicationDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentDetail(await findApplication(context, Number(params.applicationId))),
});

const form = guarded<schemas.ApplicationParams>({
  method: 'get',
  path: '/api/v1/applications/:applicationId/form',
  tag: 'applications',
  operationId: 'getApplicationForm',
  summary: 'The form as its writer left it, to go on with (申请表)',
  permission: 'application.file',
  params: schemas.applicationParams,
  reply: { status: 200, schema: replies.formReply },
  errors: ['not-found'],
  handle: async (context, { params }) => {
    const found = await findForm(context, Number(params.applicationId));
    return { version: found.version, form: presentForm(found.form) };
  },
});

const reveal = guarded<schemas.ApplicationParams, unknown, schemas.PurposeBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/personal-data-views',
  tag: 'applications',
  operationId: 'revealPersonalData',
  summary: 'Personal values in clear text, for a purpose that goes into the audit chain (查看个人信息)',
  permission: 'personal-data.reveal',
  params: schemas.applicationParams,
  body: schemas.purposeBody,
  reply: { status: 200, schema: replies.personalDataReply },
  errors: ['not-found'],
  handle: (context, { params, body }) =>
    revealPersonalData(context, { applicationId: Number(params.applicationId), purpose: body.purpose }),
});

/** What is read of applications. */
export const READ_ENDPOINTS: readonly Endpoint[] = [list, detail, form, reveal];
