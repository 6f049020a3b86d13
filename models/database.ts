import { Sequelize, type Options } from 'sequelize';
import type { Connection } from 'mysql2';
import type { Engine } from './engine.js';
import { FairQueue } from './fair-queue.js';
import { closeIdleSessions } from './sqlite/session-pool.js';
import { sqliteDialectModule } from './sqlite/dialect-module.js';

/** The way to a server is encrypted, and the server shows who it is: by an authority in PEM, or else by one that everybody trusts. */
export interface DatabaseTls {
  readonly authority?: string;
}

export interface DatabaseOptions {
  /** `mysql://user:password@host:port/name` of a MariaDB or MySQL server. Without it the embedded database is used. */
  readonly url?: string | undefined;
  /** How the way to the server is protected; left out, it is not. */
  readonly tls?: DatabaseTls | undefined;
  /** The file of the embedded database. Its folder is made if it does not exist. */
  readonly sqliteFile?: string | undefined;
  /** Connections at most (MySQL), 10 if not said. At least two are kept possible. */
  readonly poolSize?: number;
  /** Only reads: the server refuses every write of these connections. */
  readonly readOnly?: boolean;
  readonly logging?: ((sql: string) => void) | undefined;
}

export interface Database {
  readonly sequelize: Sequelize;
  readonly engine: Engine;
  /** The order in which transactions write to SQLite. */
  readonly writers: FairQueue;
  close(): Promise<void>;
}

/** How busy the connections are: in use, idle, and requests that wait for one. */
export interface PoolFigures {
  readonly using: number;
  readonly available: number;
  readonly waiting: number;
}

/** The figures of the pool of connections to a server at this moment; null for the embedded database, which has none. */
export function poolFigures({ sequelize, engine }: Database): PoolFigures | null {
  if (engine === 'sqlite') return null;
  const { pool } = sequelize.connectionManager as unknown as { readonly pool: PoolFigures };
  return { using: pool.using, available: pool.available, waiting: pool.waiting };
}

const ACQUIRE_LIMIT_MS = 10_000;
const IDLE_LIMIT_MS = 60_000;
const LOCK_WAIT_LIMIT_S = 10;
/** An instance that is paused in the midst of a transaction holds its locks for so long (MariaDB; MySQL has no such limit). */
const IDLE_TRANSACTION_LIMIT_S = 60;
const SQL_MODE =
  'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION';

/**
 * Connects to MariaDB or MySQL by `url`, or else to the embedded database in `sqliteFile`. Connections are opened when
 * first used. Throws `Error` if neither is given or the URL is not one of MySQL.
 */
export function connectDatabase(options: DatabaseOptions): Database {
  if (options.url !== undefined) return connectMysql(options.url, options);
  if (options.sqliteFile !== undefined) return connectSqlite(options.sqliteFile, options);
  throw new Error('A database needs a url or a sqliteFile.');
}

function connectSqlite(file: string, options: DatabaseOptions): Database {
  const sequelize = new Sequelize({
    ...common(options),
    dialect: 'sqlite',
    storage: file,
    dialectModule: sqliteDialectModule,
  });
  const close = async () => {
    await sequelize.close();
    closeIdleSessions(file);
  };
  return { sequelize, engine: 'sqlite', writers: new FairQueue(), close };
}

function connectMysql(url: string, options: DatabaseOptions): Database {
  if (!/^(?:mysql|mariadb):\/\//.test(url)) throw new Error('The database url must begin with mysql://.');
  const sequelize = new Sequelize(url.replace(/^mariadb:/, 'mysql:'), {
    ...common(options),
    dialect: 'mysql',
    timezone: '+00:00',
    pool: {
      max: Math.max(2, options.poolSize ?? 10),
      min: 0,
      acquire: ACQUIRE_LIMIT_MS,
      idle: IDLE_LIMIT_MS,
    },
    dialectOptions: {
      charset: 'utf8mb4_unicode_520_ci',
      supportBigNumbers: true,
      bigNumberStrings: false,
      dateStrings: true,
      // Sequelize's own reading of values per field is not needed: all values are numbers and text.
      typeCast: true,
      // "Affected" then counts the rows found, as SQLite does, not the rows that really changed.
      flags: 'FOUND_ROWS',
      ...(options.tls && { ssl: tlsOptions(options.tls) }),
    },
    hooks: {
      afterConnect: (connection) => prepareSession(connection as Connection, options.readOnly ?? false),
    },
  });
  return { sequelize, engine: 'mysql', writers: new FairQueue(), close: () => sequelize.close() };
}

/** What the driver is told of a protected line: nothing older than TLS 1.2, and the very host that was asked for. */
export const tlsOptions = ({ authority }: DatabaseTls) => ({
  ...(authority !== undefined && { ca: authority }),
  minVersion: 'TLSv1.2' as const,
  rejectUnauthorized: true,
  verifyIdentity: true,
});

function common(options: DatabaseOptions): Options {
  return { logging: options.logging ?? false, define: { timestamps: false, freezeTableName: true } };
}

/** Puts a new MySQL session under our rules, and refuses a server that does not keep them. */
async function prepareSession(connection: Connection, readOnly: boolean): Promise<void> {
  const session = connection.promise();
  await session.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  if (readOnly) await session.query('SET SESSION TRANSACTION READ ONLY');
  // A list of a thousand values stays a list: made a table of, as MariaDB would, it may have the other table read whole.
  await session.query(
    `SET SESSION sql_mode = '${SQL_MODE}', foreign_key_checks = 1, unique_checks = 1,
      innodb_lock_wait_timeout = ${LOCK_WAIT_LIMIT_S}, autocommit = 1
      /*M! , idle_transaction_timeout = ${IDLE_TRANSACTION_LIMIT_S}, in_predicate_conversion_threshold = 0 */`,
  );
  const [rows] = await session.query(
    `SELECT @@SESSION.time_zone AS zone, @@SESSION.character_set_client AS charset, @@SESSION.sql_mode AS mode`,
  );
  const [found] = rows as { zone: string; charset: string; mode: string }[];
  if (found?.zone !== '+00:00' || found.charset !== 'utf8mb4' || !found.mode.includes('STRICT_ALL_TABLES')) {
    throw new Error(
      `The database session does not keep UTC, utf8mb4 and strict mode: ${JSON.stringify(found)}`,
    );
  }
}
