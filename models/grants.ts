import { escape, escapeId } from 'mysql2';
import { FACT_TABLES, PERSONAL_COLUMNS_OF_FACTS } from './fact-tables.js';

/** An account of a MariaDB or MySQL server. */
export interface ServerAccount {
  readonly user: string;
  readonly host: string;
}

/** Written by migrations alone, under another account. */
const LIST_OF_MIGRATIONS = 'schema_migrations';

const rightsOn = (table: string): string => {
  if (table === LIST_OF_MIGRATIONS) return 'SELECT';
  if (!FACT_TABLES.has(table)) return 'SELECT, INSERT, UPDATE, DELETE';
  const personal = PERSONAL_COLUMNS_OF_FACTS.get(table)?.map((column) => escapeId(column));
  return personal ? `SELECT, INSERT, UPDATE (${personal.join(', ')})` : 'SELECT, INSERT';
};

/**
 * The statements that give the account of the running program what it needs and no more: it reads and adds facts but can
 * neither change nor remove one, what is personal in some of them excepted, and it cannot alter a table. To be run by an administrator of the server, who migrates under another
 * account; a new table needs them again.
 */
export function grantStatements(
  database: string,
  { user, host }: ServerAccount,
  tables: readonly string[],
): string[] {
  const account = `${escape(user)}@${escape(host)}`;
  return [
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}`,
    ...[...tables, LIST_OF_MIGRATIONS].map(
      (table) => `GRANT ${rightsOn(table)} ON ${escapeId(database, true)}.${escapeId(table)} TO ${account}`,
    ),
  ];
}
