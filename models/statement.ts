import type { Connection as MysqlConnection, FieldPacket, QueryResult, RowDataPacket } from 'mysql2';
import { Sequelize, type Options, type Transaction } from 'sequelize';
import { engineOf, type StoredValue } from './engine.js';
import { asConstraintError } from './faults.js';
import type { Database as SqliteConnection } from './sqlite/dialect-module.js';
import type { Outcome } from './sqlite/session.js';

/** Where a statement runs: inside a transaction, or on a connection of its own. */
export type StatementSource = Sequelize | Transaction;

/** What Sequelize keeps on a transaction but does not declare. */
interface TransactionInside {
  readonly sequelize: Sequelize;
  readonly connection: object;
}

const DECIMAL = 246;

/**
 * Runs one statement with `?` parameters straight on the driver's connection, prepared once per connection. Sequelize
 * gives connections and transactions; going past its query layer halves the cost of a statement. `asText` sends the
 * values inside the text instead (MySQL), for statements of which each has another shape.
 * Throws `UniqueConstraintError` (its `fields` are the key's columns), `ForeignKeyConstraintError`, `RefusedValueError`, or the
 * driver's fault.
 */
export async function execute(
  source: StatementSource,
  sql: string,
  parameters: readonly StoredValue[],
  asText = false,
): Promise<Outcome> {
  if (!(source instanceof Sequelize)) {
    const { sequelize, connection } = source as unknown as TransactionInside;
    return await run(sequelize, connection, sql, parameters, asText);
  }
  const manager = source.connectionManager;
  const connection = await manager.getConnection({ type: 'write' });
  try {
    return await run(source, connection, sql, parameters, asText);
  } finally {
    manager.releaseConnection(connection);
  }
}

/** The Sequelize instance behind a source. */
export function sequelizeOf(source: StatementSource): Sequelize {
  return source instanceof Sequelize ? source : (source as unknown as TransactionInside).sequelize;
}

async function run(
  sequelize: Sequelize,
  connection: object,
  sql: string,
  parameters: readonly StoredValue[],
  asText: boolean,
): Promise<Outcome> {
  const { logging } = (sequelize as unknown as { options: Options }).options;
  if (typeof logging === 'function') logging(sql);
  try {
    if (engineOf(sequelize) === 'sqlite')
      return await (connection as SqliteConnection).execute(sql, parameters);
    return await runMysql(connection as MysqlConnection, sql, parameters, asText);
  } catch (error) {
    throw asConstraintError(error);
  }
}

function runMysql(
  connection: MysqlConnection,
  sql: string,
  parameters: readonly StoredValue[],
  asText: boolean,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const answer = (error: Error | null, result: QueryResult, fields: FieldPacket[]) =>
      error === null ? resolve(outcome(result, fields)) : reject(error);
    if (asText || parameters.length === 0) connection.query(sql, [...parameters], answer);
    else connection.execute(sql, [...parameters], answer);
  });
}

function outcome(result: QueryResult, fields: FieldPacket[]): Outcome {
  if (Array.isArray(result))
    return { rows: plainRows(result as RowDataPacket[], fields), affected: 0, insertId: 0 };
  return { rows: [], affected: result.affectedRows, insertId: result.insertId };
}

/** The sum of integers is a DECIMAL on MySQL, which its driver gives as text; SQLite gives a number. */
function plainRows(rows: RowDataPacket[], fields: FieldPacket[]): Outcome['rows'] {
  for (const field of fields) {
    if (field.columnType !== DECIMAL || field.decimals !== 0) continue;
    for (const row of rows) row[field.name] = wholeNumber(row[field.name] as string | null);
  }
  return rows;
}

function wholeNumber(text: string | null): StoredValue {
  const number = Number(text);
  return text !== null && Number.isSafeInteger(number) ? number : text;
}
