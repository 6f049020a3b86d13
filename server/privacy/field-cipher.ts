import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createBlindIndexes, type BlindIndexes, type IndexCover } from './blind-index.js';

/** A named key, so that old values stay readable while new ones use a newer key. */
export interface FieldKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * Encrypts personal values for storage and finds them again without reading them.
 * `purpose` is the table and column (`borrowers.identity`); it is authenticated, so a value cannot be moved to another column.
 */
export interface FieldCipher extends BlindIndexes {
  encrypt(plain: string, purpose: string): string;
  decrypt(stored: string, purpose: string): string;
  /** The same for bytes, such as a piece of a file. */
  sealBytes(plain: Uint8Array, purpose: string): Buffer;
  openBytes(sealed: Uint8Array, purpose: string): Buffer;
  /** Whether the newest key wrote what is stored, text or bytes. */
  isNewest(stored: string | Uint8Array): boolean;
  /** How what the newest key writes begins. */
  readonly newestPrefix: string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with versioned keys: writes with the first key, reads with any. Stored form: `v1.<key id>.<base64url of iv, tag, text>`.
 * A changed bit, another purpose or an unknown key throws.
 */
export function createFieldCipher(
  keys: readonly FieldKey[],
  indexKey: Buffer,
  covers?: readonly IndexCover[],
): FieldCipher {
  const [newest] = keys;
  if (!newest) throw new Error('A field cipher needs at least one key');
  const keyById = new Map(keys.map((key) => [key.id, key.key]));
  const keyOf = (id: string | undefined, purpose: string): Buffer => {
    const key = keyById.get(id ?? '');
    if (!key) throw new Error(`Unreadable personal value in ${purpose}`);
    return key;
  };
  const newestPrefix = `${VERSION}.${newest.id}.`;
  return {
    ...createBlindIndexes(indexKey, covers),
    newestPrefix,
    isNewest(stored) {
      if (typeof stored === 'string') return stored.startsWith(newestPrefix);
      return Buffer.from(stored.subarray(1, 1 + (stored[0] ?? 0))).toString() === newest.id;
    },
    encrypt(plain, purpose) {
      const sealed = seal(newest.key, Buffer.from(plain), purpose);
      return `${newestPrefix}${sealed.toString('base64url')}`;
    },
    decrypt(stored, purpose) {
      const [version, keyId, body] = stored.split('.');
      if (version !== VERSION || !body) throw new Error(`Unreadable personal value in ${purpose}`);
      return open(keyOf(keyId, purpose), Buffer.from(body, 'base64url'), purpose).toString('utf8');
    },
    sealBytes(plain, purpose) {
      const keyId = Buffer.from(newest.id);
      return Buffer.concat([Buffer.of(keyId.length), keyId, seal(newest.key, plain, purpose)]);
    },
    openBytes(sealed, purpose) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
      const start = 1 + (bytes[0] ?? 0);
      return open(keyOf(bytes.toString('utf8', 1, start), purpose), bytes.subarray(start), purpose);
    },
  };
}

function seal(key: Buffer, plain: Uint8Array, purpose: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
  const text = [cipher.update(plain), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...text]);
}

function open(key: Buffer, bytes: Buffer, purpose: string): Buffer {
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  return Buffer.concat([text, decipher.final()]);
}
