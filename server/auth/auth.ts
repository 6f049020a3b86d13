import type { Database } from '../../models/database.js';
import { type AccessTokens, createAccessTokens } from './access-tokens.js';
import { createLiveSessions, type LiveSessions } from './live-sessions.js';
import { createLogInAttempts, type LogInAttempts } from './log-in-attempts.js';

/** What identity keeps in memory: keys, tokens and sessions already checked, log-ins under way. One per system. */
export interface Auth {
  readonly accessTokens: AccessTokens;
  readonly liveSessions: LiveSessions;
  readonly attempts: LogInAttempts;
  /** Off in the demo only: a one-time password is then never asked for. */
  readonly secondFactor: boolean;
}

export interface AuthSettings {
  /** A P-256 private key in PEM. */
  readonly tokenSigningKey: string;
  readonly secondFactor: boolean;
}

export const createAuth = ({ tokenSigningKey, secondFactor }: AuthSettings, database: Database): Auth => ({
  accessTokens: createAccessTokens(tokenSigningKey),
  liveSessions: createLiveSessions(database),
  attempts: createLogInAttempts(),
  secondFactor,
});
