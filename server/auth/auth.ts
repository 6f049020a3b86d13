import type { Database } from '../../models/database.js';
import { type AccessTokens, createAccessTokens } from './access-tokens.js';
import { createLiveSessions, type LiveSessions } from './live-sessions.js';
import { createLogInTurns, type LogInTurns } from './log-in-turns.js';
import { createTryCounter, type TryCounter } from './try-counter.js';

/** What identity works with: keys, tokens and sessions already checked, log-ins under way, tries counted. One per system. */
export interface Auth {
  readonly accessTokens: AccessTokens;
  readonly liveSessions: LiveSessions;
  readonly turns: LogInTurns;
  readonly tries: TryCounter;
  /** Off in the demo only: a one-time password is then never asked for. */
  readonly secondFactor: boolean;
  /** Days after which staff have to change their passwords; 0 for never. */
  readonly passwordMaxAgeDays: number;
}

/** `tokenSigningKey` is a P-256 private key in PEM. */
export type AuthSettings = Pick<Auth, 'secondFactor' | 'passwordMaxAgeDays'> & {
  readonly tokenSigningKey: string;
};

export const createAuth = (
  { tokenSigningKey, secondFactor, passwordMaxAgeDays }: AuthSettings,
  database: Database,
): Auth => ({
  accessTokens: createAccessTokens(tokenSigningKey),
  liveSessions: createLiveSessions(database),
  turns: createLogInTurns(),
  tries: createTryCounter(database),
  secondFactor,
  passwordMaxAgeDays,
});
