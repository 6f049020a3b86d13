import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Database, DatabaseTls } from '../../models/database.js';
import { execute } from '../../models/statement.js';
import { ConfigError, type DatabaseConfig } from '../config.js';

export const SQLITE_COPY = 'suidai.sqlite';
export const SERVER_DUMP = 'database.sql.gz';

/** The client programs under the names of MariaDB and of MySQL. */
const DUMPERS = ['mariadb-dump', 'mysqldump'];
const CLIENTS = ['mariadb', 'mysql'];

/**
 * Writes what the database holds at one moment into a folder, while the program goes on, and returns the file's name: a copy of the
 * embedded file, or a dump by the server's own client. Throws ConfigError when that client is not installed.
 */
export async function copyDatabase(
  database: Database,
  { databaseUrl, databaseTls }: DatabaseConfig,
  folder: string,
): Promise<string> {
  if (databaseUrl === undefined) {
    await execute(database.sequelize, 'VACUUM INTO ?', [join(folder, SQLITE_COPY)]);
    return SQLITE_COPY;
  }
  const options = ['--single-transaction', '--quick', '--skip-lock-tables', '--no-tablespaces', '--hex-blob'];
  await withLogIn(databaseUrl, databaseTls, async (logIn, name) => {
    const dump = spawn(installed(DUMPERS), [...logIn, ...options, '--default-character-set=utf8mb4', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = endOf(dump);
    await pipeline(dump.stdout, createGzip(), createWriteStream(join(folder, SERVER_DUMP), { mode: 0o600 }));
    await ended;
  });
  return SERVER_DUMP;
}

/** Loads a copy into an empty database. Throws ConfigError when the server's client is not installed. */
export async function loadDatabase(
  { databaseUrl, databaseTls, dataFolder }: DatabaseConfig,
  folder: string,
): Promise<void> {
  if (databaseUrl === undefined) {
    await copyFile(join(folder, SQLITE_COPY), join(dataFolder, SQLITE_COPY));
    return;
  }
  await withLogIn(databaseUrl, databaseTls, async (logIn, name) => {
    const client = spawn(installed(CLIENTS), [...logIn, '--default-character-set=utf8mb4', name], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const ended = endOf(client);
    await pipeline(createReadStream(join(folder, SERVER_DUMP)), createGunzip(), client.stdin);
    await ended;
  });
}

/** A value of an option file. */
const quoted = (text: string): string =>
  `"${decodeURIComponent(text).replaceAll(/[\\"]/g, String.raw`\$&`)}"`;

/** The password goes by a file that only this account reads, never by the list of processes. */
async function withLogIn(
  url: string,
  tls: DatabaseTls | undefined,
  work: (logIn: readonly string[], name: string) => Promise<void>,
): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'suidai-log-in-'));
  const file = join(folder, 'client.cnf');
  const lines = ['[client]', `host=${hostname}`, `port=${port || '3306'}`, 'protocol=tcp'];
  lines.push(`user=${quoted(username)}`, `password=${quoted(password)}`);
  try {
    if (tls) lines.push(...(await tlsLines(tls, folder)));
    await writeFile(file, lines.join('\n'), { mode: 0o600 });
    await work([`--defaults-file=${file}`], decodeURIComponent(pathname.slice(1)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The clients of MariaDB and of MySQL have other words for checking who the server is; each passes over the other's. */
async function tlsLines({ authority }: DatabaseTls, folder: string): Promise<string[]> {
  const authorities = join(folder, 'authorities.pem');
  await writeFile(authorities, authority ?? rootCertificates.join('\n'));
  return [`ssl-ca=${authorities}`, 'loose-ssl-verify-server-cert', 'loose-ssl-mode=VERIFY_IDENTITY'];
}

function installed(names: readonly string[]): string {
  const found = names.find((name) => spawnSync(name, ['--version']).error === undefined);
  if (found !== undefined) return found;
  throw new ConfigError(
    `${names.join(' or ')}: install the client of the database server (mariadb-client or mysql-client)`,
  );
}

/** Rejects with what a program said unless it ends well. */
async function endOf(program: ReturnType<typeof spawn>): Promise<void> {
  let said = '';
  program.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  await new Promise<void>((resolve, reject) => {
    program.once('error', reject);
    program.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program.spawnfile} ended with ${code}: ${said.trim()}`));
    });
  });
}
