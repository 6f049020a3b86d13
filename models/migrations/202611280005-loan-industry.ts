import { code, optional } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';

/** The industry of the business behind a loan; unknown of loans that were there before. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'loans', 'industry', optional(code(32)));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'loans', 'industry');
}
