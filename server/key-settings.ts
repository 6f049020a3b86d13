import { ConfigError } from './config-error.js';
import { developmentSecrets, type SecretTexts } from './development-secrets.js';
import type { RawEnvironment } from './environment.js';
import type { IndexCover } from './privacy/blind-index.js';
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

/** `<id>:<base64>` of a setting. */
function namedKey(setting: string, part: string): FieldKey {
  const [id, body] = part.split(':');
  if (!id || !/^[A-Za-z0-9]{1,8}$/.test(id) || !body) {
    throw new ConfigError(
      `${setting}: write it as \`2:<base64>,1:<base64>\`, newest first, ids of letters and digits`,
    );
  }
  return { id, key: strongKey(`${setting} (key ${id})`, body) };
}

function refuseSameIds(setting: string, ids: readonly string[]): void {
  if (new Set(ids).size !== ids.length) throw new ConfigError(`${setting}: each key id once`);
}

/** `2:<base64>,1:<base64>`: the first writes, all read. */
export function fieldKeys(text: string): FieldKey[] {
  const keys = text.split(',').map((part) => namedKey('FIELD_KEYS', part));
  refuseSameIds(
    'FIELD_KEYS',
    keys.map(({ id }) => id),
  );
  return keys;
}

/** `2:<base64>,1:<base64>` or `bare` in place of one of them: the first writes, by all of them is looked up. */
export function indexCovers(text: string): IndexCover[] {
  const setting = 'FIELD_INDEX_COVERS';
  const covers = text.split(',').map((part) => (part === 'bare' ? part : namedKey(setting, part)));
  refuseSameIds(
    setting,
    covers.map((cover) => (cover === 'bare' ? cover : cover.id)),
  );
  return covers;
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
export function refuseSharedKeys(
  keys: readonly FieldKey[],
  indexKey: Buffer,
  covers: readonly IndexCover[],
): void {
  const named = [...keys, ...covers.filter((cover) => cover !== 'bare')];
  const all = [...named.map(({ key }) => key.toString('hex')), indexKey.toString('hex')];
  if (new Set(all).size !== all.length) {
    throw new ConfigError(
      'FIELD_KEYS, FIELD_INDEX_KEY and FIELD_INDEX_COVERS: every key must be its own; the same one stands twice',
    );
  }
}
