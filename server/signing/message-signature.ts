import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A key of which both sides know the secret; a message names it by its code. */
export interface SigningKey {
  readonly keyCode: string;
  readonly secret: string;
}

/** What the signature of a call to us covers. */
export interface RequestParts {
  readonly method: string;
  /** With the query, exactly as sent. */
  readonly path: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly idempotencyKey: string;
  readonly contentDigest: string;
}

/** What the signature of a call from us covers. */
export interface WebhookParts {
  readonly messageCode: string;
  readonly timestamp: string;
  readonly contentDigest: string;
}

/** The digest of a raw body as RFC 9530 writes it: `sha-256=:<base64>:`. */
export const contentDigestOf = (body: string | Uint8Array): string =>
  contentDigestFrom(createHash('sha256').update(body).digest());

/** The same from a hash that was computed while the body went by. */
export const contentDigestFrom = (hash: Buffer): string => `sha-256=:${hash.toString('base64')}:`;

/** The text under a call's signature. No part can hold a line break, so that no two calls have the same text. */
export const requestText = (parts: RequestParts): string =>
  [
    'suidai-request-v1',
    parts.method,
    parts.path,
    parts.timestamp,
    parts.nonce,
    parts.idempotencyKey,
    parts.contentDigest,
  ].join('\n');

/** The text under a webhook's signature. Its first line keeps it apart from calls: neither can be sent back as the other. */
export const webhookText = (parts: WebhookParts): string =>
  ['suidai-webhook-v1', parts.messageCode, parts.timestamp, parts.contentDigest].join('\n');

/** One signature as it stands in the header `Suidai-Signature`: `<key code>=<HMAC-SHA-256 in base64url>`. */
export const signText = (text: string, { keyCode, secret }: SigningKey): string =>
  `${keyCode}=${createHmac('sha256', secret).update(text).digest('base64url')}`;

/** Whether a signature was made over this text with one of the keys. Takes the same time wherever it differs. */
export function isSigned(text: string, signature: string, keys: readonly SigningKey[]): boolean {
  const given = Buffer.from(signature);
  return (
    keys.filter((key) => {
      const expected = Buffer.from(signText(text, key));
      return expected.length === given.length && timingSafeEqual(expected, given);
    }).length > 0
  );
}
