import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { ConfigError } from '../config-error.js';
import type { IndexCover } from './blind-index.js';

/** Where accounts and borrowers are found by the number of a person; both have an index of the database. */
const LOOKED_UP = [
  ['users', 'personIndex'],
  ['borrowers', 'identityIndex'],
] as const;

/**
 * Refuses to start without a cover under which people are still indexed: nobody would be found by his or her number. While covers are being
 * changed, several of them are named and nothing is refused. Throws ConfigError.
 */
export async function refuseForgottenCovers(
  database: Database,
  covers: readonly IndexCover[],
): Promise<void> {
  const [only, ...others] = covers;
  if (only === undefined || others.length > 0) return;
  for (const [table, column] of LOOKED_UP) {
    const found = await selectRows<{ storedIndex: string }>(
      database,
      only === 'bare'
        ? `SELECT ${column} AS storedIndex FROM ${table} WHERE ${column} LIKE 'c.%' LIMIT 1`
        : `SELECT ${column} AS storedIndex FROM ${table} WHERE ${column} < ? OR ${column} > ? LIMIT 1`,
      only === 'bare' ? [] : [`c.${only.id}.`, `c.${only.id}.~`],
    );
    const [, id = 'bare'] = /^c\.([^.]+)/.exec(found[0]?.storedIndex ?? '') ?? [];
    if (found.length > 0)
      throw new ConfigError(
        `FIELD_INDEX_COVERS: numbers are still indexed under ${id}. Put it behind the newest, run \`npm run keys:rotate\`, and leave it out then.`,
      );
  }
}
