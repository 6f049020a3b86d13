import { isIP } from 'node:net';
import type { DatabaseTls } from '../models/database.js';
import { ConfigError } from './config-error.js';
import { pemOf } from './seal-config.js';

/** What the environment says about the database server and the way to it. */
export interface DatabaseSettings {
  readonly NODE_ENV: string;
  readonly DATABASE_URL?: string;
  readonly DATABASE_REPLICA_URLS: string;
  readonly DATABASE_TLS?: string;
  readonly DATABASE_TLS_CA?: string;
  readonly DATABASE_ADMINISTRATOR: string;
}

/** The hosts of the primary and its replicas, an IPv6 address without its brackets. */
const hostsOf = ({ DATABASE_URL = '', DATABASE_REPLICA_URLS }: DatabaseSettings): string[] =>
  [DATABASE_URL, ...DATABASE_REPLICA_URLS.split(',')]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'));

/** Whether a host name or address means this machine. */
const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * How the connection to the server and its replicas is protected: undefined for none. In production a server on another machine needs a word: personal data and
 * passwords cross that line. Throws ConfigError.
 */
export function databaseTls(settings: DatabaseSettings): DatabaseTls | undefined {
  const { DATABASE_TLS: wanted, DATABASE_TLS_CA: authority, NODE_ENV } = settings;
  const hosts = hostsOf(settings);
  if (authority !== undefined && wanted !== 'verify')
    throw new ConfigError(
      'DATABASE_TLS_CA: is of use with DATABASE_TLS=verify only; set that too, or leave it out',
    );
  if (wanted === 'verify') {
    if (hosts.some((host) => isIP(host) !== 0))
      throw new ConfigError(
        'DATABASE_TLS=verify: the URL of a database server has a number for its host; write the name that stands in its certificate',
      );
    return authority === undefined ? {} : { authority: pemOf(authority) };
  }
  if (wanted === 'off' || NODE_ENV !== 'production') return undefined;
  const host = hosts.find((each) => !isThisMachine(each));
  if (host === undefined) return undefined;
  throw new ConfigError(
    `DATABASE_TLS: the database server ${host} is another machine, and production sends nothing there in clear. Set DATABASE_TLS=verify ` +
      '(and DATABASE_TLS_CA to the PEM of the authority that signed its certificate, unless that is a public one); set DATABASE_TLS=off ' +
      'only where the line is protected otherwise, by a tunnel or a network of this host alone.',
  );
}

/** Refuses the server's own administrator by name, who could change facts and the audit. Throws ConfigError. */
export function refuseRoot({
  DATABASE_URL: url,
  DATABASE_ADMINISTRATOR: allowed,
  NODE_ENV,
}: DatabaseSettings): void {
  if (url === undefined || NODE_ENV !== 'production' || allowed === 'allowed') return;
  const name = decodeURIComponent(new URL(url).username);
  if (name === 'root' || name === '') throw administratorRefused(name || 'nobody named');
}

/** Why the program does not start as an administrator of the database server, and what to do. */
export const administratorRefused = (name: string): ConfigError =>
  new ConfigError(
    `DATABASE_URL: ${name} administrates the database server and could change what must stay. Make an account for the program alone, give it its ` +
      'rights with `npm run --silent grants -- suidai_app@HOST | mariadb -u root -p` and put it into DATABASE_URL; for a trial set DATABASE_ADMINISTRATOR=allowed.',
  );
