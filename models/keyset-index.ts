import type { Transaction } from 'sequelize';
import { quoted } from './condition.js';
import type { Database } from './database.js';
import { engineOf } from './engine.js';
import { sequelizeOf } from './statement.js';

/** Has a page that is ordered by id walk the table itself: left to itself MariaDB may look up a column and sort. Stands behind the alias. */
export function primaryIndex(source: Database | Transaction): string {
  return onlyIndex(source, 'PRIMARY');
}

/**
 * Names the index of a page that is ordered by id within one value of a column, to stand behind the table's name. Left to itself MariaDB
 * looks the value up and walks from its first or newest row to the cursor, so that later pages take ever longer; SQLite
 * does well alone.
 */
export function keysetIndex(source: Database | Transaction, column: string): string {
  return onlyIndex(source, `by_${column}_id`);
}

/**
 * The same for a page of what one office has in one state, the first one too. Left to itself MariaDB intersects the indexes of office
 * and state and sorts all that it finds, which takes ever longer as the book grows.
 */
export function officeStateIndex(source: Database | Transaction, column: string): string {
  return onlyIndex(source, `loans_by_${column}_state_id`);
}

/** Names the one index that a table is to be read by, to stand behind its alias: a table that has just grown is not yet known for its size. */
export function onlyIndex(source: Database | Transaction, name: string): string {
  const engine = 'engine' in source ? source.engine : engineOf(sequelizeOf(source));
  return engine === 'mysql' ? ` FORCE INDEX (${quoted(name)})` : '';
}
