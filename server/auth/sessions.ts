import { randomBytes } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { insertRow, updateRows } from '../../models/rows.js';
import { RefreshToken } from '../../models/refresh-token.js';
import { UserSession } from '../../models/user-session.js';
import { addSeconds, epochSeconds } from '../clock.js';
import type { System } from '../context.js';
import { sha256 } from '../hashing.js';
import { ACCESS_TOKEN_SECONDS } from './access-tokens.js';

/** What a client keeps: a short-lived token for its requests, and one that is good for the next pair, once. */
export type TokenPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
};

/** Whose session, and the version of that user's rights. */
export interface SessionOwner {
  readonly id: number;
  readonly sessionVersion: number;
}

/** A session ends after half an hour without a refresh, and after twelve hours in any case (等保三级 8.1.4.1 b). */
export const IDLE_SECONDS = 30 * 60;
const SESSION_SECONDS = 12 * 60 * 60;

/** The instant and the transaction of the command that opens or renews a session. */
export interface Moment {
  readonly now: string;
  readonly transaction: Transaction;
}

/** How a session begins: what of it is handed to whoever has logged in. */
export type OpenSession<Opened> = (system: System, moment: Moment, owner: SessionOwner) => Promise<Opened>;

/** A new session, never an old one again. */
export async function startSession(
  { now, transaction }: Moment,
  owner: SessionOwner,
): Promise<{ readonly id: number; readonly expiresAt: string }> {
  const expiresAt = addSeconds(now, SESSION_SECONDS);
  const id = await insertRow(
    UserSession,
    {
      userId: owner.id,
      familyCode: randomBytes(32).toString('hex'),
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
    },
    transaction,
  );
  return { id, expiresAt };
}

/** Opens a session that lives in a program, and gives its first pair of tokens. */
export const openSession: OpenSession<TokenPair> = async (system, moment, owner) =>
  issueTokens(system, moment, owner, await startSession(moment, owner));

/** The next pair of tokens of a session. Refresh tokens are 256 random bits and are stored as their hash only. */
export async function issueTokens(
  system: System,
  { now, transaction }: Moment,
  owner: SessionOwner,
  session: { readonly id: number; readonly expiresAt: string },
): Promise<TokenPair> {
  const refreshToken = randomBytes(32).toString('base64url');
  const idleUntil = addSeconds(now, IDLE_SECONDS);
  await insertRow(
    RefreshToken,
    {
      sessionId: session.id,
      tokenHash: sha256(refreshToken),
      issuedAt: now,
      expiresAt: idleUntil < session.expiresAt ? idleUntil : session.expiresAt,
    },
    transaction,
  );
  const claims = { userId: owner.id, sessionId: session.id, sessionVersion: owner.sessionVersion };
  const accessToken = system.auth.accessTokens.issue(claims, epochSeconds(now));
  return { accessToken, refreshToken, expiresInSeconds: ACCESS_TOKEN_SECONDS };
}

/** Why a session ended before its time. */
export type RevocationReason =
  'log-out' | 'reuse' | 'password-changed' | 'second-factor-removed' | 'disabled' | 'role-changed';

/** Ends one session, with all its tokens. Forget the live sessions after commit. */
export async function revokeSession(
  sessionId: number,
  because: RevocationReason,
  { now, transaction }: Moment,
): Promise<void> {
  await updateRows(
    UserSession,
    { revokedAt: now, revokedBecause: because },
    { id: sessionId, revokedAt: null },
    transaction,
  );
}

/** Ends all sessions of a user. Forget the live sessions after commit. */
export async function revokeSessionsOf(
  userId: number,
  because: RevocationReason,
  { now, transaction }: Moment,
): Promise<void> {
  await updateRows(
    UserSession,
    { revokedAt: now, revokedBecause: because },
    { userId, revokedAt: null },
    transaction,
  );
}
