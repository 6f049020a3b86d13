import { changeWords } from '../change-words.js';
import { looseId, optional } from '../columns.js';
import { addColumn, dropColumn, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const LASTING = ['overdue-rate', 'compensation-rate'];

/** New guarantees stop by what was compensated in the year, too, and under one agreement by its cap. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'guarantee_stops', 'agreementId', optional(looseId()));
  await changeWords(
    schema,
    'guarantee_stops',
    'measure',
    [...LASTING, 'yearly-compensation', 'compensation-cap'],
    [],
  );
}

export async function down(schema: Schema): Promise<void> {
  const yearly = "measure IN ('yearly-compensation', 'compensation-cap')";
  await execute(schema.transaction, `DELETE FROM guarantee_stops WHERE ${yearly}`, []);
  await changeWords(schema, 'guarantee_stops', 'measure', LASTING, []);
  await dropColumn(schema, 'guarantee_stops', 'agreementId');
}
