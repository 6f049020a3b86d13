import {
  findDocument,
  findDocuments,
  issuableKinds,
  readDocumentFile,
} from '../../../server/documents/find-documents.js';
import { issueDocument } from '../../../server/documents/issue-document.js';
import { verifyDocument } from '../../../server/documents/verify-document.js';
import { guarded, open, type Download, type Endpoint } from '../../endpoint.js';
import { fileNameOf, presentDocument, presentVerification } from './present.js';
import * as schemas from './schemas.js';

/** How often one address may ask about codes: nobody types faster, and guessing eighty bits gets nowhere. */
export const VERIFICATIONS_PER_MINUTE = 30;

const issue = guarded<unknown, unknown, schemas.IssueBody>({
  method: 'post',
  path: '/api/v1/documents',
  tag: 'documents',
  operationId: 'issueDocument',
  summary:
    'Issue a paper as signed PDF; while the facts are the same, the one issued before is answered (签发文书)',
  permission: 'document.issue',
  body: schemas.issueBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.documentReply },
  errors: ['not-found', 'document-not-issuable', 'unprintable-characters', 'no-policy-in-force'],
  handle: async (context, { body: { kind, subjectId, quarter, period } }) => {
    const { document } = await issueDocument(context, {
      kind,
      quarter,
      period,
      subjectId: Number(subjectId),
    });
    return presentDocument(context.system, await findDocument(context, document.id));
  },
});

const list = guarded<unknown, schemas.DocumentsQuery>({
  method: 'get',
  path: '/api/v1/documents',
  tag: 'documents',
  operationId: 'listDocuments',
  summary: 'The papers issued about a subject, the newest first, and what may be issued (文书列表)',
  permission: 'document.read',
  query: schemas.documentsQuery,
  reply: { status: 200, schema: schemas.documentsReply },
  errors: ['not-found'],
  handle: async (context, { query: { subjectKind, subjectId } }) => ({
    items: (await findDocuments(context, subjectKind, Number(subjectId))).map((each) =>
      presentDocument(context.system, each),
    ),
    issuable: issuableKinds(context.actor, subjectKind),
  }),
});

const read = guarded<schemas.DocumentParams>({
  method: 'get',
  path: '/api/v1/documents/:documentId',
  tag: 'documents',
  operationId: 'getDocument',
  summary: 'A paper: number, verification code, hash of its file (文书信息)',
  permission: 'document.read',
  params: schemas.documentParams,
  reply: { status: 200, schema: schemas.documentReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentDocument(context.system, await findDocument(context, Number(params.documentId))),
});

const download = guarded<schemas.DocumentParams>({
  method: 'get',
  path: '/api/v1/documents/:documentId/file',
  tag: 'documents',
  operationId: 'downloadDocument',
  summary: 'The signed PDF, always the bytes that were issued (下载文书)',
  permission: 'document.read',
  params: schemas.documentParams,
  reply: { status: 200, download: true },
  errors: ['not-found'],
  handle: async (context, { params }): Promise<Download> => {
    const { document, bytes } = await readDocumentFile(context, Number(params.documentId));
    return { fileName: fileNameOf(document), mediaType: 'application/pdf', bytes };
  },
});

const verify = open<schemas.VerificationParams, schemas.VerificationQuery>({
  method: 'get',
  path: '/api/v1/document-verifications/:code',
  tag: 'documents',
  operationId: 'verifyDocument',
  summary:
    'Confirm a paper by the code on it, and a file by its SHA-256; nothing personal is told (文书核验)',
  permission: 'public',
  requestsPerMinute: VERIFICATIONS_PER_MINUTE,
  params: schemas.verificationParams,
  query: schemas.verificationQuery,
  reply: { status: 200, schema: schemas.verificationReply },
  errors: ['not-found'],
  handle: async (_visitor, { params, query }) =>
    presentVerification(await verifyDocument(params.code, query.sha256)),
});

/** Papers, and how anybody finds out whether one is genuine. */
export const DOCUMENT_ENDPOINTS: readonly Endpoint[] = [issue, list, read, download, verify];
