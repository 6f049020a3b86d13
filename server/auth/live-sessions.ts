import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { Actor, Machine } from '../context.js';
import type { MachineScope } from './machine-scopes.js';
import type { AccountDuties } from './session-duties.js';

/** A session with the account behind it, as a request needs them. */
export interface LiveSession {
  readonly actor: Actor;
  readonly sessionVersion: number;
  readonly duties: AccountDuties;
  readonly expiresAt: string;
  /** When the second factor was last proved, if the account has one. */
  readonly factorProvenAt: string;
}

/** Which sessions are alive, asked at every request. */
export interface LiveSessions {
  /** The session while it is neither revoked nor its user disabled, or null. Whether it has expired is for the caller. */
  find(sessionId: number): Promise<LiveSession | null>;
  /** To be called after commit by whatever changes an account or ends a session. */
  forgetAll(): void;
}

interface SessionRow extends AccountDuties {
  readonly userId: number;
  readonly organisationId: number | null;
  readonly personIndex: string | null;
  readonly sessionVersion: number;
  readonly expiresAt: string;
  readonly factorProvenAt: string;
  readonly apiClientId: number | null;
  readonly scopesJson: string | null;
  readonly requestsPerMinute: number | null;
  readonly signedWritesFlag: number | null;
}

const FIND_SESSION = `SELECT u.id AS userId, u.role, u.organisationId, u.personIndex, u.sessionVersion, u.mustChangePasswordFlag, u.passwordSetAt,
  u.otpConfirmedAt, s.expiresAt,
  COALESCE(s.factorProvenAt, s.createdAt) AS factorProvenAt,
  c.id AS apiClientId, c.scopesJson, c.requestsPerMinute, c.signedWritesFlag
  FROM user_sessions s JOIN users u ON u.id = s.userId LEFT JOIN api_clients c ON c.userId = u.id
  WHERE s.id = ? AND s.revokedAt IS NULL AND u.disabledAt IS NULL`;

const REMEMBERED_MS = 1_000;
const REMEMBERED_SESSIONS = 10_000;

/**
 * Reads a session by its primary key at most once a second, and serves the requests between from memory. In this process a change of
 * account or session empties the memory at once, so the next request already sees it; another process of the same
 * installation follows within that second. A read that began before such a change is not remembered after it.
 */
export function createLiveSessions(database: Database): LiveSessions {
  const remembered = new Map<number, { readonly session: LiveSession; readonly until: number }>();
  let generation = 0;
  return {
    async find(sessionId) {
      const known = remembered.get(sessionId);
      if (known && performance.now() < known.until) return known.session;
      remembered.delete(sessionId);
      const before = generation;
      const [row] = await selectRows<SessionRow>(database, FIND_SESSION, [sessionId]);
      if (!row) return null;
      const session = toSession(row, sessionId);
      if (before === generation) {
        if (remembered.size >= REMEMBERED_SESSIONS) remembered.clear();
        remembered.set(sessionId, { session, until: performance.now() + REMEMBERED_MS });
      }
      return session;
    },
    forgetAll() {
      generation += 1;
      remembered.clear();
    },
  };
}

function toSession(row: SessionRow, sessionId: number): LiveSession {
  const { userId, role, organisationId, personIndex, sessionVersion, expiresAt, factorProvenAt } = row;
  const machine = machineOf(row);
  return {
    actor: { userId, role, organisationId, personIndex, sessionId, ...(machine && { machine }) },
    sessionVersion,
    duties: row,
    expiresAt,
    factorProvenAt,
  };
}

/** The API client whose account this is, with all scopes it was given. */
function machineOf(row: SessionRow): Machine | undefined {
  if (row.apiClientId === null) return undefined;
  return {
    apiClientId: row.apiClientId,
    scopes: JSON.parse(row.scopesJson ?? '[]') as MachineScope[],
    requestsPerMinute: row.requestsPerMinute ?? 0,
    signedWrites: row.signedWritesFlag !== 0,
  };
}
