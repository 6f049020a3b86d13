import { DomainError } from '../../server/core/errors.js';

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

/** Names what went wrong in our own terms; anything unknown is `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const foreign = (typeof error === 'object' && error !== null ? error : {}) as ForeignError;
  if (foreign.status === 413 || PAYLOAD_TOO_LARGE.has(String(foreign.code)))
    return new DomainError('payload-too-large');
  if (foreign.name === 'MulterError') return new DomainError('malformed', { reason: String(foreign.code) });
  if (typeof foreign.status === 'number' && foreign.status >= 400 && foreign.status < 500) {
    return new DomainError('malformed', {
      reason: typeof foreign.type === 'string' ? foreign.type : 'bad-request',
    });
  }
  return new DomainError('internal');
}
