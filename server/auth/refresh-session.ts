import { RefreshToken } from '../../models/refresh-token.js';
import { findRow, lockRow, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { System, VisitorContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';
import { chainOf } from '../organisations/platform.js';
import { issueTokens, revokeSession, type TokenPair } from './sessions.js';

/** A refusal is an outcome and not an error here, because what it revokes must be committed. */
type Outcome = { readonly tokens: TokenPair | null };

/**
 * Exchanges a refresh token for the next pair. Each is good once: who comes second, be it a thief or the one who was robbed,
 * ends the whole session. Of requests at the same time exactly one succeeds. Fails: unauthenticated.
 */
export async function refreshSession(
  context: VisitorContext,
  input: { readonly refreshToken: string },
): Promise<TokenPair> {
  const { system } = context;
  const tokenHash = sha256(input.refreshToken);
  if (!(await findRow(RefreshToken, { where: { tokenHash } }))) throw new DomainError('unauthenticated');
  const { tokens } = await runCommand(context, 'session.refresh', (unit) => rotate(system, unit, tokenHash));
  if (tokens) return tokens;
  system.auth.liveSessions.forgetAll();
  throw new DomainError('unauthenticated');
}

async function rotate(system: System, unit: UnitOfWork, tokenHash: string): Promise<Outcome> {
  const { transaction, now } = unit;
  const token = await lockRow(RefreshToken, { tokenHash }, transaction);
  const session = token && (await lockRow(UserSession, { id: token.sessionId }, transaction));
  const user = session && (await findRow(User, { where: { id: session.userId }, transaction }));
  if (!token || !session || !user) throw new DomainError('unauthenticated');
  const reused = token.usedAt !== null;
  const alive =
    session.revokedAt === null &&
    user.disabledAt === null &&
    token.expiresAt > now &&
    session.expiresAt > now;
  unit.record({
    organisationId: await chainOf(user, transaction),
    subjectKind: 'user-session',
    subjectId: session.id,
    detail: { outcome: reused ? 'reused' : alive ? 'refreshed' : 'ended' },
  });
  if (reused) await revokeSession(session.id, 'reuse', unit);
  if (reused || !alive) return { tokens: null };
  await updateRows(RefreshToken, { usedAt: now }, { id: token.id }, transaction);
  await updateRows(UserSession, { lastUsedAt: now }, { id: session.id }, transaction);
  return { tokens: await issueTokens(system, unit, user, session) };
}
