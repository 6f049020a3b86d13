import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { connectDatabase, type Database } from '../../models/database.js';

/** A database of its own with the way to be rid of it. */
export interface ThrowAwayDatabase {
  readonly database: Database;
  readonly remove: () => Promise<void>;
}

let counter = 0;

/** Makes an empty database on the engine under test: the server of `DATABASE_URL`, or else a temporary file. */
export async function throwAwayDatabase(): Promise<ThrowAwayDatabase> {
  const server = process.env['DATABASE_URL'];
  return server === undefined ? await temporaryFile() : await databaseOnServer(server);
}

async function temporaryFile(): Promise<ThrowAwayDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-test-'));
  const database = connectDatabase({ sqliteFile: join(folder, 'test.sqlite') });
  const remove = async () => {
    await database.close();
    await rm(folder, { recursive: true });
  };
  return { database, remove };
}

async function databaseOnServer(server: string): Promise<ThrowAwayDatabase> {
  const { url, drop } = await emptyServerDatabase(server);
  const database = connectDatabase({ url });
  const remove = async () => {
    await database.close();
    await drop();
  };
  return { database, remove };
}

/** Creates an empty database of a name of its own beside the one a URL names. */
export async function emptyServerDatabase(
  server: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const url = new URL(server);
  const base = url.pathname.slice(1) || 'suidai';
  url.pathname = `/${base}_${process.pid}_${(counter += 1)}`;
  const name = url.pathname.slice(1);
  await onServer(server, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
  return { url: url.href, drop: () => dropServerDatabase(url.href) };
}

/** Drops the database that a URL names. */
export const dropServerDatabase = (url: string): Promise<void> =>
  onServer(url, `DROP DATABASE \`${new URL(url).pathname.slice(1)}\``);

async function onServer(server: string, sql: string): Promise<void> {
  const url = new URL(server);
  const connection = await createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  await connection.query(sql);
  await connection.end();
}
