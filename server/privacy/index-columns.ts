import type { Attributes, Model, ModelStatic } from 'sequelize';
import { AuditWhitelistEntry } from '../../models/audit-whitelist-entry.js';
import { MODELS } from '../../models/index.js';
import { RedFlag } from '../../models/red-flag.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { selectRows, updateRows, type Row } from '../../models/rows.js';

/** A column of blind indexes. */
export interface IndexColumn {
  readonly model: ModelStatic<Model>;
  readonly column: string;
  /** The key of the table, which is a number. */
  readonly key: string;
}

/** A row with the index that it holds in one column. */
export interface StoredIndex {
  readonly id: number;
  readonly storedIndex: string;
}

type Source = Parameters<typeof selectRows>[0];
type Transaction = Parameters<typeof updateRows>[3];

/** Keys made of an index and something else, which are covered like one. */
const MADE_OF_INDEXES: ReadonlyMap<string, readonly string[]> = new Map([
  [RosterEntry.name, ['liveKey', 'contentMark']],
  [RedFlag.name, ['factHash', 'elementHash']],
  [AuditWhitelistEntry.name, ['elementHash']],
]);

/** Every column of blind indexes, by the rule that their names end in `Index`, and the keys that are made of them. */
export const indexColumns = (): IndexColumn[] =>
  MODELS.flatMap((model: ModelStatic<Model>) => {
    const made = MADE_OF_INDEXES.get(model.name) ?? [];
    return Object.keys(model.getAttributes())
      .filter((column) => column.endsWith('Index') || made.includes(column))
      .map((column) => ({ model, column, key: model.primaryKeyAttribute }));
  });

/** The rows that hold one of these in the column. */
export async function rowsWith(
  source: Source,
  { model, column, key }: IndexColumn,
  indexes: readonly string[],
): Promise<StoredIndex[]> {
  const list = indexes.map(() => '?').join(', ');
  const sql = `SELECT ${key} AS id, ${column} AS storedIndex FROM ${model.tableName} WHERE ${column} IN (${list})`;
  return selectRows<StoredIndex>(source, sql, [...indexes]);
}

/** Puts another form of the index into a row, unless what it holds has changed meanwhile. */
export async function replaceIndex(
  transaction: Transaction,
  { model, column, key }: IndexColumn,
  { id, storedIndex }: StoredIndex,
  index: string,
): Promise<void> {
  const change = { [column]: index } as Partial<Attributes<Model>>;
  await updateRows(model, change, { [key]: id, [column]: storedIndex } as Partial<Row<Model>>, transaction);
}
