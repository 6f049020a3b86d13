import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../models/database.js';
import { appliedMigrations } from '../../models/migrate.js';
import { findChainHeads } from '../audit/find-events.js';
import type { Clock } from '../clock.js';
import { ConfigError, type DatabaseConfig } from '../config.js';
import { copyTree, describeFile } from './backup-files.js';
import { copyDatabase } from './database-copy.js';
import { MANIFEST, type Manifest } from './manifest.js';

/** Folders of `DATA_DIR` that belong to an installation. Secrets are kept elsewhere, or a stolen backup would open itself. */
export const KEPT_FOLDERS = ['attachments', 'audit-deposits'] as const;

/**
 * Makes a backup in a new folder while the program goes on: first where the audit chains stand, then the database as it is at one
 * moment, then the files, none of which ever changes. A file whose row came after the copy is one too many, never one too few.
 * The folder has its name only once it is whole. Throws ConfigError when it exists.
 */
export async function makeBackup(
  database: Database,
  config: DatabaseConfig,
  folder: string,
  clock: Clock,
): Promise<Manifest> {
  const unfinished = `${folder}.part`;
  await mkdir(unfinished, { recursive: false, mode: 0o700 }).catch((error: Error) => {
    throw new ConfigError(`${unfinished}: ${error.message}`);
  });
  const madeAt = clock.now();
  const chains = (await findChainHeads()).map(({ organisationId, sequence, headHash }) => ({
    organisationId,
    sequence,
    headHash,
  }));
  const schema = (await appliedMigrations(database)).at(-1) ?? '';
  const copy = await copyDatabase(database, config, unfinished);
  const files = [await describeFile(unfinished, copy)];
  for (const kept of KEPT_FOLDERS)
    files.push(...(await copyTree(join(config.dataFolder, kept), unfinished, kept)));
  const manifest: Manifest = { madeAt, engine: database.engine, schema, chains, files };
  await writeFile(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(unfinished, folder).catch((error: Error) => {
    throw new ConfigError(`${folder}: ${error.message}`);
  });
  return manifest;
}
