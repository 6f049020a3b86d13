import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../models/database.js';
import { appliedMigrations } from '../../models/migrate.js';
import { verifyChain } from '../audit/verify-chain.js';
import { ConfigError, type DatabaseConfig } from '../config.js';
import { copyTree, filesUnder } from './backup-files.js';
import { loadDatabase } from './database-copy.js';
import { KEPT_FOLDERS } from './make-backup.js';
import { assertWhole, readManifest, type Manifest } from './manifest.js';

/**
 * Puts a backup into an empty place and proves that it is what was backed up: every file whole, every audit chain intact and
 * just where it stood. Throws ConfigError when the backup is damaged, the place is not empty or of the other engine, or a
 * chain does not fit; nothing that was there is overwritten.
 */
export async function restoreBackup(
  open: () => Database,
  config: DatabaseConfig,
  folder: string,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const engine = config.databaseUrl === undefined ? 'sqlite' : 'mysql';
  if (manifest.engine !== engine)
    throw new ConfigError(
      `${folder}: a backup of ${manifest.engine}; set DATABASE_URL for a server, or leave it out`,
    );
  await assertWhole(folder, manifest);
  await assertEmpty(open, config);
  await mkdir(config.dataFolder, { recursive: true });
  await loadDatabase(config, folder);
  for (const kept of KEPT_FOLDERS) await copyTree(join(folder, kept), config.dataFolder, kept);
  await withDatabase(open, () => assertSameChains(manifest));
  return manifest;
}

async function assertEmpty(open: () => Database, { databaseUrl, dataFolder }: DatabaseConfig): Promise<void> {
  const occupied =
    databaseUrl === undefined
      ? existsSync(join(dataFolder, 'suidai.sqlite'))
      : (await withDatabase(open, appliedMigrations)).length > 0;
  if (occupied)
    throw new ConfigError(
      'The database is not empty: restore into an empty one, and change over when it is proven',
    );
  for (const kept of KEPT_FOLDERS) {
    const files = await filesUnder(join(dataFolder, kept));
    if (files.length > 0)
      throw new ConfigError(`DATA_DIR: ${kept} is not empty; restore into an empty folder`);
  }
}

async function assertSameChains({ chains }: Manifest): Promise<void> {
  for (const { organisationId, sequence, headHash } of chains) {
    const deposited = new Map(sequence === 0 ? [] : [[sequence, headHash]]);
    const verification = await verifyChain(organisationId, deposited);
    if (!verification.intact)
      throw new ConfigError(
        `The audit chain of organisation ${organisationId} does not fit from ${verification.firstBadSequence} on`,
      );
  }
}

async function withDatabase<T>(open: () => Database, work: (database: Database) => Promise<T>): Promise<T> {
  const database = open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
