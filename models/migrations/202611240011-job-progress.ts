import { code, longText, optional } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';

/** A job remembers how far it has come, and jobs of one lane run one after another. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'jobs', 'progressJson', optional(longText()));
  await addColumn(schema, 'jobs', 'lane', optional(code(64)));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'jobs', 'lane');
  await dropColumn(schema, 'jobs', 'progressJson');
}
