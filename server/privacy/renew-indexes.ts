import { selectRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { SystemContext } from '../context.js';
import { platformOrganisationId } from '../organisations/platform.js';
import { indexColumns, replaceIndex, type IndexColumn, type StoredIndex } from './index-columns.js';
import { settleIndexes } from './settle-indexes.js';

const AT_ONCE = 100;

/**
 * Brings every index to the cover that is written now, batch by batch, while the program goes on; with an index all rows change that hold
 * it, wherever they are. Broken off, it goes on where it stopped. It passes over the columns again until nothing is left, so that
 * what was copied meanwhile is found as well; afterwards the other covers may go. Answers how many rows changed.
 */
export async function renewIndexes(
  context: SystemContext,
  progress: (what: string, count: number) => void = () => undefined,
): Promise<number> {
  let rows = 0;
  for (let pass = await renewAll(context, progress); pass > 0; pass = await renewAll(context, progress))
    rows += pass;
  return rows;
}

async function renewAll(
  context: SystemContext,
  progress: (what: string, count: number) => void,
): Promise<number> {
  let rows = 0;
  for (const each of indexColumns()) {
    const ofColumn = await renewColumn(context, each);
    progress(`${each.model.tableName}.${each.column}`, ofColumn);
    rows += ofColumn;
  }
  return rows;
}

async function renewColumn(context: SystemContext, column: IndexColumn): Promise<number> {
  let rows = 0;
  let after = 0;
  for (;;) {
    const batch = await findOlder(context, column, after);
    const last = batch.at(-1);
    if (last === undefined) return rows;
    rows += await renewBatch(context, column, batch);
    after = last.id;
  }
}

async function findOlder(
  { system: { database, cipher } }: SystemContext,
  { model, column, key }: IndexColumn,
  after: number,
): Promise<StoredIndex[]> {
  const { coverPrefix } = cipher;
  const older = coverPrefix === null ? `${column} LIKE 'c.%'` : `${column} NOT LIKE ?`;
  return selectRows<StoredIndex>(
    database,
    `SELECT ${key} AS id, ${column} AS storedIndex FROM ${model.tableName}
      WHERE ${key} > ? AND ${column} IS NOT NULL AND ${older} ORDER BY ${key} LIMIT ${AT_ONCE}`,
    coverPrefix === null ? [after] : [after, `${coverPrefix}%`],
  );
}

async function renewBatch(
  context: SystemContext,
  column: IndexColumn,
  batch: readonly StoredIndex[],
): Promise<number> {
  const { cipher } = context.system;
  const { rows } = await runCommand(context, 'personal-data.reindex', async (unit) => {
    const indexes = batch.map(({ storedIndex }) => cipher.renewed(storedIndex));
    for (const row of batch)
      await replaceIndex(unit.transaction, column, row, cipher.renewed(row.storedIndex));
    const changed = batch.length + (await settleIndexes(context.system, unit.transaction, indexes));
    unit.record({
      organisationId: await platformOrganisationId(unit.transaction),
      subjectKind: 'personal-data',
      subjectId: null,
      detail: {
        column: `${column.model.tableName}.${column.column}`,
        cover: cipher.newestCover,
        rows: changed,
      },
    });
    return { rows: changed };
  });
  return rows;
}
