import { join } from 'node:path';
import type { DatabaseTls } from '../models/database.js';
import type { IndexCover } from './privacy/blind-index.js';
import type { FieldKey } from './privacy/field-cipher.js';
import type { MailGatewaySettings } from './gateways/mail-gateway.js';
import type { SealMaterial } from './gateways/document-seal.js';
import type { ScannerSettings } from './gateways/virus-scanner.js';
import type { SmsGatewaySettings } from './gateways/sms-gateway.js';
import type { DestinationSettings } from './webhooks/destinations.js';
import type { FirstAdministrators } from './users/install-administrators.js';
import { replicaSettings, type ReplicaSettings } from './replicas/replica-settings.js';
import { databaseTls, refuseRoot } from './database-settings.js';
import { readEnvironment } from './environment.js';
import { firstAdministrators } from './first-administrators.js';
import { mailGateway, smsGateway, virusScanner, webhookSettings } from './gateway-settings.js';
import { fieldKeys, indexCovers, refuseSharedKeys, secretTexts, strongKey } from './key-settings.js';
import { pemOf, sealMaterial } from './seal-config.js';

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
  /** Who looks for malicious content in papers; left out, nobody does. */
  readonly virusScanner: ScannerSettings | undefined;
  /** Where e-mail is handed over; left out, it is written to the same file. */
  readonly mailGateway: MailGatewaySettings | undefined;
  /** Where people reach the portal: what the QR code of a paper leads to. */
  readonly publicUrl: string;
  /** What papers are signed with; left out outside production, a seal is made and kept beside the data. */
  readonly documentSeal: SealMaterial | undefined;
  readonly fieldKeys: readonly FieldKey[];
  readonly indexKey: Buffer;
  /** What lies over the indexes as they are stored; the first one writes. */
  readonly indexCovers: readonly IndexCover[];
  readonly tokenSigningKey: string;
  /** P-256 private key in PEM with which the heads of the audit chains are signed. */
  readonly auditSigningKey: string;
  readonly auditDepositFolder: string;
  /** Who administrates a new installation; of no use once it has administrators. */
  readonly firstAdministrators: FirstAdministrators | undefined;
}

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'databaseTls' | 'dataFolder'>;

export { ConfigError } from './config-error.js';

/** Which database there is, for a command that needs none of the secrets. Throws ConfigError. */
export function readDatabaseConfig(environment: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  const raw = readEnvironment(environment);
  return { databaseUrl: raw.DATABASE_URL, databaseTls: databaseTls(raw), dataFolder: raw.DATA_DIR };
}

/** Reads and checks the environment. Throws ConfigError naming the setting, the rule and what to do. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const raw = readEnvironment(environment);
  const secrets = secretTexts(raw);
  const keys = fieldKeys(secrets.FIELD_KEYS);
  const indexKey = strongKey('FIELD_INDEX_KEY', secrets.FIELD_INDEX_KEY);
  const covers = indexCovers(raw.FIELD_INDEX_COVERS);
  refuseSharedKeys(keys, indexKey, covers);
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
    virusScanner: virusScanner(raw),
    mailGateway: mailGateway(raw),
    publicUrl: (raw.PUBLIC_URL ?? `http://${raw.HOST}:${raw.PORT}`).replace(/(?<!\/)\/+$/, ''),
    documentSeal: sealMaterial(raw, raw.NODE_ENV === 'production'),
    fieldKeys: keys,
    indexKey,
    indexCovers: covers,
    tokenSigningKey: pemOf(secrets.TOKEN_SIGNING_KEY),
    auditSigningKey: pemOf(secrets.AUDIT_SIGNING_KEY),
    auditDepositFolder: raw.AUDIT_DEPOSIT_DIR ?? join(raw.DATA_DIR, 'audit-deposits'),
    firstAdministrators:
      raw.FIRST_ADMINISTRATORS === undefined ? undefined : firstAdministrators(raw.FIRST_ADMINISTRATORS),
  };
}
