import { createRequire, isBuiltin } from 'node:module';

/** The part of `node:sqlite` that is used here. `@photostructure/sqlite` offers the same on Node 20. */
export interface PreparedStatement {
  run(...parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  all(...parameters: readonly unknown[]): Record<string, unknown>[];
  setReadBigInts(enabled: boolean): void;
}

export interface DriverDatabase {
  prepare(sql: string): PreparedStatement;
  exec(sql: string): void;
  close(): void;
}

interface Driver {
  readonly DatabaseSync: new (file: string, options: { readOnly: boolean }) => DriverDatabase;
}

const require = createRequire(import.meta.url);
const driver = require(isBuiltin('node:sqlite') ? 'node:sqlite' : '@photostructure/sqlite') as Driver;

/** Opens a database file with the built-in SQLite of Node 22.13 and later, or with the packaged one before. */
export function openFile(file: string, readOnly: boolean): DriverDatabase {
  return new driver.DatabaseSync(file, { readOnly });
}
