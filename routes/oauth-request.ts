import type { Request } from 'express';
import type { BasicCredentials } from './endpoint.js';

const BASIC = /^Basic ([A-Za-z0-9+/]{1,1000}={0,2})$/i;

/** Name and password of a Basic header, each form-encoded as RFC 6749 section 2.3.1 has it; undefined when there is none. */
export function basicCredentialsOf(request: Request): BasicCredentials | undefined {
  const [, encoded] = BASIC.exec(request.get('Authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { name: formDecoded(text.slice(0, colon)), password: formDecoded(text.slice(colon + 1)) };
}

const formDecoded = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? '';
