import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropServerDatabase, emptyServerDatabase } from '../support/throw-away-database.js';

/** A folder, and a database on the server of `DATABASE_URL` or in the folder, for one story. */
export interface Place {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly remove: () => Promise<void>;
}

/** Makes an empty place for a story. */
export async function makePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'suidai-torture-'));
  const url = process.env['DATABASE_URL'];
  const server = url === undefined ? undefined : await emptyServerDatabase(url);
  return {
    folder,
    databaseUrl: server?.url,
    remove: () => removePlace({ folder, databaseUrl: server?.url }),
  };
}

/** Takes down where a story was told, also one that was left to go on. */
export async function removePlace({ folder, databaseUrl }: Omit<Place, 'remove'>): Promise<void> {
  if (databaseUrl !== undefined) await dropServerDatabase(databaseUrl);
  await rm(folder, { recursive: true, force: true });
}
