import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from './core/canonical-json.js';

/** SHA-256 of text or bytes, 64 hex digits. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** SHA-256 of a value's canonical JSON: what an approval binds. */
export const contentHash = (value: JsonValue): string => sha256(canonicalJson(value));
