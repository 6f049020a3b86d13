import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { contentDigestFrom, contentDigestOf } from '../../server/signing/message-signature.js';
import { notAuthentic } from '../../server/signing/verify-message.js';

const DIGESTS = new WeakMap<IncomingMessage, () => string>();

const declaresDigest = (request: IncomingMessage): boolean => request.headers['content-digest'] !== undefined;

/** Keeps the digest of a body that has arrived whole, byte for byte as it came. */
export function measureBody(request: IncomingMessage, _response: unknown, body: Buffer): void {
  if (declaresDigest(request)) DIGESTS.set(request, () => contentDigestOf(body));
}

/** Computes the digest of a body while it goes by to whoever reads it. To be called just before the reading begins. */
export function measureStream(request: Request): void {
  if (!declaresDigest(request)) return;
  const hash = createHash('sha256');
  request.on('data', (chunk: Buffer) => hash.update(chunk));
  DIGESTS.set(request, () => contentDigestFrom(hash.digest()));
}

/** Refuses a body that is not the one its `Content-Digest` (RFC 9530) names. Fails: message-not-authentic. */
export function assertContentDigest(request: Request): void {
  if (!declaresDigest(request)) return;
  const measured = DIGESTS.get(request)?.() ?? contentDigestOf('');
  if (request.get('Content-Digest') !== measured) throw notAuthentic('body');
}
