import { join } from 'node:path';
import Joi from 'joi';
import type { DatabaseTls } from '../models/database.js';
import type { FieldKey } from './privacy/field-cipher.js';
import { readIdentity } from './core/identity-number.js';
import type { MailGatewaySettings } from './gateways/mail-gateway.js';
import type { SealMaterial } from './gateways/document-seal.js';
import type { SmsGatewaySettings } from './gateways/sms-gateway.js';
import type { DestinationSettings } from './webhooks/destinations.js';
import type { FirstAdministrator, FirstAdministrators } from './users/install-administrators.js';
import { ConfigError } from './config-error.js';
import { replicaSettings, type ReplicaSettings } from './replicas/replica-settings.js';
import { databaseTls, refuseRoot, type DatabaseSettings } from './database-settings.js';
import { pemOf, sealMaterial, type SealSettings } from './seal-config.js';
import { developmentSecrets, type SecretTexts } from './development-secrets.js';

/** Everything the program is told from outside, read once at start. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  /** Copies of the database for reads that may lag. */
  readonly replicas: ReplicaSettings;
  /** How the line to the database server is protected; undefined for not at all. */
  readonly databaseTls: DatabaseTls | undefined;
  /** Whether the program may run as an administrator of the database server. */
  readonly databaseAdministrator: boolean;
  readonly dataFolder: string;
  readonly logLevel: string;
  readonly trustedProxies: number;
  readonly metricsToken: string | undefined;
  /** The demo accounts' password; one is made up when it is not given. */
  readonly demoPassword: string | undefined;
  /** Whether the demo speaks TLS by a certificate that it makes itself, for use beyond the machine. */
  readonly demoTls: boolean;
  readonly secondFactor: boolean;
  readonly passwordMaxAgeDays: number;
  /** How many requests are worked on at once, and how many wait for their turn; more are refused with 503. */
  readonly requestLimits: { readonly inFlight: number; readonly queued: number };
  /** Where webhooks may go. */
  readonly webhooks: DestinationSettings;
  /** Where SMS are handed over; left out, they are written to a file in the data folder. */
  readonly smsGateway: SmsGatewaySettings | undefined;
  /** Where e-mail is handed over; left out, it is written to the same file. */
  readonly mailGateway: MailGatewaySettings | undefined;
  /** Where people reach the portal: what the QR code of a paper leads to. */
  readonly publicUrl: string;
  /** What papers are signed with; left out outside production, a seal is made and kept beside the data. */
  readonly documentSeal: SealMaterial | undefined;
  readonly fieldKeys: readonly FieldKey[];
  readonly indexKey: Buffer;
  readonly tokenSigningKey: string;
  /** P-256 private key in PEM with which the heads of the audit chains are signed. */
  readonly auditSigningKey: string;
  readonly auditDepositFolder: string;
  /** Who administrates a new installation; of no use once it has administrators. */
  readonly firstAdministrators: FirstAdministrators | undefined;
}

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databaseTls' | 'dataFolder'>;

interface RawEnvironment extends SealSettings, DatabaseSettings {
  HOST: string;
  PORT: number;
  DATABASE_REPLICA_URLS: string;
  REPLICA_LAG_LIMIT_SECONDS: number;
  DATA_DIR: string;
  LOG_LEVEL: string;
  TRUSTED_PROXIES: number;
  METRICS_TOKEN?: string;
  DEMO_PASSWORD?: string;
  DEMO_TLS: string;
  PASSWORD_MAX_AGE_DAYS: number;
  MAX_REQUESTS_IN_FLIGHT: number;
  MAX_REQUESTS_QUEUED: number;
  WEBHOOK_ORIGINS: string;
  WEBHOOK_PRIVATE_NETWORKS: string;
  SMS_GATEWAY_URL?: string;
  SMS_GATEWAY_TOKEN?: string;
  SMTP_URL?: string;
  MAIL_FROM?: string;
  FIELD_KEYS?: string;
  FIELD_INDEX_KEY?: string;
  TOKEN_SIGNING_KEY?: string;
  AUDIT_SIGNING_KEY?: string;
  AUDIT_DEPOSIT_DIR?: string;
  FIRST_ADMINISTRATORS?: string;
}

