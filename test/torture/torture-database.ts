import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyServerDatabase } from '../support/throw-away-database.js';

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
    async remove() {
      await server?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
