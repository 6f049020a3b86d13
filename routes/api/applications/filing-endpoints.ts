import { confirmApplication, declineConfirmation } from '../../../server/applications/confirm-application.js';
import { createApplication } from '../../../server/applications/create-application.js';
import { requestConfirmation } from '../../../server/applications/request-confirmation.js';
import { saveApplication } from '../../../server/applications/save-application.js';
import { submitApplication } from '../../../server/applications/submit-application.js';
import { withdrawApplication } from '../../../server/applications/withdraw-application.js';
import type { ErrorCode } from '../../../server/core/errors.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { readForm } from './form.js';
import * as replies from './replies.js';
import * as schemas from './schemas.js';

const MOVES: readonly ErrorCode[] = ['not-found', 'illegal-transition', 'forbidden'];
const FILES: readonly ErrorCode[] = [
  ...MOVES,
  'stale-version',
  'incomplete-application',
  'not-eligible',
  'already-exists',
  'agreement-not-in-force',
];

const create = guarded<unknown, unknown, schemas.NewApplicationBody>({
  method: 'post',
  path: '/api/v1/applications',
  tag: 'applications',
  operationId: 'createApplication',
  summary: 'Open a draft, for oneself or on a founder’s behalf (新建申请)',
  permission: 'application.file',
  body: schemas.newApplicationBody,
  idempotency: 'required',
  reply: { status: 201, schema: replies.applicationReply },
  errors: [],
  handle: (context, { body }) => createApplication(context, body),
});

const save = guarded<schemas.ApplicationParams, unknown, schemas.SaveBody>({
  method: 'put',
  path: '/api/v1/applications/:applicationId',
  tag: 'applications',
  operationId: 'saveApplication',
  summary: 'Keep what has been written so far, complete or not (保存)',
  permission: 'application.file',
  params: schemas.applicationParams,
  body: schemas.saveBody,
  reply: { status: 200, schema: replies.applicationReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body }) =>
    saveApplication(context, {
      applicationId: Number(params.applicationId),
      version: body.version,
      form: readForm(body.form),
    }),
});

const submit = guarded<schemas.ApplicationParams, unknown, schemas.ConsentBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/submissions',
  tag: 'applications',
  operationId: 'submitApplication',
  summary: 'Submit a draft, or what was returned and has been mended (提交)',
  permission: 'application.confirm',
  params: schemas.applicationParams,
  body: schemas.consentBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.applicationReply },
  errors: FILES,
  handle: (context, { params, body }) =>
    submitApplication(context, { applicationId: Number(params.applicationId), version: body.version }),
});

const askToConfirm = guarded<schemas.ApplicationParams, unknown, schemas.VersionBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/confirmation-requests',
  tag: 'applications',
  operationId: 'requestConfirmation',
  summary: 'A service station asks the founder to confirm what it wrote (请借款人确认)',
  permission: 'application.file',
  params: schemas.applicationParams,
  body: schemas.versionBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.applicationReply },
  errors: FILES,
  handle: (context, { params, body }) =>
    requestConfirmation(context, { applicationId: Number(params.applicationId), version: body.version }),
});

const confirm = guarded<schemas.ApplicationParams, unknown, schemas.ConsentBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/confirmations',
  tag: 'applications',
  operationId: 'confirmApplication',
  summary: 'The founder confirms what a station wrote, and so submits it (确认并提交)',
  permission: 'application.confirm',
  params: schemas.applicationParams,
  body: schemas.consentBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.applicationReply },
  errors: FILES,
  handle: (context, { params, body }) =>
    confirmApplication(context, { applicationId: Number(params.applicationId), version: body.version }),
});

const decline = guarded<schemas.ApplicationParams, unknown, schemas.DeclineBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/declinations',
  tag: 'applications',
  operationId: 'declineConfirmation',
  summary: 'The founder does not confirm, and says why (不确认)',
  permission: 'application.confirm',
  params: schemas.applicationParams,
  body: schemas.declineBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.applicationReply },
  errors: [...MOVES, 'stale-version'],
  handle: (context, { params, body }) =>
    declineConfirmation(context, { ...body, applicationId: Number(params.applicationId) }),
});

const withdraw = guarded<schemas.ApplicationParams, unknown, schemas.ReasonBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/withdrawals',
  tag: 'applications',
  operationId: 'withdrawApplication',
  summary: 'Take an application back, before the money is paid out (撤回)',
  permission: 'application.withdraw',
  params: schemas.applicationParams,
  body: schemas.reasonBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.applicationReply },
  errors: MOVES,
  handle: (context, { params, body }) =>
    withdrawApplication(context, { applicationId: Number(params.applicationId), reason: body.reason }),
});

/** From a draft to an application that the bank reads. */
export const FILING_ENDPOINTS: readonly Endpoint[] = [
  create,
  save,
  submit,
  askToConfirm,
  confirm,
  decline,
  withdraw,
];
