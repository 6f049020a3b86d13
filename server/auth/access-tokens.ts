import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { DomainError } from '../core/errors.js';

/** What an access token says: which user, in which session, and which version of the user's rights it was made for. */
export interface AccessClaims {
  readonly userId: number;
  readonly sessionId: number;
  readonly sessionVersion: number;
  /** Only in a machine's token: what it covers, as RFC 8693 writes scopes. */
  readonly scope?: string;
}

/** Makes and reads the short-lived tokens that come with every request. */
export interface AccessTokens {
  issue(claims: AccessClaims, nowSeconds: number): string;
  /** Fails: unauthenticated, whatever is wrong with the token. */
  verify(token: string, nowSeconds: number): AccessClaims;
}

export const ACCESS_TOKEN_SECONDS = 600;

const ISSUER = 'suidai';
const AUDIENCE = 'suidai-api';
const TYPE = 'at+jwt';
const LEEWAY_SECONDS = 30;
const REMEMBERED_TOKENS = 10_000;
const LONGEST_TOKEN = 2_048;

interface Remembered {
  readonly claims: AccessClaims;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * Access tokens as RFC 9068 and RFC 8725 ask: ES256 and nothing else, the key chosen by us and never by the token, type,
 * issuer, audience and times all checked. A token that was verified is remembered until it expires, because
 * checking a signature costs more than the rest of a request; whether its session is still alive is asked every time, elsewhere.
 *
 * `signingKey` is a P-256 private key in PEM. Throws Error when it is of another kind.
 */
export function createAccessTokens(signingKey: string): AccessTokens {
  const privateKey = createPrivateKey(signingKey);
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('TOKEN_SIGNING_KEY: needs a P-256 key');
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
  const remembered = new Map<string, Remembered>();

  const check = (token: string, nowSeconds: number): Remembered => {
    const { header, payload } = jsonwebtoken.verify(token, publicKey, {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: nowSeconds,
      clockTolerance: LEEWAY_SECONDS,
      complete: true,
    });
    if (header.typ !== TYPE || header.kid !== keyId || typeof payload === 'string') throw new Error('type');
    return readClaims(payload);
  };

  return {
    issue({ userId, sessionId, sessionVersion, scope }, nowSeconds) {
      return jsonwebtoken.sign(
        {
          iss: ISSUER,
          aud: AUDIENCE,
          sub: String(userId),
          sid: String(sessionId),
          ver: sessionVersion,
          ...(scope !== undefined && { scope }),
          iat: nowSeconds,
          nbf: nowSeconds,
          exp: nowSeconds + ACCESS_TOKEN_SECONDS,
        },
        privateKey,
        { algorithm: 'ES256', keyid: keyId, header: { alg: 'ES256', typ: TYPE } },
      );
    },
    verify(token, nowSeconds) {
      const known = remembered.get(token);
      if (known && nowSeconds < known.expiresAt && nowSeconds >= known.issuedAt) return known.claims;
      remembered.delete(token);
      if (token.length > LONGEST_TOKEN) throw new DomainError('unauthenticated');
      try {
        const checked = check(token, nowSeconds);
        if (remembered.size >= REMEMBERED_TOKENS) forgetOldest(remembered);
        remembered.set(token, checked);
        return checked.claims;
      } catch {
        // Why a token is refused helps only who forges it.
        throw new DomainError('unauthenticated');
      }
    },
  };
}

/** The claims of a token whose signature is good. Throws Error when one is missing or the token lives too long. */
function readClaims({ sub, sid, ver, scope, iat, exp }: Readonly<Record<string, unknown>>): Remembered {
  const [userId, sessionId] = [Number(sub), Number(sid)];
  if (!Number.isSafeInteger(userId) || !Number.isSafeInteger(sessionId)) throw new Error('identity');
  if (typeof ver !== 'number' || typeof iat !== 'number' || typeof exp !== 'number')
    throw new Error('claims');
  if (exp - iat > ACCESS_TOKEN_SECONDS) throw new Error('lifetime');
  if (scope !== undefined && typeof scope !== 'string') throw new Error('scope');
  const claims = { userId, sessionId, sessionVersion: ver, ...(scope !== undefined && { scope }) };
  return { claims, issuedAt: iat, expiresAt: exp };
}

/** A map keeps the order of insertion: its first key is the oldest. */
function forgetOldest(remembered: Map<string, unknown>): void {
  const [oldest] = remembered.keys();
  if (oldest !== undefined) remembered.delete(oldest);
}
