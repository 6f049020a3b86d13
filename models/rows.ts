import {
  Sequelize,
  UniqueConstraintError,
  type Attributes,
  type CreationAttributes,
  type Model,
  type ModelStatic,
  type Transaction,
} from 'sequelize';
import { DomainError } from '../server/core/errors.js';
import type { Database } from './database.js';
import { engineOf, type StoredValue } from './engine.js';
import { duplicate, faultKind } from './faults.js';
import { conditionOf, quoted, type Where } from './condition.js';
import { copyOf, leaveCopy } from './reading-place.js';
import { execute, type StatementSource } from './statement.js';

/** A row of a model as it is stored: a plain object of numbers, text and null. */
export type Row<M extends Model> = Attributes<M>;

export interface FindOptions<M extends Model> {
  /** Left out: all rows. */
  readonly where?: Where<M>;
  readonly transaction?: Transaction | undefined;
  /** Column to order by, and the direction. */
  readonly order?: readonly (readonly [keyof Attributes<M> & string, 'ASC' | 'DESC'])[];
  readonly limit?: number;
}

const UNREACHABLE = new Set(['no-connection', 'lost-connection']);
const PARAMETERS_AT_ONCE = 10_000;

/** The one row that fits, the first in the order if there are several, or null. */
export async function findRow<M extends Model>(
  model: ModelStatic<M>,
  options: FindOptions<M>,
): Promise<Row<M> | null> {
  const [row] = await select(model, { ...options, limit: 1 }, false);
  return row ?? null;
}

/** All rows that fit. */
export async function findRows<M extends Model>(
  model: ModelStatic<M>,
  options: FindOptions<M>,
): Promise<Row<M>[]> {
  return await select(model, options, false);
}

/** How many rows fit; no more than `atMost` are looked at. */
export async function countRows<M extends Model>(
  model: ModelStatic<M>,
  where: Where<M>,
  atMost: number,
): Promise<number> {
  const { sql, parameters } = conditionOf(where);
  const found = `SELECT 1 FROM ${tableOf(model)}${sql} LIMIT ${Math.trunc(atMost)}`;
  const counted = `SELECT COUNT(*) AS n FROM (${found}) AS found`;
  const [row] = await read(instanceOf(model), counted, parameters);
  return Number(row?.['n'] ?? 0);
}

/**
 * The one row that fits, kept from other writers until the transaction ends, or null. SQLite needs no lock: its
 * transactions already exclude other writers.
 */
export async function lockRow<M extends Model>(
  model: ModelStatic<M>,
  where: Where<M>,
  transaction: Transaction,
): Promise<Row<M> | null> {
  const [row] = await select(model, { where, transaction, limit: 1 }, true);
  return row ?? null;
}

/** Stores one row and returns its id. Columns left out take their default. Throws like `execute`. */
export async function insertRow<M extends Model>(
  model: ModelStatic<M>,
  values: CreationAttributes<M>,
  transaction: Transaction,
): Promise<number> {
  const columns = Object.keys(values);
  const sql = `${insertHead(model, columns)} (${columns.map(() => '?').join(', ')})`;
  const { insertId } = await write(model, transaction, sql, Object.values(values));
  return insertId;
}

/** Stores many rows of the same columns, several in a statement. Throws like `execute`. */
export async function insertRows<M extends Model>(
  model: ModelStatic<M>,
  rows: readonly CreationAttributes<M>[],
  transaction: Transaction,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof CreationAttributes<M> & string)[];
  const group = `(${columns.map(() => '?').join(', ')})`;
  const size = Math.max(1, Math.floor(PARAMETERS_AT_ONCE / columns.length));
  for (let from = 0; from < rows.length; from += size) {
    const chunk = rows.slice(from, from + size);
    const sql = `${insertHead(model, columns)} ${chunk.map(() => group).join(', ')}`;
    const values: unknown[] = [];
    for (const row of chunk) for (const column of columns) values.push(row[column]);
    await write(model, transaction, sql, values, true);
  }
}

/**
 * Changes the rows that fit and returns how many were found. With the version in `where`, 0 says that another writer
 * was faster. Throws like `execute`.
 */