const ENVIRONMENT = Joi.object<RawEnvironment>({
  NODE_ENV: Joi.string().valid('development', 'test', 'production').default('development'),
  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: Joi.number().port().default(3000),
  DATABASE_REPLICA_URLS: Joi.string().allow('').default(''),
  REPLICA_LAG_LIMIT_SECONDS: Joi.number().integer().min(3).max(600).default(10),
  DATABASE_URL: Joi.string()
    .pattern(/^(?:mysql|mariadb):\/\/[^/]+\/[^/?]+/)
    .messages({ 'string.pattern.base': '{#label}: write it as mysql://user:password@127.0.0.1:3306/suidai' }),
  DATABASE_TLS: Joi.string().valid('verify', 'off'),
  DATABASE_TLS_CA: Joi.string(),
  DATABASE_ADMINISTRATOR: Joi.string().valid('refused', 'allowed').default('refused'),
  DATA_DIR: Joi.string().default('data'),
  LOG_LEVEL: Joi.string().valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  TRUSTED_PROXIES: Joi.number().integer().min(0).max(5).default(0),
  METRICS_TOKEN: Joi.string().min(16),
  DEMO_PASSWORD: Joi.string().min(8).max(128),
  DEMO_TLS: Joi.string().valid('0', '1').default('0'),
  PASSWORD_MAX_AGE_DAYS: Joi.number().integer().min(0).max(365).default(90),
  MAX_REQUESTS_IN_FLIGHT: Joi.number().integer().min(1).max(10_000).default(64),
  MAX_REQUESTS_QUEUED: Joi.number().integer().min(0).max(100_000).default(512),
  WEBHOOK_ORIGINS: Joi.string().allow('').default(''),
  WEBHOOK_PRIVATE_NETWORKS: Joi.string().allow('').default(''),
  SMS_GATEWAY_URL: Joi.string().uri({ scheme: ['https', 'http'] }),
  SMS_GATEWAY_TOKEN: Joi.string().min(16),
  SMTP_URL: Joi.string().uri({ scheme: ['smtps', 'smtp'] }),
  MAIL_FROM: Joi.string().email({ tlds: false }),
  PUBLIC_URL: Joi.string().uri({ scheme: ['https', 'http'] }),
  DOCUMENT_SEAL_KEY: Joi.string(),
  DOCUMENT_SEAL_CERTIFICATE: Joi.string(),
  FIELD_KEYS: Joi.string(),
  FIELD_INDEX_KEY: Joi.string(),
  TOKEN_SIGNING_KEY: Joi.string(),
  AUDIT_SIGNING_KEY: Joi.string(),
  AUDIT_DEPOSIT_DIR: Joi.string(),
  FIRST_ADMINISTRATORS: Joi.string(),
}).unknown(true);

export { ConfigError };

/** What to set when nobody can open accounts yet. */
export const HOW_TO_NAME_ADMINISTRATORS =
  'FIRST_ADMINISTRATORS: write `user name:name:ID number` of the system, the security and the audit administrator, with commas ' +
  'between: three persons, user names in small letters, ID numbers of 18 characters with a right check digit';

const KEY_BYTES = 32;
const HOW_TO_MAKE_A_KEY = 'make one with `openssl rand -base64 32`';

