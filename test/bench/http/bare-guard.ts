import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import type { Pool, RowDataPacket } from 'mysql2/promise';

/** Who sends a request. */
export interface Caller {
  readonly userId: number;
  readonly role: string;
  readonly organisationId: number;
}

interface SessionRow extends RowDataPacket, Caller {
  readonly sessionVersion: number;
  readonly expiresAt: string;
}

const FIND_SESSION = `SELECT u.id AS userId, u.role, u.organisationId, u.personIndex, u.sessionVersion, u.mustChangePasswordFlag, u.passwordSetAt,
  u.otpConfirmedAt, s.expiresAt,
  c.id AS apiClientId, c.scopesJson, c.requestsPerMinute, c.signedWritesFlag
  FROM user_sessions s JOIN users u ON u.id = s.userId LEFT JOIN api_clients c ON c.userId = u.id
  WHERE s.id = ? AND s.revokedAt IS NULL AND u.disabledAt IS NULL`;

const SESSION_REMEMBERED_MS = 1_000;

const CALLERS = new WeakMap<Request, Caller>();

export function callerOf(request: Request): Caller {
  const caller = CALLERS.get(request);
  if (caller === undefined) throw new Error('nobody');
  return caller;
}

/** The check the program makes: an ES256 token verified once and remembered until it expires, its session read once a second. */
export function bareGuard(signingKey: string, database: Pool): RequestHandler {
  const publicKey = createPublicKey(createPrivateKey(signingKey));
  const tokens = new Map<string, JwtPayload>();
  const sessions = new Map<string, { readonly session: SessionRow; readonly until: number }>();

  const verified = (token: string): JwtPayload => {
    const known = tokens.get(token);
    if (known !== undefined && (known.exp ?? 0) * 1000 > Date.now()) return known;
    const payload = jsonwebtoken.verify(token, publicKey, {
      algorithms: ['ES256'],
      issuer: 'suidai',
      audience: 'suidai-api',
    }) as JwtPayload;
    tokens.set(token, payload);
    return payload;
  };
  const alive = async (sessionId: string): Promise<SessionRow> => {
    const known = sessions.get(sessionId);
    if (known !== undefined && performance.now() < known.until) return known.session;
    const [[session]] = await database.execute<SessionRow[]>(FIND_SESSION, [sessionId]);
    if (session === undefined) throw new Error('no session');
    sessions.set(sessionId, { session, until: performance.now() + SESSION_REMEMBERED_MS });
    return session;
  };

  return async (request, response, next) => {
    try {
      const payload = verified(request.headers.authorization?.slice('Bearer '.length) ?? '');
      const session = await alive(String(payload['sid']));
      if (session.sessionVersion !== payload['ver'] || session.role !== 'bank-officer')
        throw new Error('not now');
      CALLERS.set(request, session);
    } catch {
      response.status(401).json({ error: 'unauthenticated' });
      return;
    }
    next();
  };
}
