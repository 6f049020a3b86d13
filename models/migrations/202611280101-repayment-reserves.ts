import { day, fenColumn, foreignKey, id, instant, looseId } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** What borrowers hold ready for their repayment, as their banks see it. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'repayment_reserves',
    {
      id: id(),
      loanId: foreignKey('loans'),
      heldOn: day(),
      amountFen: fenColumn(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    { indexes: [['loanId', 'heldOn', 'id'], ['recordedAt']], checks: { not_negative: 'amountFen >= 0' } },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['repayment_reserves']);
}