export async function updateRows<M extends Model>(
  model: ModelStatic<M>,
  values: Partial<Attributes<M>>,
  where: Where<M>,
  transaction: Transaction,
): Promise<number> {
  const changes = Object.keys(values).map((column) => `${quoted(column)} = ?`);
  const condition = conditionOf(where);
  const sql = `UPDATE ${tableOf(model)} SET ${changes.join(', ')}${condition.sql}`;
  const parameters = [...Object.values(values), ...condition.parameters];
  return (await write(model, transaction, sql, parameters)).affected;
}

/** Removes the rows that fit and returns how many there were. Not for facts. */
export async function deleteRows<M extends Model>(
  model: ModelStatic<M>,
  where: Where<M>,
  transaction: Transaction,
): Promise<number> {
  const condition = conditionOf(where);
  const sql = `DELETE FROM ${tableOf(model)}${condition.sql}`;
  return (await write(model, transaction, sql, condition.parameters)).affected;
}

/**
 * Runs a SELECT of one's own with `?` parameters; `T` names the columns it gives. Only SQL that both engines know.
 * Throws `DomainError` `unavailable` when no connection can be had.
 */
export async function selectRows<T extends object>(
  source: Database | Transaction,
  sql: string,
  parameters: readonly StoredValue[] = [],
): Promise<T[]> {
  const place = 'engine' in source ? source.sequelize : source;
  return (await read(place, sql, parameters)) as T[];
}

async function select<M extends Model>(
  model: ModelStatic<M>,
  { where = {}, transaction, order = [], limit }: FindOptions<M>,
  forUpdate: boolean,
): Promise<Row<M>[]> {
  const condition = conditionOf(where);
  const ordering = order.map(([column, direction]) => `${quoted(column)} ${direction}`);
  const sql = [
    `SELECT ${columnsOf(model)} FROM ${tableOf(model)}${condition.sql}`,
    ordering.length > 0 ? ` ORDER BY ${ordering.join(', ')}` : '',
    limit === undefined ? '' : ` LIMIT ${Math.trunc(limit)}`,
    forUpdate && engineOf(instanceOf(model)) === 'mysql' ? ' FOR UPDATE' : '',
  ].join('');
  return await read(transaction ?? instanceOf(model), sql, condition.parameters);
}

async function read(
  source: StatementSource,
  sql: string,
  parameters: readonly StoredValue[],
): Promise<Record<string, StoredValue>[]> {
  const copy = source instanceof Sequelize ? copyOf(source) : undefined;
  try {
    return (await execute(copy ?? source, sql, parameters)).rows;
  } catch (error) {
    if (copy !== undefined) {
      // Whatever is wrong with a copy, the primary knows the answer.
      leaveCopy();
      return await read(source, sql, parameters);
    }
    // Inside a transaction the fault is its owner's to judge.
    if (!(source instanceof Sequelize) || !UNREACHABLE.has(faultKind(error))) throw error;
    throw Object.assign(new DomainError('unavailable', { reason: 'no-connection' }), { cause: error });
  }
}

async function write(
  model: ModelStatic<Model>,
  transaction: Transaction,
  sql: string,
  values: readonly unknown[],
  asText = false,
) {
  const parameters = values.map((value) => value ?? null) as StoredValue[];
  try {
    return await execute(transaction, sql, parameters, asText);
  } catch (error) {
    // MySQL calls every primary key PRIMARY; SQLite names its column.
    const ofKey = error instanceof UniqueConstraintError && 'PRIMARY' in error.fields;
    throw ofKey ? duplicate([model.primaryKeyAttribute], error.parent) : error;
  }
}

const columnLists = new WeakMap<object, string>();

function columnsOf(model: ModelStatic<Model>): string {
  const known = columnLists.get(model);
  if (known !== undefined) return known;
  const list = Object.keys(model.getAttributes()).map(quoted).join(', ');
  columnLists.set(model, list);
  return list;
}

function insertHead(model: ModelStatic<Model>, columns: readonly string[]): string {
  return `INSERT INTO ${tableOf(model)} (${columns.map(quoted).join(', ')}) VALUES`;
}

function tableOf(model: ModelStatic<Model>): string {
  return quoted(model.tableName);
}

function instanceOf(model: ModelStatic<Model>): Sequelize {
  if (model.sequelize === undefined) throw new Error(`${model.name} is not initialised.`);
  return model.sequelize;
}
