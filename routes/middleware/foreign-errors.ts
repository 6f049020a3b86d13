import { DomainError, type FieldProblem } from '../../server/core/errors.js';

/** Errors of body parsers and of multer carry a status or a code; both are refusals of ours in other words. */
interface ForeignError {
  readonly status?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly name?: unknown;
}

const PAYLOAD_TOO_LARGE = new Set([
  'LIMIT_FILE_SIZE',
  'LIMIT_FIELD_VALUE',
  'LIMIT_PART_COUNT',
  'LIMIT_FILE_COUNT',
]);

type Fault = Pick<FieldProblem, 'field' | 'message'>;

const UNREADABLE: Fault = {
  field: 'body',
  message: { zh: '请求正文无法读取', en: 'the body cannot be read' },
};

/** Where the fault is and how to mend it, by the kind that the body parsers and multer name. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'entity.parse.failed': {
    field: 'body',
    message: { zh: '请求正文不是有效的 JSON', en: 'the body is not valid JSON' },
  },
  'charset.unsupported': {
    field: 'Content-Type',
    message: { zh: '请求正文须使用 UTF-8 编码', en: 'the body must be UTF-8' },
  },
  'encoding.unsupported': {
    field: 'Content-Encoding',
    message: { zh: '不支持这种压缩方式', en: 'this encoding is not supported' },
  },
  'request.size.invalid': {
    field: 'Content-Length',
    message: { zh: '与正文的实际长度不符', en: 'does not match the length of the body' },
  },
  'parameters.too.many': {
    field: 'body',
    message: { zh: '参数过多', en: 'holds too many parameters' },
  },
  multipart: {
    field: 'body',
    message: {
      zh: '请求正文不是完整的 multipart/form-data 表单',
      en: 'the body is not a whole multipart/form-data form',
    },
  },
  LIMIT_UNEXPECTED_FILE: {
    field: 'file',
    message: {
      zh: '文件须放在名为 file 的一项中,且只能有一个',
      en: 'exactly one file, in the part named file',
    },
  },
};

/** Names what went wrong in our own terms; anything unknown is `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const foreign = (typeof error === 'object' && error !== null ? error : {}) as ForeignError;
  if (foreign.status === 413 || PAYLOAD_TOO_LARGE.has(String(foreign.code)))
    return new DomainError('payload-too-large');
  if (foreign.name === 'MulterError') return unreadable(foreign.code);
  if (typeof foreign.status === 'number' && foreign.status >= 400 && foreign.status < 500)
    return unreadable(foreign.type);
  return new DomainError('internal');
}

/** The refusal of a body that cannot be read, by the kind of fault. */
export function unreadable(kind: unknown): DomainError {
  const rule = typeof kind === 'string' ? kind : 'bad-request';
  return new DomainError('malformed', { reason: rule }, [{ ...(FAULTS[rule] ?? UNREADABLE), rule }]);
}
