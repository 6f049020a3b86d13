import { migrate, migrateDown, pendingMigrations } from '../models/migrate.js';
import { openDatabase, reachDatabase } from './composition.js';
import { ConfigError, readDatabaseConfig } from './config.js';

const USAGE = `Usage: npm run migrate -- [up | down | pending]
  up       apply what is not yet applied (also without a word)
  down     undo the last migration
  pending  list what is not yet applied
The database is DATABASE_URL, or else the file suidai.sqlite in DATA_DIR (data).`;

/** The command line for migrations; it needs no secret of the server. */
async function main(command: string): Promise<void> {
  const config = readDatabaseConfig();
  await reachDatabase(config);
  const database = openDatabase(config);
  try {
    if (command === 'up') report('applied', await migrate(database));
    else if (command === 'down') report('undone', await migrateDown(database));
    else if (command === 'pending') report('pending', await pendingMigrations(database));
    else console.log(USAGE);
  } finally {
    await database.close();
  }
}

function report(what: string, names: readonly string[]): void {
  console.log(names.length === 0 ? `nothing ${what}` : names.map((name) => `${what} ${name}`).join('\n'));
}

try {
  await main(process.argv[2] ?? 'up');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
