import { resolve } from 'node:path';
import { makeBackup } from './backups/make-backup.js';
import { systemClock } from './clock.js';
import { openDatabase, reachDatabase } from './composition.js';
import { ConfigError, readDatabaseConfig } from './config.js';

const USAGE = `Usage: npm run backup -- FOLDER
Writes database and files into the new FOLDER while the program goes on. Personal data stays encrypted; keep the secrets elsewhere.`;

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new ConfigError(USAGE);
  const config = readDatabaseConfig();
  await reachDatabase(config);
  const database = openDatabase(config);
  try {
    const { files, chains, schema } = await makeBackup(database, config, resolve(folder), systemClock);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(
      `${folder}: ${files.length} files, ${bytes} bytes, ${chains.length} audit chains, schema ${schema}`,
    );
  } finally {
    await database.close();
  }
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
