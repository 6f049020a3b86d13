import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** A named key, so that old values stay readable while new ones use a newer key. */
export interface FieldKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Encrypts personal values for storage and finds them again without reading them.
 * `purpose` is the table and column (`borrowers.identity`); it is authenticated, so a value cannot be moved to another column.
 */
export interface FieldCipher {
  encrypt(plain: string, purpose: string): string;
  decrypt(stored: string, purpose: string): string;
  /** Keyed hash of a normalised value, 64 hex digits. `kind` keeps equal texts of different kinds apart. */
  blindIndex(kind: 'identity' | 'phone' | 'account' | 'username', value: string): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with versioned keys: writes with the first key, reads with any. Stored form: `v1.<key id>.<base64url of iv, tag, text>`.
 * A changed bit, another purpose or an unknown key throws.
 */
export function createFieldCipher(keys: readonly FieldKey[], indexKey: Buffer): FieldCipher {
  const [newest] = keys;
  if (!newest) throw new Error('A field cipher needs at least one key');
  const keyById = new Map(keys.map((key) => [key.id, key.key]));
  return {
    encrypt(plain, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${VERSION}.${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    decrypt(stored, purpose) {
      const [version, keyId, body] = stored.split('.');
      const key = keyById.get(keyId ?? '');
      if (version !== VERSION || !key || !body) throw new Error(`Unreadable personal value in ${purpose}`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
    blindIndex(kind, value) {
      return createHmac('sha256', indexKey).update(`${kind}:${value}`).digest('hex');
    },
  };
}
