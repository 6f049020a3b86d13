import { ConfigError } from '../config-error.js';

/** Copies of the primary that reads may go to, and how far behind one may be. */
export interface ReplicaSettings {
  readonly urls: readonly string[];
  readonly lagLimitSeconds: number;
}

const URL_OF_SERVER = /^(?:mysql|mariadb):\/\/[^/]+\/[^/?]+$/;

/** Reads the list of URLs. Throws ConfigError: one is not a server's, one stands twice or is the primary, or there is no primary. */
export function replicaSettings(raw: {
  readonly DATABASE_URL?: string;
  readonly DATABASE_REPLICA_URLS: string;
  readonly REPLICA_LAG_LIMIT_SECONDS: number;
}): ReplicaSettings {
  const urls = raw.DATABASE_REPLICA_URLS.split(',').filter((url) => url !== '');
  const places = [...urls, ...(raw.DATABASE_URL === undefined ? [] : [raw.DATABASE_URL])].map(placeOf);
  if (urls.length > 0 && raw.DATABASE_URL === undefined)
    throw new ConfigError(
      'DATABASE_REPLICA_URLS: only a database server has replicas; set DATABASE_URL, too',
    );
  if (!urls.every((url) => URL_OF_SERVER.test(url)))
    throw new ConfigError(
      'DATABASE_REPLICA_URLS: write each as mysql://user:password@host:3306/suidai, with commas between',
    );
  if (new Set(places).size !== places.length)
    throw new ConfigError('DATABASE_REPLICA_URLS: each server once, and without the one of DATABASE_URL');
  return { urls, lagLimitSeconds: raw.REPLICA_LAG_LIMIT_SECONDS };
}

/** Server and database of a URL, without user and password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port === '' ? '3306' : port}${pathname}`;
}
