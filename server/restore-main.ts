import { resolve } from 'node:path';
import { restoreBackup } from './backups/restore-backup.js';
import { openDatabase, reachDatabase } from './composition.js';
import { ConfigError, readDatabaseConfig } from './config.js';

const USAGE = `Usage: npm run restore -- FOLDER
Loads what npm run backup wrote into an empty database and DATA_DIR, and proves that every file and audit chain is as it was.`;

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new ConfigError(USAGE);
  const config = readDatabaseConfig();
  await reachDatabase(config);
  const { madeAt, files, chains } = await restoreBackup(() => openDatabase(config), config, resolve(folder));
  console.log(
    `Restored as of ${madeAt}: ${files.length} files, ${chains.length} audit chains intact and as they stood`,
  );
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
