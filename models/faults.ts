import {
  BaseError,
  ConnectionError,
  DatabaseError,
  ForeignKeyConstraintError,
  UniqueConstraintError,
} from 'sequelize';

/** What a fault of the database means for the transaction in which it happened. */
export type FaultKind = 'conflict' | 'lost-connection' | 'no-connection' | 'full' | 'other';

/** A value that the schema does not admit: a CHECK, a length, a type, a missing value. */
export class RefusedValueError extends DatabaseError {
  /** `rule` is the name of the CHECK, `table_name`, or else the driver's words. */
  constructor(
    readonly rule: string,
    cause: Error,
  ) {
    super(Object.assign(cause, { sql: '' }));
    this.message = rule;
    this.name = 'RefusedValueError';
  }
}

interface DriverFault {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly fatal?: unknown;
  readonly message?: unknown;
}

/** Deadlock, lock wait timed out, and MariaDB's "record has changed since last read". */
const CONFLICTS = new Set<unknown>([1213, 1205, 1020, 'SQLITE_BUSY']);
const LOST = new Set<unknown>([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
]);
/** No room on the disk: error writing a file, disk full, table full. */
const FULL = new Set<unknown>([1021, 1026, 1114, 'SQLITE_FULL']);
/** The server takes no writes: a replica, or a primary that was set aside. */
const READ_ONLY = new Set<unknown>([1290, 1836]);
const DUPLICATE = 1062;
const FOREIGN_KEY = new Set<unknown>([1216, 1217, 1451, 1452]);
const REFUSED = new Set<unknown>([1048, 1264, 1265, 1292, 1364, 1366, 1406, 1411, 3819, 3854, 3988, 4025]);

/** Tells what a fault means, whether Sequelize wrapped it or not. */
export function faultKind(error: unknown): FaultKind {
  const fault = driverFault(error);
  if (CONFLICTS.has(fault.errno) || CONFLICTS.has(fault.code)) return 'conflict';
  if (FULL.has(fault.errno) || FULL.has(fault.code)) return 'full';
  if (error instanceof ConnectionError || READ_ONLY.has(fault.errno)) return 'no-connection';
  if (LOST.has(fault.code) || fault.fatal === true || /closed state/.test(String(fault.message))) {
    return 'lost-connection';
  }
  return 'other';
}

/**
 * Turns a driver's fault about a constraint into the same error on both engines: `UniqueConstraintError` with the key's columns
 * as `fields`, `ForeignKeyConstraintError`, or `RefusedValueError`. Any other fault is returned as it is.
 */
export function asConstraintError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BaseError) return error;
  const fault = driverFault(error);
  const message = error.message;
  if (fault.code === 'SQLITE_CONSTRAINT') return sqliteConstraint(message, error);
  if (fault.errno === DUPLICATE) {
    return duplicate(firstGroup(/for key '(?:.*\.)?([^'.]+)'/.exec(message), message).split('_'), error);
  }
  if (FOREIGN_KEY.has(fault.errno)) return missingParent(error);
  if (!REFUSED.has(fault.errno)) return error;
  const name = /CONSTRAINT `(?:.*\.)?([^`.]+)` failed|constraint '([^']+)' is violated/i.exec(message);
  return new RefusedValueError(firstGroup(name, message), error);
}

/** The error for a row whose key is taken already. */
export function duplicate(columns: readonly string[], cause: Error): UniqueConstraintError {
  const fields = Object.fromEntries(columns.map((column) => [column, null]));
  return new UniqueConstraintError({
    message: `taken: ${columns.join(', ')}`,
    parent: Object.assign(cause, { sql: '' }),
    fields,
  });
}

function sqliteConstraint(message: string, cause: Error): Error {
  const columns = /UNIQUE constraint failed: (.*)/.exec(message)?.[1];
  if (columns !== undefined) {
    return duplicate(
      columns.split(', ').map((column) => column.slice(column.indexOf('.') + 1)),
      cause,
    );
  }
  if (message.includes('FOREIGN KEY')) return missingParent(cause);
  return new RefusedValueError(firstGroup(/CHECK constraint failed: (.*)/.exec(message), message), cause);
}

function missingParent(cause: Error): ForeignKeyConstraintError {
  return new ForeignKeyConstraintError({ parent: Object.assign(cause, { sql: '' }) });
}

function driverFault(error: unknown): DriverFault {
  if (typeof error !== 'object' || error === null) return {};
  if ('original' in error) return driverFault(error.original);
  return error;
}

function firstGroup(match: RegExpExecArray | null, otherwise: string): string {
  return match?.slice(1).find((group) => group !== undefined) ?? otherwise;
}
