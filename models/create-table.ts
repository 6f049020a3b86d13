import type { Transaction } from 'sequelize';
import type { Column } from './columns.js';
import { quoted } from './condition.js';
import type { Engine } from './engine.js';
import { execute } from './statement.js';

/** What a migration works on: the one connection that holds the migration lock. */
export interface Schema {
  readonly engine: Engine;
  readonly transaction: Transaction;
}

export interface TableRules {
  /** Lists of columns that together are unique. Null does not count as equal. */
  readonly unique?: readonly (readonly string[])[];
  /** Name and condition. A row is refused when the condition is false. Only SQL that both engines know. */
  readonly checks?: Readonly<Record<string, string>>;
  /** Lists of columns to search by. */
  readonly indexes?: readonly (readonly string[])[];
}

const LONGEST_NAME = 64;
const TABLE_OPTIONS: Record<Engine, string> = {
  mysql: ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci',
  sqlite: ' STRICT',
};

/**
 * Creates a table with all its rules in one statement. Unique keys carry the names of their columns joined by `_`, and
 * checks `table_name`, so that a refused row can be told apart alike on both engines.
 */
export async function createTable(
  schema: Schema,
  table: string,
  columns: Readonly<Record<string, Column>>,
  rules: TableRules = {},
): Promise<void> {
  const { engine, transaction } = schema;
  const unique = rules.unique ?? [];
  const indexes = [...(rules.indexes ?? []), ...foreignKeyIndexes(columns, rules)];
  const parts = [
    ...Object.entries(columns).map(([name, column]) => columnSql(engine, name, column)),
    ...primaryKeySql(columns),
    ...unique.map((names) => `CONSTRAINT ${named(names.join('_'))} UNIQUE (${list(names)})`),
    ...Object.entries(columns).flatMap(([name, column]) => foreignKeySql(table, name, column)),
    ...Object.entries(columns).flatMap(([name, column]) => columnChecks(engine, table, name, column)),
    ...Object.entries(rules.checks ?? {}).map(([name, condition]) => checkSql(table, name, condition)),
    ...(engine === 'mysql'
      ? indexes.map((names) => `KEY ${named(ownName(engine, table, names))} (${list(names)})`)
      : []),
  ];
  await execute(
    transaction,
    `CREATE TABLE ${quoted(table)} (\n  ${parts.join(',\n  ')}\n)${TABLE_OPTIONS[engine]}`,
    [],
  );
  if (engine === 'mysql') return;
  for (const names of indexes) await addIndex(schema, table, names);
}

const indexName = (table: string, names: readonly string[]): string => `${table}_by_${names.join('_')}`;

/** The name of an index that was made with its table: on MySQL names are told apart within their table, and are shorter there. */
const ownName = (engine: Engine, table: string, names: readonly string[]): string =>
  engine === 'mysql' ? `by_${names.join('_')}` : indexName(table, names);

/** Adds an index to a table that exists. */
export async function addIndex(schema: Schema, table: string, names: readonly string[]): Promise<void> {
  await create(schema, indexName(table, names), table, names);
}

/** Removes an index that `addIndex` added. */
export async function dropIndex(schema: Schema, table: string, names: readonly string[]): Promise<void> {
  await drop(schema, indexName(table, names), table);
}

/** Removes an index that was made with its table. */
export async function dropOwnIndex(schema: Schema, table: string, names: readonly string[]): Promise<void> {
  await drop(schema, ownName(schema.engine, table, names), table);
}

/** Puts back what `dropOwnIndex` removed. */
export async function restoreOwnIndex(
  schema: Schema,
  table: string,
  names: readonly string[],
): Promise<void> {
  await create(schema, ownName(schema.engine, table, names), table, names);
}

async function create(
  { transaction }: Schema,
  name: string,
  table: string,
  names: readonly string[],
): Promise<void> {
  await execute(transaction, `CREATE INDEX ${quoted(name)} ON ${quoted(table)} (${list(names)})`, []);
}

