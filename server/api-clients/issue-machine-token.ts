import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ApiClient } from '../../models/api-client.js';
import { ApiClientCredential } from '../../models/api-client-credential.js';
import { findRow, findRows, insertRow, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { ACCESS_TOKEN_SECONDS } from '../auth/access-tokens.js';
import { readScopes, type MachineScope } from '../auth/machine-scopes.js';
import { addSeconds, epochSeconds } from '../clock.js';
import { runCommand } from '../command.js';
import type { VisitorContext } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';

const CLIENT_CODE = /^[\x21-\x7e]{1,64}$/;

export interface ClientCredentials {
  readonly clientCode: string;
  readonly secret: string;
  /** The scopes asked for, blank-separated; undefined: all that the client has. */
  readonly scope: string | undefined;
}

export type MachineToken = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly scope: string;
};

/**
 * An access token for a bank's system (RFC 6749 section 4.4): ten minutes long, for its account, and for no more scopes than the client
 * has. There is no refresh token: the client asks again. Fails: wrong-credentials, whatever is wrong; malformed
 * (`scope`) for a scope that the client does not have.
 */
export async function issueMachineToken(
  context: VisitorContext,
  { clientCode, secret, scope: asked }: ClientCredentials,
): Promise<MachineToken> {
  // A code of ours is ASCII; MariaDB cannot even compare another text with it.
  const known = CLIENT_CODE.test(clientCode);
  const client = known ? await findRow(ApiClient, { where: { clientCode, disabledAt: null } }) : null;
  if (!(await secretFits(client, secret)) || !client) throw new DomainError('wrong-credentials');
  const scope = scopeOf(client, asked);
  return runCommand(context, 'api-client.issue-token', async (unit) => {
    const { transaction, now } = unit;
    const account = await findRow(User, { where: { id: client.userId, disabledAt: null }, transaction });
    if (!account) throw new DomainError('wrong-credentials');
    const sessionId = await insertRow(
      UserSession,
      {
        userId: account.id,
        familyCode: randomBytes(32).toString('hex'),
        createdAt: now,
        lastUsedAt: now,
        expiresAt: addSeconds(now, ACCESS_TOKEN_SECONDS),
      },
      transaction,
    );
    const { organisationId, id: subjectId } = client;
    unit.record({ organisationId, subjectKind: 'api-client', subjectId, detail: { scope } });
    const claims = { userId: account.id, sessionId, sessionVersion: account.sessionVersion, scope };
    return {
      accessToken: context.system.auth.accessTokens.issue(claims, epochSeconds(now)),
      expiresInSeconds: ACCESS_TOKEN_SECONDS,
      scope,
    };
  });
}

/** Compares with every active secret, and with nothing when there is none, in the same time. */
async function secretFits(client: Row<ApiClient> | null, secret: string): Promise<boolean> {
  const given = Buffer.from(sha256(secret));
  const active = await findRows(ApiClientCredential, {
    where: { apiClientId: client?.id ?? 0, kind: 'client-secret', revokedAt: null },
  });
  return active.filter(({ secretHash }) => timingSafeEqual(given, Buffer.from(secretHash ?? ''))).length > 0;
}

function scopeOf(client: Row<ApiClient>, asked: string | undefined): string {
  const granted = JSON.parse(client.scopesJson) as MachineScope[];
  if (asked === undefined) return granted.join(' ');
  const given = readScopes(asked, granted);
  if (given.length < new Set(asked.split(' ')).size) throw new DomainError('malformed', { field: 'scope' });
  return given.join(' ');
}
