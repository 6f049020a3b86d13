import { instant, optional } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';

/** When a session last proved its second factor, apart from its beginning. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'user_sessions', 'factorProvenAt', optional(instant()));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'user_sessions', 'factorProvenAt');
}
