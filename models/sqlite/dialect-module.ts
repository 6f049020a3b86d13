import { setTimeout as delay } from 'node:timers/promises';
import { leaseSession, returnSession } from './session-pool.js';
import type { Outcome, Parameters, SqliteSession } from './session.js';

const OPEN_READONLY = 1;
const OPEN_READWRITE = 2;
const OPEN_CREATE = 4;

const BUSY_LIMIT_MS = 15_000;
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 25;

/** Sequelize computes the ids of a bulk insert only when the answer's class has this very name. */
class Statement {
  constructor(
    readonly lastID: number,
    readonly changes: number,
  ) {}
}

type Callback = (this: Statement, error: Error | null, rows?: Outcome['rows']) => void;

/** An SQLite fault with the `code` that Sequelize looks at. */
export class SqliteError extends Error {
  constructor(
    readonly code: 'SQLITE_CONSTRAINT' | 'SQLITE_BUSY' | 'SQLITE_FULL' | 'SQLITE_ERROR',
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
    this.name = 'SqliteError';
  }
}

/** A connection with the shape of the `sqlite3` package, as far as Sequelize 6 asks for it. */
export class Database {
  readonly filename: string;
  /** Set by Sequelize for the connection of a transaction. */
  uuid?: string;
  readonly #session: SqliteSession;
  #closed = false;

  constructor(filename: string, mode: number, opened: (error: Error | null) => void) {
    this.filename = filename;
    this.#session = leaseSession(filename, (mode & OPEN_READWRITE) === 0);
    setImmediate(opened, null);
  }

  /** Every statement runs at once in this thread, so nothing needs to be put in series. */
  serialize(work: () => void): void {
    work();
  }

  run(sql: string, parameters?: Parameters | Callback, callback?: Callback): void {
    this.#answer(sql, parameters, callback);
  }

  all(sql: string, parameters?: Parameters | Callback, callback?: Callback): void {
    this.#answer(sql, parameters, callback);
  }

  close(callback?: (error: Error | null) => void): void {
    if (!this.#closed) returnSession(this.#session);
    this.#closed = true;
    if (callback !== undefined) setImmediate(callback, null);
  }

  /**
   * Runs one statement, again and again for up to 15 seconds while another process writes. Answers in a later turn of
   * the event loop, so that a long series of statements lets others in. Throws `SqliteError`.
   */
  async execute(sql: string, parameters: Parameters): Promise<Outcome> {
    const started = performance.now();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await new Promise(setImmediate);
      try {
        return this.#session.execute(sql, parameters);
      } catch (error) {
        const fault = asSqliteError(error);
        if (fault.code !== 'SQLITE_BUSY' || performance.now() - started > BUSY_LIMIT_MS) throw fault;
      }
      await delay(pause + Math.random() * pause);
    }
  }

  #answer(sql: string, parameters?: Parameters | Callback, callback?: Callback): void {
    const done = typeof parameters === 'function' ? parameters : callback;
    const values = parameters === undefined || typeof parameters === 'function' ? [] : parameters;
    this.execute(sql, values).then(
      ({ rows, affected, insertId }) => done?.call(new Statement(insertId, affected), null, rows),
      (error: Error) => done?.call(new Statement(0, 0), error),
    );
  }
}

function asSqliteError(error: unknown): SqliteError {
  const message = error instanceof Error ? error.message : String(error);
  if (/database (?:table )?is locked/.test(message)) return new SqliteError('SQLITE_BUSY', message, error);
  if (/database or disk is full/.test(message)) return new SqliteError('SQLITE_FULL', message, error);
  const refused = /constraint failed|cannot store \w+ value/.test(message);
  return new SqliteError(refused ? 'SQLITE_CONSTRAINT' : 'SQLITE_ERROR', message, error);
}

/** What Sequelize 6 takes as `dialectModule` in place of the `sqlite3` package. */
export const sqliteDialectModule = {
  OPEN_READONLY,
  OPEN_READWRITE,
  OPEN_CREATE,
  Database,
  verbose() {
    return sqliteDialectModule;
  },
};
