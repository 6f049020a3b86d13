import { looseId, withDefault } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';

const COLUMNS = ['compensationsSeen', 'recoveriesSeen'];

/** A close remembers which payments of guarantors it knew, since the other loans of an enterprise stand by them. */
export async function up(schema: Schema): Promise<void> {
  for (const column of COLUMNS) await addColumn(schema, 'daily_closes', column, withDefault(looseId(), 0));
}

export async function down(schema: Schema): Promise<void> {
  for (const column of COLUMNS) await dropColumn(schema, 'daily_closes', column);
}
