import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets as they stand in the environment. */
export interface SecretTexts {
  readonly FIELD_KEYS: string;
  readonly FIELD_INDEX_KEY: string;
  readonly TOKEN_SIGNING_KEY: string;
}

/**
 * Secrets of a machine that is not in production: made at random on first use and kept beside the data they protect, so that
 * the embedded database stays readable after a restart. Production never comes here.
 */
export function developmentSecrets(dataFolder: string): SecretTexts {
  const file = join(dataFolder, 'development-secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SecretTexts;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secrets: SecretTexts = {
    FIELD_KEYS: `1:${randomBytes(32).toString('base64')}`,
    FIELD_INDEX_KEY: randomBytes(32).toString('base64'),
    TOKEN_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
