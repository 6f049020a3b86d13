import type { Database } from '../../../models/database.js';
import { selectRows } from '../../../models/rows.js';
import type { StoredValue } from '../../../models/engine.js';
import type { System } from '../../../server/context.js';

/** What a check looks at. */
export interface View {
  readonly system: System;
  readonly database: Database;
}

/** A law of the books: its number in the plan of reliability tests, what it says, and what offends against it. */
export interface Invariant {
  readonly number: number;
  readonly law: string;
  /** What offends, as far as found; nothing where the law holds. */
  findOffences(view: View): Promise<readonly unknown[]>;
}

const MOST_SHOWN = 5;

/** A law that one query can deny: the rows it gives offend. */
export const denied = (
  number: number,
  law: string,
  sql: string,
  parameters: readonly StoredValue[] = [],
): Invariant => ({
  number,
  law,
  findOffences: ({ database }) => selectRows(database, `${sql} LIMIT ${MOST_SHOWN}`, parameters),
});

/** A law that is checked row by row. */
export const checkedRows = <Found extends object>(
  number: number,
  law: string,
  read: Query<Found>,
  offends: (row: Found, view: View) => boolean,
): Invariant => ({
  number,
  law,
  async findOffences(view) {
    const rows = await selectRows<Found>(view.database, read.sql);
    return rows.filter((row) => offends(row, view)).slice(0, MOST_SHOWN);
  },
});

/** A query with the columns that it gives. */
export interface Query<Found> {
  readonly sql: string;
  /** Never there: it carries the type of a row. */
  readonly row?: Found;
}
