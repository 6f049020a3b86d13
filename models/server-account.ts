import type { Database } from './database.js';
import { selectRows } from './rows.js';

/** Rights over the whole server with which an account could give itself every other. */
const OVER_THE_SERVER = ['SUPER', 'CREATE USER', 'SHUTDOWN', 'FILE'];

/** The rights over the whole server that the connected account has; none on the embedded database. */
export async function rightsOverServer(database: Database): Promise<string[]> {
  if (database.engine === 'sqlite') return [];
  const rows = await selectRows<{ name: string }>(
    database,
    `SELECT PRIVILEGE_TYPE AS name FROM information_schema.USER_PRIVILEGES
      WHERE GRANTEE = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
        AND PRIVILEGE_TYPE IN (${OVER_THE_SERVER.map(() => '?').join(', ')})`,
    OVER_THE_SERVER,
  );
  return rows.map(({ name }) => name);
}
