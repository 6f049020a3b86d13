import type { Database } from '../../models/database.js';
import { initialiseModels } from '../../models/index.js';
import { migrate } from '../../models/migrate.js';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { throwAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.js';

export { throwAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.js';

let shared: Promise<ThrowAwayDatabase> | undefined;

/** The migrated database that all tests of this process share. The end of the run removes it. */
export async function openTestDatabase(): Promise<Database> {
  shared ??= migrated();
  return (await shared).database;
}

/** Empties all tables, but not the list of migrations. Ids go on counting. */
export async function emptyTables(): Promise<void> {
  const database = await openTestDatabase();
  const filled = await filledTables(database);
  const [off, on] =
    database.engine === 'mysql'
      ? ['SET SESSION foreign_key_checks = 0', 'SET SESSION foreign_key_checks = 1']
      : ['PRAGMA defer_foreign_keys = ON', 'PRAGMA defer_foreign_keys = OFF'];
  await inTransaction(database, async (transaction) => {
    await execute(transaction, off, []);
    for (const table of filled) await execute(transaction, `DELETE FROM \`${table}\``, []);
    await execute(transaction, on, []);
  });
}

/** Removes the shared database, if there is one. */
export async function closeTestDatabase(): Promise<void> {
  await (await shared)?.remove();
  shared = undefined;
}

/** The names of all tables that migrations made. */
export async function tableNames(database: Database): Promise<string[]> {
  const sql =
    database.engine === 'mysql'
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  const rows = await selectRows<{ name: string }>(database, sql);
  return rows.map(({ name }) => name).filter((name) => name !== 'schema_migrations');
}

let tables: string[] | undefined;

async function filledTables(database: Database): Promise<string[]> {
  tables ??= await tableNames(database);
  if (tables.length === 0) return [];
  const looks = tables.map((table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT 1 FROM \`${table}\`)`);
  const filled = await selectRows<{ name: string }>(database, looks.join(' UNION ALL '));
  return filled.map(({ name }) => name);
}

async function migrated(): Promise<ThrowAwayDatabase> {
  const opened = await throwAwayDatabase();
  await migrate(opened.database);
  initialiseModels(opened.database.sequelize);
  return opened;
}

// The end of the tests removes it; a program outside mocha does so itself.
if (typeof after === 'function') after(closeTestDatabase);
