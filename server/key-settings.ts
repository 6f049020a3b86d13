import { ConfigError } from './config-error.js';
import { developmentSecrets, type SecretTexts } from './development-secrets.js';
import type { RawEnvironment } from './environment.js';
import type { FieldKey } from './privacy/field-cipher.js';

const KEY_BYTES = 32;
const HOW_TO_MAKE_A_KEY = 'make one with `openssl rand -base64 32`';

/** Decodes one 256-bit key; refuses short, repeated or guessable ones. */
export function strongKey(setting: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new ConfigError(
      `${setting}: needs ${KEY_BYTES} bytes in base64, found ${key.length}; ${HOW_TO_MAKE_A_KEY}`,
    );
  }
  if (new Set(key).size < 12)
    throw new ConfigError(`${setting}: too regular to be a secret; ${HOW_TO_MAKE_A_KEY}`);
  return key;
}

/** `2:<base64>,1:<base64>`: the first writes, all read. */
export function fieldKeys(text: string): FieldKey[] {
  const keys = text.split(',').map((part) => {
    const [id, body] = part.split(':');
    if (!id || !/^[A-Za-z0-9]{1,8}$/.test(id) || !body) {
      throw new ConfigError(
        'FIELD_KEYS: write it as `2:<base64>,1:<base64>`, newest first, ids of letters and digits',
      );
    }
    return { id, key: strongKey(`FIELD_KEYS (key ${id})`, body) };
  });
  if (new Set(keys.map((key) => key.id)).size !== keys.length)
    throw new ConfigError('FIELD_KEYS: each key id once');
  return keys;
}

const SECRETS = ['FIELD_KEYS', 'FIELD_INDEX_KEY', 'TOKEN_SIGNING_KEY', 'AUDIT_SIGNING_KEY'] as const;

/** The secrets as texts: outside production each that is not given is made up and kept. Throws ConfigError naming those that are missing. */
export function secretTexts(raw: RawEnvironment): SecretTexts {
  const given: Partial<SecretTexts> = {
    ...(raw.FIELD_KEYS && { FIELD_KEYS: raw.FIELD_KEYS }),
    ...(raw.FIELD_INDEX_KEY && { FIELD_INDEX_KEY: raw.FIELD_INDEX_KEY }),
    ...(raw.TOKEN_SIGNING_KEY && { TOKEN_SIGNING_KEY: raw.TOKEN_SIGNING_KEY }),
    ...(raw.AUDIT_SIGNING_KEY && { AUDIT_SIGNING_KEY: raw.AUDIT_SIGNING_KEY }),
  };
  if (raw.NODE_ENV !== 'production') return { ...developmentSecrets(raw.DATA_DIR), ...given };
  const missing = SECRETS.filter((name) => !given[name]);
  if (missing.length > 0) {
    throw new ConfigError(
      `Production needs ${missing.join(', ')}. FIELD_KEYS is \`1:<key>\`, FIELD_INDEX_KEY is one key (${HOW_TO_MAKE_A_KEY}); ` +
        'TOKEN_SIGNING_KEY and AUDIT_SIGNING_KEY are two P-256 private keys in PEM (`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`).',
    );
  }
  return given as SecretTexts;
}

/** Throws ConfigError where one key serves two ends. */
export function refuseSharedKeys(keys: readonly FieldKey[], indexKey: Buffer): void {
  const all = [...keys.map((key) => key.key.toString('hex')), indexKey.toString('hex')];
  if (new Set(all).size !== all.length) {
    throw new ConfigError(
      'FIELD_KEYS and FIELD_INDEX_KEY: every key must be its own; the same one stands twice',
    );
  }
}