/** Decodes one 256-bit key; refuses short, repeated or guessable ones. */
function strongKey(setting: string, text: string): Buffer {
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
function fieldKeys(text: string): FieldKey[] {
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

function secretTexts(raw: RawEnvironment): SecretTexts {
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

function refuseSharedKeys(keys: readonly FieldKey[], indexKey: Buffer): void {
  const all = [...keys.map((key) => key.key.toString('hex')), indexKey.toString('hex')];
  if (new Set(all).size !== all.length) {
    throw new ConfigError(
      'FIELD_KEYS and FIELD_INDEX_KEY: every key must be its own; the same one stands twice',
    );
  }
}

/** `user name:name:ID number` of the system, security and audit administrator, in this order, with commas between. */
function firstAdministrators(text: string): FirstAdministrators {
  const people = text.split(',').map((part): FirstAdministrator => {
    const [, username, displayName, number] =
      /^\s*([a-z][a-z0-9._-]{2,31}):([^:]{1,64}):([0-9A-Za-z]{18})\s*$/.exec(part) ?? [];
    const identity = readIdentity('resident-identity-card', number ?? '');
    if (!username || !displayName || !identity) throw new ConfigError(HOW_TO_NAME_ADMINISTRATORS);
    return {
      username,
      displayName,
      identityKind: 'resident-identity-card',
      identityNumber: identity.number,
    };
  });
  const [system, security, audit, ...more] = people;
  const persons = new Set(people.map(({ identityNumber }) => identityNumber));
  const names = new Set(people.map(({ username }) => username));
  if (!system || !security || !audit || more.length > 0 || persons.size < 3 || names.size < 3)
    throw new ConfigError(HOW_TO_NAME_ADMINISTRATORS);
  return {
    'system-administrator': system,
    'security-administrator': security,
    'audit-administrator': audit,
  };
}

function readEnvironment(environment: NodeJS.ProcessEnv): RawEnvironment {
  const { error, value } = ENVIRONMENT.validate(environment, { abortEarly: false });
  if (error) throw new ConfigError(error.details.map((detail) => detail.message).join('; '));
  return value;
}

/** Which database there is, for a command that needs none of the secrets. Throws ConfigError. */
export function readDatabaseConfig(environment: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  const raw = readEnvironment(environment);
  return { databaseUrl: raw.DATABASE_URL, databaseTls: databaseTls(raw), dataFolder: raw.DATA_DIR };
}

const listOf = (text: string): string[] => text.split(',').filter((part) => part !== '');

/** Only https in production: what goes out is signed, but not secret without it. */
function webhookSettings(raw: RawEnvironment): DestinationSettings {
  const origins = listOf(raw.WEBHOOK_ORIGINS);
  for (const origin of origins) {
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && raw.NODE_ENV !== 'production');
    if (url?.origin !== origin || !secure)
      throw new ConfigError(`WEBHOOK_ORIGINS: write each as https://hooks.bank.example, not ${origin}`);
  }
  return { origins, privateNetworks: listOf(raw.WEBHOOK_PRIVATE_NETWORKS) };
}

/** Address and token together, and in production over https: numbers and codes go there. */
function smsGateway({
  SMS_GATEWAY_URL: url,
  SMS_GATEWAY_TOKEN: token,
  NODE_ENV: environment,
}: RawEnvironment): SmsGatewaySettings | undefined {
  if (url === undefined && token === undefined) return undefined;
  if (url === undefined || token === undefined)
    throw new ConfigError('SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN: set both, or neither');
  if (environment === 'production' && !url.startsWith('https:'))
    throw new ConfigError(
      'SMS_GATEWAY_URL: write it as https://sms.example/send; production sends nothing in clear',
    );
  return { url, token };
}

/** Server and sender together. In production the connection is encrypted, from the start or after the greeting. */
function mailGateway({
  SMTP_URL: url,
  MAIL_FROM: from,
  NODE_ENV: environment,
}: RawEnvironment): MailGatewaySettings | undefined {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined)
    throw new ConfigError('SMTP_URL and MAIL_FROM: set both, or neither');
  return { url, from, inClear: environment !== 'production' };
}

/** Reads and checks the environment. Throws ConfigError naming the setting, the rule and what to do. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const raw = readEnvironment(environment);
  const secrets = secretTexts(raw);
  const keys = fieldKeys(secrets.FIELD_KEYS);
  const indexKey = strongKey('FIELD_INDEX_KEY', secrets.FIELD_INDEX_KEY);
  refuseSharedKeys(keys, indexKey);
  refuseRoot(raw);
  return {
    production: raw.NODE_ENV === 'production',
    host: raw.HOST,
    port: raw.PORT,
    databaseUrl: raw.DATABASE_URL,
    replicas: replicaSettings(raw),
    databaseTls: databaseTls(raw),
    databaseAdministrator: raw.DATABASE_ADMINISTRATOR === 'allowed',
    dataFolder: raw.DATA_DIR,
    logLevel: raw.LOG_LEVEL,
    trustedProxies: raw.TRUSTED_PROXIES,
    metricsToken: raw.METRICS_TOKEN,
    demoPassword: raw.DEMO_PASSWORD,
    demoTls: raw.DEMO_TLS === '1',
    secondFactor: true,
    passwordMaxAgeDays: raw.PASSWORD_MAX_AGE_DAYS,
    requestLimits: { inFlight: raw.MAX_REQUESTS_IN_FLIGHT, queued: raw.MAX_REQUESTS_QUEUED },
    webhooks: webhookSettings(raw),
    smsGateway: smsGateway(raw),
    mailGateway: mailGateway(raw),
    publicUrl: (raw.PUBLIC_URL ?? `http://${raw.HOST}:${raw.PORT}`).replace(/(?<!\/)\/+$/, ''),
    documentSeal: sealMaterial(raw, raw.NODE_ENV === 'production'),
    fieldKeys: keys,
    indexKey,
    tokenSigningKey: pemOf(secrets.TOKEN_SIGNING_KEY),
    auditSigningKey: pemOf(secrets.AUDIT_SIGNING_KEY),
    auditDepositFolder: raw.AUDIT_DEPOSIT_DIR ?? join(raw.DATA_DIR, 'audit-deposits'),
    firstAdministrators:
      raw.FIRST_ADMINISTRATORS === undefined ? undefined : firstAdministrators(raw.FIRST_ADMINISTRATORS),
  };
}
