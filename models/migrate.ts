import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Transaction } from 'sequelize';
import { Umzug, type RunnableMigration, type UmzugStorage } from 'umzug';
import type { Schema } from './create-table.js';
import type { Database } from './database.js';
import { execute } from './statement.js';

/** What a file in `models/migrations` exports. A merged migration is never edited. */
export interface Migration {
  up(schema: Schema): Promise<void>;
  down(schema: Schema): Promise<void>;
}

const FOLDER = fileURLToPath(new URL('migrations', import.meta.url));
const FILE = /^(?<name>\d{12}-[\w-]+)\.(?:js|ts)$/;
const LOCK_WAIT_S = 60;

/**
 * Applies the migrations that are still to be applied, in the order of their names, and returns their names. Where there is none, it only
 * reads: the account of the running program need not be able to change tables.
 */
export async function migrate(database: Database, folder = FOLDER): Promise<string[]> {
  if ((await pendingMigrations(database, folder)).length === 0) return [];
  return await withLock(database, async (schema) => {
    const applied = await umzugOn(schema, folder).up();
    return applied.map(({ name }) => name);
  });
}

/** Undoes the last migration, or all down to and including `to` (0: all). Returns the names undone. */
export async function migrateDown(database: Database, to?: string | 0, folder = FOLDER): Promise<string[]> {
  return await withLock(database, async (schema) => {
    const undone = await umzugOn(schema, folder).down(to === undefined ? {} : { to });
    return undone.map(({ name }) => name);
  });
}

/** Names of the migrations that the database does not have yet, in order. Waits for no lock and changes nothing. */
export async function pendingMigrations(database: Database, folder = FOLDER): Promise<string[]> {
  const applied = new Set(await appliedMigrations(database));
  return migrationNames(folder).filter((name) => !applied.has(name));
}

/** Names of the migrations that the database has, in order. */
export async function appliedMigrations({ sequelize, engine }: Database): Promise<string[]> {
  const catalogue =
    engine === 'mysql'
      ? "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'"
      : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'";
  const { rows } = await execute(sequelize, catalogue, []);
  if (rows.length === 0) return [];
  const kept = await execute(sequelize, 'SELECT name FROM schema_migrations ORDER BY name', []);
  return kept.rows.map(({ name }) => String(name));
}

/**
 * Holds the migration lock while `work` runs on the connection that has it, so that two servers that start together
 * migrate once. SQLite: one IMMEDIATE transaction, in which all of it happens or nothing. MySQL commits each change of
 * the schema by itself, so there a named lock guards.
 */
async function withLock<T>(database: Database, work: (schema: Schema) => Promise<T>): Promise<T> {
  const { sequelize, engine } = database;
  const transaction = await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE });
  const schema = { engine, transaction };
  try {
    if (engine === 'mysql') await takeNamedLock(transaction);
    await execute(
      transaction,
      'CREATE TABLE IF NOT EXISTS schema_migrations (name VARCHAR(128) NOT NULL PRIMARY KEY)',
      [],
    );
    const result = await work(schema);
    if (engine === 'mysql') await execute(transaction, `DO RELEASE_LOCK(${LOCK_NAME})`, []);
    await transaction.commit();
    return result;
  } catch (error) {
    if (engine === 'mysql') await execute(transaction, `DO RELEASE_LOCK(${LOCK_NAME})`, []);
    await transaction.rollback();
    throw error;
  }
}

const LOCK_NAME = "CONCAT('suidai-migrate-', LEFT(SHA2(DATABASE(), 256), 16))";

async function takeNamedLock(transaction: Transaction): Promise<void> {
  const { rows } = await execute(transaction, `SELECT GET_LOCK(${LOCK_NAME}, ${LOCK_WAIT_S}) AS taken`, []);
  if (rows[0]?.['taken'] !== 1)
    throw new Error(`Another server has been migrating for ${LOCK_WAIT_S} seconds.`);
}

function umzugOn(schema: Schema, folder: string): Umzug<Schema> {
  return new Umzug<Schema>({
    migrations: migrationNames(folder).map((name) => runnable(folder, name)),
    context: schema,
    storage: storage(),
    logger: undefined,
  });
}

function migrationNames(folder: string): string[] {
  const names = readdirSync(folder).map((file) => FILE.exec(file)?.groups?.['name']);
  return names.filter((name) => name !== undefined).toSorted();
}

function runnable(folder: string, name: string): RunnableMigration<Schema> {
  const load = async () => {
    const file =
      readdirSync(folder).find((candidate) => FILE.exec(candidate)?.groups?.['name'] === name) ?? name;
    return (await import(pathToFileURL(join(folder, file)).href)) as Migration;
  };
  return {
    name,
    up: async ({ context }) => await (await load()).up(context),
    down: async ({ context }) => await (await load()).down(context),
  };
}

function storage(): UmzugStorage<Schema> {
  return {
    logMigration: async ({ name, context }) => {
      await execute(context.transaction, 'INSERT INTO schema_migrations (name) VALUES (?)', [name]);
    },
    unlogMigration: async ({ name, context }) => {
      await execute(context.transaction, 'DELETE FROM schema_migrations WHERE name = ?', [name]);
    },
    executed: async ({ context }) => {
      const { rows } = await execute(
        context.transaction,
        'SELECT name FROM schema_migrations ORDER BY name',
        [],
      );
      return rows.map(({ name }) => String(name));
    },
  };
}
