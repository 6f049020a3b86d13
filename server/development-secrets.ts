import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets as they stand in the environment. */
export interface SecretTexts {
  readonly FIELD_KEYS: string;
  readonly FIELD_INDEX_KEY: string;
  readonly TOKEN_SIGNING_KEY: string;
  readonly AUDIT_SIGNING_KEY: string;
}

/**
 * Secrets of a machine that is not in production: made at random on first use and kept beside the data they protect, so that
 * the embedded database stays readable after a restart. Production never comes here.
 */
export function developmentSecrets(dataFolder: string): SecretTexts {
  const file = join(dataFolder, 'development-secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<SecretTexts>) : {};
  // What an earlier version did not need yet is made now.
  const secrets: SecretTexts = {
    FIELD_KEYS: kept.FIELD_KEYS ?? `1:${randomBytes(32).toString('base64')}`,
    FIELD_INDEX_KEY: kept.FIELD_INDEX_KEY ?? randomBytes(32).toString('base64'),
    TOKEN_SIGNING_KEY: kept.TOKEN_SIGNING_KEY ?? privateKeyText(),
    AUDIT_SIGNING_KEY: kept.AUDIT_SIGNING_KEY ?? privateKeyText(),
  };
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

const privateKeyText = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
