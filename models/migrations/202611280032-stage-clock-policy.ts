import { code, optional } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';

/** Which version of the policy set a stage's deadline. Clocks from before do not say. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'stage_clocks', 'policyId', optional(code(96)));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'stage_clocks', 'policyId');
}
