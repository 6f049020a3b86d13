import Joi from 'joi';
import { ConfigError } from './config-error.js';
import type { DatabaseSettings } from './database-settings.js';
import type { SealSettings } from './seal-config.js';

/** The environment as it is written: texts and numbers, each of the right form; what they mean together is decided by who reads them. */
export interface RawEnvironment extends SealSettings, DatabaseSettings {
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
  CLAMD_ADDRESS?: string;
  SMTP_URL?: string;
  MAIL_FROM?: string;
  FIELD_KEYS?: string;
  FIELD_INDEX_KEY?: string;
  FIELD_INDEX_COVERS: string;
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
  CLAMD_ADDRESS: Joi.string()
    .pattern(/^[A-Za-z0-9.-]+:\d{1,5}$/)
    .messages({ 'string.pattern.base': '{#label}: write it as 127.0.0.1:3310' }),
  SMTP_URL: Joi.string().uri({ scheme: ['smtps', 'smtp'] }),
  MAIL_FROM: Joi.string().email({ tlds: false }),
  PUBLIC_URL: Joi.string().uri({ scheme: ['https', 'http'] }),
  DOCUMENT_SEAL_KEY: Joi.string(),
  DOCUMENT_SEAL_CERTIFICATE: Joi.string(),
  FIELD_KEYS: Joi.string(),
  FIELD_INDEX_KEY: Joi.string(),
  FIELD_INDEX_COVERS: Joi.string().default('bare'),
  TOKEN_SIGNING_KEY: Joi.string(),
  AUDIT_SIGNING_KEY: Joi.string(),
  AUDIT_DEPOSIT_DIR: Joi.string(),
  FIRST_ADMINISTRATORS: Joi.string(),
}).unknown(true);

/** Reads the environment by form. Throws ConfigError naming every setting that is wrong. */
export function readEnvironment(environment: NodeJS.ProcessEnv): RawEnvironment {
  const { error, value } = ENVIRONMENT.validate(environment, { abortEarly: false });
  if (error) throw new ConfigError(error.details.map((detail) => detail.message).join('; '));
  return value;
}
