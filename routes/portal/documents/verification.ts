import { verifyDocument } from '../../../server/documents/verify-document.js';
import { sha256 } from '../../../server/hashing.js';
import { VERIFICATIONS_PER_MINUTE } from '../../api/documents/endpoints.js';
import { presentVerification } from '../../api/documents/present.js';
import { verificationParams, verificationQuery } from '../../api/documents/schemas.js';
import { validate } from '../../middleware/validate.js';
import { openPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';

const TITLE = { zh: '文书核验', en: 'Verify a paper' };
const LIMIT = { operationId: 'verifyDocument', requestsPerMinute: VERIFICATIONS_PER_MINUTE };
const MAXIMUM_PAPER_BYTES = 20 * 1024 * 1024;

async function verifiedView(params: FormValues, hash?: string): Promise<View> {
  const { code } = validate(verificationParams, { code: params['code'] });
  const { sha256: asked } = validate(verificationQuery, hash === undefined ? {} : { sha256: hash.trim() });
  const found = await verifyDocument(code, asked);
  return {
    view: 'verification',
    title: TITLE,
    values: { code: found.document.verificationCode, paper: presentVerification(found) },
  };
}

/** The question again, after a code or a hash that cannot be one. */
const askAgain = (code: string, problem?: PageProblem): View => ({
  view: 'verification',
  title: TITLE,
  values: { code, problem, paper: null },
});

const ask = openPage({
  method: 'get',
  path: '/verify',
  handle: async (_visitor, { query: { code } }) =>
    code ? { to: `/verify/${encodeURIComponent(code.trim())}` } : askAgain(''),
});

const confirm = openPage({
  method: 'get',
  path: '/verify/:code',
  limit: LIMIT,
  handle: (_visitor, { params, query: { sha256: hash } }) => verifiedView(params, hash || undefined),
  again: async (_visitor, { params }, problem) => askAgain(params['code'] ?? '', problem),
});

const compare = openPage({
  method: 'post',
  path: '/verify/:code',
  limit: LIMIT,
  upload: { field: 'file', maxBytes: MAXIMUM_PAPER_BYTES },
  handle: (_visitor, { params, file }) => verifiedView(params, file && sha256(file.bytes)),
  again: async (_visitor, { params }, problem) => askAgain(params['code'] ?? '', problem),
});

/** What the QR code of a paper leads to: open to anybody, and nothing personal is told. */
export const VERIFICATION_PAGES: readonly Page[] = [ask, confirm, compare];