async function drop({ engine, transaction }: Schema, name: string, table: string): Promise<void> {
  const of = engine === 'mysql' ? ` ON ${quoted(table)}` : '';
  await execute(transaction, `DROP INDEX ${quoted(name)}${of}`, []);
}

/** Adds one column to a table that exists; rows that are there take its default, or null. Not for foreign keys. */
export async function addColumn(
  { engine, transaction }: Schema,
  table: string,
  name: string,
  column: Column,
): Promise<void> {
  const checks = columnChecks(engine, table, name, column);
  const rules =
    engine === 'mysql' ? checks.map((check) => `, ADD ${check}`) : checks.map((check) => ` ${check}`);
  const sql = `ALTER TABLE ${quoted(table)} ADD COLUMN ${columnSql(engine, name, column)}${rules.join('')}`;
  await execute(transaction, sql, []);
}

/** Removes a column that `addColumn` added, with its rules. */
export async function dropColumn({ transaction }: Schema, table: string, name: string): Promise<void> {
  await execute(transaction, `ALTER TABLE ${quoted(table)} DROP COLUMN ${quoted(name)}`, []);
}

/** Removes tables in the given order, which is the reverse of their making. */
export async function dropTables(schema: Schema, tables: readonly string[]): Promise<void> {
  for (const table of tables) await execute(schema.transaction, `DROP TABLE ${quoted(table)}`, []);
}

function columnSql(engine: Engine, name: string, column: Column): string {
  if (column.autoIncrement === true) {
    return engine === 'mysql'
      ? `${quoted(name)} BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY`
      : `${quoted(name)} INTEGER PRIMARY KEY AUTOINCREMENT`;
  }
  const { defaultValue, allowNull } = column;
  const initial = typeof defaultValue === 'number' ? String(defaultValue) : `'${defaultValue ?? ''}'`;
  return [
    `${quoted(name)} ${column.storedAs[engine]}`,
    allowNull ? 'NULL' : 'NOT NULL',
    ...(defaultValue === undefined ? [] : [`DEFAULT ${initial}`]),
  ].join(' ');
}

function primaryKeySql(columns: Readonly<Record<string, Column>>): string[] {
  const keys = Object.keys(columns).filter((name) => columns[name]?.primaryKey === true);
  const automatic = keys.some((name) => columns[name]?.autoIncrement === true);
  return automatic ? [] : [`PRIMARY KEY (${list(keys)})`];
}

function foreignKeySql(table: string, name: string, column: Column): string[] {
  if (column.references === undefined) return [];
  const { model, key } = column.references;
  const target = `${quoted(model)} (${quoted(key)})`;
  return [`CONSTRAINT ${named(`${table}_${name}_fk`)} FOREIGN KEY (${quoted(name)}) REFERENCES ${target}`];
}

function columnChecks(engine: Engine, table: string, name: string, column: Column): string[] {
  return column.checks[engine].map((check, index) =>
    checkSql(table, index === 0 ? name : `${name}_${index + 1}`, check(quoted(name))),
  );
}

function checkSql(table: string, name: string, condition: string): string {
  return `CONSTRAINT ${named(`${table}_${name}`)} CHECK (${condition})`;
}

/** MySQL indexes each foreign key by itself; SQLite does not. An index or key that begins with the column will do. */
function foreignKeyIndexes(columns: Readonly<Record<string, Column>>, rules: TableRules): string[][] {
  const led = new Set([...(rules.unique ?? []), ...(rules.indexes ?? [])].map(([first]) => first));
  return Object.entries(columns)
    .filter(
      ([name, column]) => column.references !== undefined && column.primaryKey !== true && !led.has(name),
    )
    .map(([name]) => [name]);
}

function list(names: readonly string[]): string {
  return names.map(quoted).join(', ');
}

/** A constraint's name; both engines are held to the 64 characters of MySQL. */
function named(name: string): string {
  if (name.length > LONGEST_NAME)
    throw new Error(`The name ${name} is longer than ${LONGEST_NAME} characters.`);
  return quoted(name);
}
