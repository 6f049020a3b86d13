import { DomainError } from '../../../server/core/errors.js';
import { workbookBytes } from '../../../server/exports/workbook-bytes.js';
import { csvPieces, exportRejections } from '../../../server/imports/export-rejections.js';
import { findImport, findImports, findRejections } from '../../../server/imports/find-imports.js';
import { receiveImport } from '../../../server/imports/receive-import.js';
import { guarded, type Download, type Endpoint } from '../../endpoint.js';
import { presentImport, presentRejection } from './present.js';
import * as schemas from './schemas.js';

/** A million rows of the widest kind, with room to spare. */
const MOST_BYTES = 512 * 1024 * 1024;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const createImport = guarded<unknown, unknown, schemas.ImportBody>({
  method: 'post',
  path: '/api/v1/imports',
  tag: 'imports',
  operationId: 'createImport',
  summary: 'Send a bank file; it is read in the background (导入银行文件)',
  permission: 'import.create',
  body: schemas.importBody,
  upload: { field: 'file', maxBytes: MOST_BYTES, stored: true },
  reply: { status: 202, schema: schemas.importReply },
  errors: ['not-found', 'payload-too-large'],
  handle: async (context, { body, stored }) => {
    if (!stored) throw new DomainError('malformed', { field: 'file' });
    const { kind, bankCode = null, period = null } = body;
    const { importId } = await receiveImport(context, { kind, upload: stored, bankCode, period });
    return presentImport(await findImport(context, importId), context.language);
  },
});

const listImports = guarded<unknown, schemas.ImportsQuery>({
  method: 'get',
  path: '/api/v1/imports',
  tag: 'imports',
  operationId: 'listImports',
  summary: 'Bank files that came in, the newest first (导入记录)',
  permission: 'import.read',
  query: schemas.importsQuery,
  reply: { status: 200, schema: schemas.importsReply },
  errors: ['not-found'],
  handle: async (context, { query }) => {
    const { bankOrganisationId, ...rest } = query;
    const bank = bankOrganisationId === undefined ? undefined : Number(bankOrganisationId);
    const { items, nextCursor } = await findImports(context, { ...rest, bankOrganisationId: bank });
    return { items: items.map((row) => presentImport(row, context.language)), nextCursor };
  },
});

const getImport = guarded<schemas.ImportParams>({
  method: 'get',
  path: '/api/v1/imports/:importId',
  tag: 'imports',
  operationId: 'getImport',
  summary: 'How far an import has come and what became of its rows (导入进度)',
  permission: 'import.read',
  params: schemas.importParams,
  reply: { status: 200, schema: schemas.importReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentImport(await findImport(context, Number(params.importId)), context.language),
});

const listImportRows = guarded<schemas.ImportParams, schemas.RowsQuery>({
  method: 'get',
  path: '/api/v1/imports/:importId/rows',
  tag: 'imports',
  operationId: 'listImportRows',
  summary: 'The rejected rows, each with its line, column and how to mend it (拒绝行)',
  permission: 'import.read',
  params: schemas.importParams,
  query: schemas.rowsQuery,
  reply: { status: 200, schema: schemas.rowsReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const { items, nextCursor } = await findRejections(context, Number(params.importId), query);
    return { items: items.map((each) => presentRejection(each, context.language)), nextCursor };
  },
});

const downloadRejectedFile = guarded<schemas.ImportParams, schemas.RejectedFileQuery>({
  method: 'get',
  path: '/api/v1/imports/:importId/rejected-file',
  tag: 'imports',
  operationId: 'downloadRejectedFile',
  summary: 'The rejected rows as a file of the same form, to be corrected and sent again (下载拒绝行)',
  permission: 'import.correct',
  params: schemas.importParams,
  query: schemas.rejectedFileQuery,
  reply: { status: 200, download: true },
  errors: ['not-found', 'payload-too-large'],
  handle: async (context, { params, query }): Promise<Download> => {
    const { fileName, rows } = await exportRejections(context, Number(params.importId));
    return query.format === 'xlsx'
      ? { fileName: `${fileName}.xlsx`, mediaType: XLSX, bytes: await workbookBytes(rows) }
      : { fileName: `${fileName}.csv`, mediaType: 'text/csv; charset=utf-8', pieces: csvPieces(rows) };
  },
});

/** Bank files and what became of their rows. */
export const IMPORT_ENDPOINTS: readonly Endpoint[] = [
  createImport,
  listImports,
  getImport,
  listImportRows,
  downloadRejectedFile,
];
