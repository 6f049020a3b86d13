import type { Schema } from './create-table.js';
import { quoted } from './condition.js';
import { execute } from './statement.js';

interface Definition {
  readonly table: string;
  readonly sql: string;
  readonly indexes: readonly string[];
}

/**
 * Changes which words a column of `code` may hold. SQLite cannot change a CHECK: the table is made anew as it stands, and with it
 * `dependents`, the tables that refer to it, each after those it refers to itself.
 */
export async function changeWords(
  schema: Schema,
  table: string,
  column: string,
  words: readonly string[],
  dependents: readonly string[],
): Promise<void> {
  const run = (sql: string) => execute(schema.transaction, sql, []);
  const list = words.map((word) => `'${word}'`).join(', ');
  const constraint = quoted(`${table}_${column}`);
  const check = `CONSTRAINT ${constraint} CHECK (${quoted(column)} IN (${list}))`;
  if (schema.engine === 'mysql') {
    await run(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${constraint}, ADD ${check}`);
    return;
  }
  const definitions: Definition[] = [];
  for (const name of [table, ...dependents]) {
    definitions.push(await definitionOf(schema, name));
    await run(`CREATE TABLE ${quoted(`earlier_${name}`)} AS SELECT * FROM ${quoted(name)}`);
  }
  for (const definition of definitions.toReversed()) await run(`DROP TABLE ${quoted(definition.table)}`);
  for (const { table: name, sql, indexes } of definitions) {
    await run(name === table ? withCheck(sql, constraint, check) : sql);
    await run(`INSERT INTO ${quoted(name)} SELECT * FROM ${quoted(`earlier_${name}`)}`);
    await run(`DROP TABLE ${quoted(`earlier_${name}`)}`);
    for (const index of indexes) await run(index);
  }
}

async function definitionOf({ transaction }: Schema, table: string): Promise<Definition> {
  const { rows } = await execute(
    transaction,
    'SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY name',
    [table],
  );
  const ofType = (type: string) => rows.filter((row) => row['type'] === type).map(({ sql }) => String(sql));
  const [sql] = ofType('table');
  if (sql === undefined) throw new Error(`There is no table ${table}`);
  return { table, sql, indexes: ofType('index') };
}

function withCheck(sql: string, constraint: string, check: string): string {
  const start = sql.indexOf(`CONSTRAINT ${constraint} CHECK (`);
  const end = sql.indexOf('))', start);
  if (start === -1 || end === -1) throw new Error(`The table has no check ${constraint}`);
  return sql.slice(0, start) + check + sql.slice(end + '))'.length);
}
