import type { Attributes, Model, ModelStatic, Transaction } from 'sequelize';
import { quoted } from './condition.js';
import { engineOf, type StoredValue } from './engine.js';
import { execute } from './statement.js';

/**
 * Changes many rows in one statement, each to its own values: `id` names the row, all rows give the same columns. The values travel
 * as one JSON text, so that the statement is the same however many there are. Throws like `execute`.
 */
export async function updateEach<M extends Model>(
  model: ModelStatic<M>,
  rows: readonly (Partial<Attributes<M>> & { readonly id: number })[],
  transaction: Transaction,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof Attributes<M> & string)[];
  const values = rows.map((row) => columns.map((column) => row[column] ?? null)) as StoredValue[][];
  const onMysql = model.sequelize !== undefined && engineOf(model.sequelize) === 'mysql';
  const sql = onMysql
    ? mysqlStatement(model.tableName, columns, values)
    : sqliteStatement(model.tableName, columns);
  await execute(transaction, sql, [JSON.stringify(values)]);
}

const changed = (columns: readonly string[]): string[] => columns.filter((column) => column !== 'id');

function sqliteStatement(table: string, columns: readonly string[]): string {
  const given = columns.map((column, index) => `json_extract(value, '$[${index}]') AS ${quoted(column)}`);
  const changes = changed(columns).map((column) => `${quoted(column)} = given.${quoted(column)}`);
  return `UPDATE ${quoted(table)} SET ${changes.join(', ')}
    FROM (SELECT ${given.join(', ')} FROM json_each(?)) AS given WHERE ${quoted(table)}.id = given.id`;
}

function mysqlStatement(table: string, columns: readonly string[], values: readonly StoredValue[][]): string {
  const given = columns.map((column, index) => {
    const isNumber = values.some((row) => typeof row[index] === 'number');
    return `${quoted(column)} ${isNumber ? 'BIGINT' : 'VARCHAR(255)'} PATH '$[${index}]'`;
  });
  const changes = changed(columns).map((column) => `target.${quoted(column)} = given.${quoted(column)}`);
  return `UPDATE ${quoted(table)} target
    JOIN JSON_TABLE(?, '$[*]' COLUMNS (${given.join(', ')})) given ON target.id = given.id SET ${changes.join(', ')}`;
}
