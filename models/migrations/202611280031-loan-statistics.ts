import { code, foreignKey, keyed } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** What statistics ask of the person behind a loan. Loans without a row are not known. */
export async function up(schema: Schema): Promise<void> {
  await createTable(schema, 'loan_statistics', {
    loanId: keyed(foreignKey('loans')),
    sex: code(8, ['female', 'male', 'unknown']),
    disability: code(8, ['yes', 'no', 'unknown']),
  });
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['loan_statistics']);
}
