import { ApiClientCredential } from '../../models/api-client-credential.js';
import { findRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { SigningKey } from './message-signature.js';

/** What sealed signing keys are bound to. */
export const SIGNING_KEY_PURPOSE = 'api_client_credentials.secret';

/** The active signing keys of an API client, the newest first: two while they are being changed. */
export async function findSigningKeys({ cipher }: System, apiClientId: number): Promise<SigningKey[]> {
  const rows = await findRows(ApiClientCredential, {
    where: { apiClientId, kind: 'signing-key', revokedAt: null },
    order: [['id', 'DESC']],
  });
  return rows.map(({ keyCode, secretCipher }) => ({
    keyCode,
    secret: cipher.decrypt(secretCipher ?? '', SIGNING_KEY_PURPOSE),
  }));
}
