import type { StoredValue } from '../engine.js';
import { openFile, type DriverDatabase, type PreparedStatement } from './driver.js';

/** What a statement did: the rows it read, how many rows it touched, the last id it gave. */
export interface Outcome {
  readonly rows: Record<string, StoredValue>[];
  readonly affected: number;
  readonly insertId: number;
}

export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;

const STATEMENTS_KEPT = 200;
const READS = /^\s*(?:select|with|pragma|explain|values)\b|\breturning\b/i;
const RETURNS = /\breturning\b/i;
const TOO_LARGE = /too large to be represented/;
const BEGINS = /^\s*begin\b/i;
const ENDS = /^\s*(?:commit|rollback(?!\s+to))\b/i;

/** One open connection to a database file with its prepared statements. Blocking: SQLite runs in this thread. */
export class SqliteSession {
  readonly #database: DriverDatabase;
  readonly #statements = new Map<string, PreparedStatement>();
  #inTransaction = false;

  /**
   * `synchronous=FULL`: a commit is on the disk before it is answered, as InnoDB does it.
   * `secure_delete=FAST`: what is overwritten or removed is gone from its page too, at no further write.
   * `busy_timeout=0`: a blocking wait would stop the event loop that has to run the holder's COMMIT.
   */
  constructor(
    readonly file: string,
    readonly readOnly: boolean,
  ) {
    this.#database = openFile(file, readOnly);
    this.#database.exec('PRAGMA busy_timeout=0');
    if (!readOnly) this.#database.exec('PRAGMA journal_mode=WAL');
    this.#database.exec('PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=FAST');
  }

  get inTransaction(): boolean {
    return this.#inTransaction;
  }

  /** Runs one statement. Integers are bound as 64-bit integers; beyond 2^53 they come back as text. */
  execute(sql: string, parameters: Parameters): Outcome {
    const statement = this.#statement(sql);
    const bound = Array.isArray(parameters) ? parameters.map(toDriver) : [namedToDriver(parameters)];
    if (READS.test(sql)) return { rows: rowsOf(sql, statement, bound), affected: 0, insertId: 0 };
    const { changes, lastInsertRowid } = statement.run(...bound);
    if (BEGINS.test(sql)) this.#inTransaction = true;
    else if (ENDS.test(sql)) this.#inTransaction = false;
    return { rows: [], affected: Number(changes), insertId: Number(lastInsertRowid) };
  }

  /** Runs several statements separated by semicolons, without parameters. */
  executeScript(sql: string): void {
    this.#database.exec(sql);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    // What writes is not run a second time to learn how large its integers are.
    if (RETURNS.test(sql)) statement.setReadBigInts(true);
    if (this.#statements.size >= STATEMENTS_KEPT) this.#forgetOldest();
    this.#statements.set(sql, statement);
    return statement;
  }

  #forgetOldest(): void {
    for (const sql of this.#statements.keys()) {
      this.#statements.delete(sql);
      return;
    }
  }
}

/** Rows with plain numbers cost half as much to read; where one is too large, the statement reads 64-bit integers from then on. */
function rowsOf(
  sql: string,
  statement: PreparedStatement,
  bound: readonly unknown[],
): Record<string, StoredValue>[] {
  try {
    return statement.all(...bound).map(fromDriver);
  } catch (error) {
    if (RETURNS.test(sql) || !(error instanceof Error && TOO_LARGE.test(error.message))) throw error;
    statement.setReadBigInts(true);
    return statement.all(...bound).map(fromDriver);
  }
}

/** Numbers are bound as integers where they are integers: the driver alone would bind every number as a float. */
function toDriver(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}

function namedToDriver(parameters: Parameters): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, toDriver(value)]));
}

function fromDriver(row: Record<string, unknown>): Record<string, StoredValue> {
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'bigint') {
      const number = Number(value);
      row[name] = Number.isSafeInteger(number) ? number : value.toString();
    }
  }
  return row as Record<string, StoredValue>;
}
