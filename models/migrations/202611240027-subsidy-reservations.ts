import { code, fenColumn, foreignKey, id, instant, optional } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** What budgets keep for loans that are approved. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'subsidy_reservations',
    {
      id: id(),
      budgetId: foreignKey('budgets'),
      applicationId: foreignKey('applications'),
      quarter: code(6),
      amountFen: fenColumn(),
      createdAt: instant(),
      releasedAt: optional(instant()),
    },
    {
      unique: [['applicationId', 'quarter', 'budgetId']],
      checks: { amount_positive: 'amountFen > 0' },
      indexes: [['releasedAt', 'quarter']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['subsidy_reservations']);
}
