import {
  addAttachment,
  MAXIMUM_FILE_BYTES,
} from '../../../server/applications/attachments/add-attachment.js';
import {
  findAttachments,
  readAttachment,
} from '../../../server/applications/attachments/find-attachments.js';
import { removeAttachment } from '../../../server/applications/attachments/remove-attachment.js';
import { DomainError } from '../../../server/core/errors.js';
import { guarded, type Download, type Endpoint } from '../../endpoint.js';
import { presentAttachment } from './present.js';
import * as replies from './replies.js';
import * as schemas from './schemas.js';

const addressOf = ({ applicationId, attachmentId }: schemas.AttachmentParams) => ({
  applicationId: Number(applicationId),
  attachmentId: Number(attachmentId),
});

const add = guarded<schemas.ApplicationParams, unknown, schemas.AttachmentBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/attachments',
  tag: 'applications',
  operationId: 'addAttachment',
  summary: 'Bring a paper: PDF, JPEG or PNG, at most 10 MiB (上传材料)',
  permission: 'attachment.add',
  params: schemas.applicationParams,
  body: schemas.attachmentBody,
  upload: { field: 'file', maxBytes: MAXIMUM_FILE_BYTES },
  idempotency: 'required',
  reply: { status: 201, schema: replies.attachmentReply },
  errors: ['not-found', 'illegal-transition', 'unsupported-file', 'payload-too-large', 'already-exists'],
  handle: (context, { params, body, file }) => {
    if (!file) throw new DomainError('malformed', { field: 'file' });
    return addAttachment(context, { applicationId: Number(params.applicationId), kind: body.kind, file });
  },
});

const list = guarded<schemas.ApplicationParams>({
  method: 'get',
  path: '/api/v1/applications/:applicationId/attachments',
  tag: 'applications',
  operationId: 'listAttachments',
  summary: 'The papers of an application (材料列表)',
  permission: 'attachment.read',
  params: schemas.applicationParams,
  reply: { status: 200, schema: replies.attachmentsReply },
  errors: ['not-found'],
  handle: async (context, { params }) => {
    const attachments = await findAttachments(context, Number(params.applicationId));
    return { items: attachments.map(presentAttachment), nextCursor: null };
  },
});

const download = guarded<schemas.AttachmentParams>({
  method: 'get',
  path: '/api/v1/applications/:applicationId/attachments/:attachmentId',
  tag: 'applications',
  operationId: 'downloadAttachment',
  summary: 'One paper, always to be saved and never to be shown in place (下载材料)',
  permission: 'attachment.read',
  params: schemas.attachmentParams,
  reply: { status: 200, download: true },
  errors: ['not-found'],
  handle: async (context, { params }): Promise<Download> => {
    const { attachment, bytes } = await readAttachment(context, addressOf(params));
    return { fileName: attachment.fileName, mediaType: attachment.mediaType, bytes };
  },
});

const remove = guarded<schemas.AttachmentParams>({
  method: 'delete',
  path: '/api/v1/applications/:applicationId/attachments/:attachmentId',
  tag: 'applications',
  operationId: 'removeAttachment',
  summary: 'Take a paper out of a draft (删除材料)',
  permission: 'attachment.add',
  params: schemas.attachmentParams,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition'],
  handle: (context, { params }) => removeAttachment(context, addressOf(params)),
});

/** The papers of an application. */
export const ATTACHMENT_ENDPOINTS: readonly Endpoint[] = [add, list, download, remove];
