import type { Connection as MysqlConnection, ResultSetHeader } from 'mysql2';
import { Readable } from 'node:stream';
import type { CreationAttributes, Model, ModelStatic, Sequelize, Transaction } from 'sequelize';
import { quoted } from './condition.js';
import { engineOf, type StoredValue } from './engine.js';
import { asConstraintError } from './faults.js';
import { insertRows, selectRows } from './rows.js';
import { sequelizeOf } from './statement.js';

/** So much text is handed to the driver at once. */
const PIECE = 1 << 18;

/** The server or the connection does not let rows be loaded: MySQL up to 5.7, MySQL, MariaDB. */
const FORBIDDEN = new Set<unknown>([1148, 3948, 4166]);

const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && FORBIDDEN.has(error.errno);

/** The server took some rows of a load not as they are, or not at all; it does not tell which rule they break. */
export class RefusedRowsError extends Error {
  override readonly name = 'RefusedRowsError';
}

/**
 * Stores many rows of the same columns as fast as the server allows: by LOAD DATA LOCAL, whose text is made here and comes from no file, or
 * else like `insertRows`. All rows are stored, or the transaction has to be given up: the server turns what it refuses into warnings, and
 * any of them throws `RefusedRowsError` here. For rows whose keys nobody else takes, or whose writer looks again when somebody did.
 * Their text is made at once, but nothing is sent until `before` is there: a load that failed may have ended the transaction, and what is
 * sent after it would be stored on its own.
 */
export async function loadRows<M extends Model>(
  model: ModelStatic<M>,
  rows: readonly CreationAttributes<M>[],
  transaction: Transaction,
  before: Promise<void> = Promise.resolve(),
): Promise<void> {
  const [first] = rows;
  if (first === undefined || !(await mayLoad(transaction))) {
    await before;
    await insertRows(model, rows, transaction);
    return;
  }
  const columns = Object.keys(first) as (keyof CreationAttributes<M> & string)[];
  const text = [...textOf(rows, columns)];
  await before;
  if (!(await loadAll(model, { rows: rows.length, columns, text }, transaction)))
    await insertRows(model, rows, transaction);
}

/** Rows as they are sent. */
interface LoadedText {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly text: readonly Buffer[];
}

/** Loads rows as text; false, and nothing stored, where that turns out to be forbidden. */
async function loadAll<M extends Model>(
  model: ModelStatic<M>,
  { rows, columns, text }: LoadedText,
  transaction: Transaction,
): Promise<boolean> {
  const sql = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${quoted(model.tableName)} CHARACTER SET utf8mb4
    FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (${columns.map(quoted).join(', ')})`;
  try {
    const { affectedRows, warningStatus } = await load(transaction, sql, text);
    if (affectedRows === rows && warningStatus === 0) return true;
    throw new RefusedRowsError(`${rows - affectedRows} rows of ${model.tableName} were refused`);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    allowed.set(sequelizeOf(transaction), Promise.resolve(false));
    return false;
  }
}

const allowed = new WeakMap<Sequelize, Promise<boolean>>();

/** Whether the server takes rows as text, asked once for each database. */
function mayLoad(transaction: Transaction): Promise<boolean> {
  const sequelize = sequelizeOf(transaction);
  if (engineOf(sequelize) !== 'mysql') return Promise.resolve(false);
  const known = allowed.get(sequelize);
  if (known !== undefined) return known;
  const asked = selectRows<{ allowed: number }>(transaction, 'SELECT @@GLOBAL.local_infile AS allowed').then(
    ([answer]) => answer?.allowed === 1,
  );
  allowed.set(sequelize, asked);
  return asked;
}

function* textOf<Values extends object>(
  rows: readonly Values[],
  columns: readonly (keyof Values)[],
): Generator<Buffer> {
  let piece = '';
  for (const row of rows) {
    let separator = '';
    for (const column of columns) {
      piece += separator + fieldOf(row[column] as StoredValue | undefined);
      separator = '\t';
    }
    piece += '\n';
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

function fieldOf(value: StoredValue | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  if (!SPECIAL.test(value)) return value;
  return value.replaceAll(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? character);
}

function load(transaction: Transaction, sql: string, lines: Iterable<Buffer>): Promise<ResultSetHeader> {
  const { connection } = transaction as unknown as { readonly connection: MysqlConnection };
  const infileStreamFactory = () => Readable.from(lines);
  return new Promise((resolve, reject) => {
    connection.query({ sql, infileStreamFactory }, (error, result) =>
      error === null ? resolve(result as ResultSetHeader) : reject(asConstraintError(error)),
    );
  });
}
