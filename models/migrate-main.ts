import { join } from 'node:path';
import { connectDatabase } from './database.js';
import { migrate, migrateDown, pendingMigrations } from './migrate.js';

const USAGE = `Usage: npm run migrate -- [up | down | pending]
  up       apply what is not yet applied (also without a word)
  down     undo the last migration
  pending  list what is not yet applied
The database is DATABASE_URL, or else the file suidai.sqlite in DATA_DIR (data).`;

/** The command line for migrations. It reads its two settings itself, so that it needs no secret of the server. */
async function main(command: string): Promise<void> {
  const database = connectDatabase({
    url: process.env['DATABASE_URL'],
    sqliteFile: join(process.env['DATA_DIR'] ?? 'data', 'suidai.sqlite'),
    poolSize: 2,
  });
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

await main(process.argv[2] ?? 'up');
