import { makePlace } from '../torture-database.js';
import { openKillStage } from './kill-stage.js';
import { hasMariadb, startPrivateMariadb } from './private-mariadb.js';
import { runKills, type KillOptions, type KillReport } from './run-kills.js';

/** How many work at once, and on how many loans altogether. */
export interface KillSize {
  readonly parts?: number;
  readonly loans?: number;
}

const PARTS = 8;
const LOANS = 240;

/**
 * Kills and races on an installation of its own: on a private MariaDB where the database is to be killed, else on the server of
 * `DATABASE_URL` or the embedded database. Takes down what it built.
 */
export async function tellKills(options: KillOptions, size: KillSize = {}): Promise<KillReport> {
  if (options.databaseKills > 0 && !hasMariadb()) throw new Error('There is no mariadbd here to kill');
  const place = await makePlace();
  const mariadb = options.databaseKills > 0 ? await startPrivateMariadb() : undefined;
  try {
    const stage = await openKillStage({
      folder: place.folder,
      databaseUrl: mariadb?.url ?? place.databaseUrl,
      seed: options.seed,
      parts: size.parts ?? PARTS,
      loans: size.loans ?? LOANS,
    });
    try {
      return await runKills(stage, mariadb, options);
    } finally {
      await stage.close();
    }
  } finally {
    await mariadb?.remove();
    await place.remove();
  }
}
