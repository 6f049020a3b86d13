import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.js';
import { describeFile, type BackedUpFile } from './backup-files.js';

export const MANIFEST = 'manifest.json';

/** What a backup holds, so that a restored installation can be compared with it. */
export interface Manifest {
  readonly madeAt: string;
  readonly engine: 'sqlite' | 'mysql';
  /** The last migration that the database had. */
  readonly schema: string;
  /** Each audit chain as it stood before the database was copied. */
  readonly chains: readonly {
    readonly organisationId: number;
    readonly sequence: number;
    readonly headHash: string;
  }[];
  readonly files: readonly BackedUpFile[];
}

/** Reads what a backup says of itself. Throws ConfigError when the folder is no backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new ConfigError(`${folder}: no ${MANIFEST} there; name the folder that npm run backup made`);
  return JSON.parse(text) as Manifest;
}

/** Throws ConfigError naming the first file that is missing or not as it was. */
export async function assertWhole(folder: string, { files }: Manifest): Promise<void> {
  for (const file of files) {
    const found = await describeFile(folder, file.path).catch(() => undefined);
    if (found?.sha256 !== file.sha256 || found.bytes !== file.bytes)
      throw new ConfigError(`${file.path}: missing or damaged in this backup; use another one`);
  }
}
