import { randomBytes } from 'node:crypto';
import { ApiClient } from '../../models/api-client.js';
import { ApiClientCredential } from '../../models/api-client-credential.js';
import { findRows, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';
import { SIGNING_KEY_PURPOSE } from '../signing/find-signing-keys.js';

export type CredentialKind = 'client-secret' | 'signing-key';

export interface IssuedCredential {
  readonly credentialId: number;
  /** Names a signing key in messages; for a secret only a name. */
  readonly keyCode: string;
  /** Shown this once; null in a repeated reply. */
  readonly secret: string | null;
}

/** The old one goes on working while the other side changes over. */
const ACTIVE_AT_ONCE = 2;
const SECRET_BYTES = 32;

/**
 * Issues a client secret or a signing key: 256 random bits. Two of a kind may be active at once. A secret is kept as its hash, which is
 * enough at this strength; a signing key is kept sealed, because both sides compute with it.
 * Fails: not-found, illegal-transition (the client is disabled), already-exists (two are active).
 */
export async function issueCredential(
  context: Context,
  { apiClientId, kind }: { readonly apiClientId: number; readonly kind: CredentialKind },
): Promise<IssuedCredential> {
  const secret = `suidai-${kind}-${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const keyCode = `key-${randomBytes(8).toString('hex')}`;
  const issued = await runCommand(context, 'api-client.issue-credential', async (unit) => {
    const client = await lockEnabled(unit, apiClientId);
    const active = await findRows(ApiClientCredential, {
      where: { apiClientId, kind, revokedAt: null },
      transaction: unit.transaction,
    });
    if (active.length >= ACTIVE_AT_ONCE)
      throw new DomainError('already-exists', { what: 'two-active-credentials' });
    const credentialId = await insertRow(
      ApiClientCredential,
      {
        apiClientId,
        kind,
        keyCode,
        secretHash: kind === 'client-secret' ? sha256(secret) : null,
        secretCipher:
          kind === 'signing-key' ? context.system.cipher.encrypt(secret, SIGNING_KEY_PURPOSE) : null,
        issuedByUserId: context.actor.userId,
        issuedAt: unit.now,
        revokedAt: null,
      },
      unit.transaction,
    );
    recordOnClient(unit, client, { credentialId, kind, keyCode });
    return { credentialId, keyCode };
  });
  return { ...issued, secret: context.idempotency?.replayed ? null : secret };
}

/** Takes a credential out of use at once. Fails: not-found. */
export async function revokeCredential(
  context: Context,
  { apiClientId, credentialId }: { readonly apiClientId: number; readonly credentialId: number },
): Promise<void> {
  await runCommand(context, 'api-client.revoke-credential', async (unit) => {
    const client = await lockRow(ApiClient, { id: apiClientId }, unit.transaction);
    if (!client) throw new DomainError('not-found');
    const revoked = await updateRows(
      ApiClientCredential,
      { revokedAt: unit.now },
      { id: credentialId, apiClientId, revokedAt: null },
      unit.transaction,
    );
    if (revoked === 0) throw new DomainError('not-found');
    recordOnClient(unit, client, { credentialId });
    return {};
  });
}

async function lockEnabled(unit: UnitOfWork, apiClientId: number): Promise<Row<ApiClient>> {
  const client = await lockRow(ApiClient, { id: apiClientId }, unit.transaction);
  if (!client) throw new DomainError('not-found');
  if (client.disabledAt !== null)
    throw new DomainError('illegal-transition', { from: 'disabled', event: 'issue-credential' });
  return client;
}

function recordOnClient(
  unit: UnitOfWork,
  { id, organisationId }: Row<ApiClient>,
  detail: Readonly<Record<string, string | number>>,
): void {
  unit.record({ organisationId, subjectKind: 'api-client', subjectId: id, detail });
}
