import { foreignKey, id, instant, sha256 } from '../columns.js';
import { createTable, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

/** Browsers keep a session in one cookie. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'web_sessions',
    { id: id(), sessionId: foreignKey('user_sessions'), cookieHash: sha256(), lastUsedAt: instant() },
    { unique: [['sessionId'], ['cookieHash']] },
  );
}

export async function down({ transaction }: Schema): Promise<void> {
  await execute(transaction, 'DROP TABLE web_sessions', []);
}
