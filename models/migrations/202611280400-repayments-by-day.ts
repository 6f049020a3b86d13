import { addIndex, dropIndex, type Schema } from '../create-table.js';

const BY_DAY = ['paidOn'];
const WITH_PRINCIPAL = [...BY_DAY, 'loanId', 'principalFen', 'reversesRepaymentId'];

/**
 * What came back since a day is read from the index of that day alone: a book as it stood lately costs what has happened since, and not
 * the whole of its past.
 */
export async function up(schema: Schema): Promise<void> {
  await addIndex(schema, 'repayments', WITH_PRINCIPAL);
  await dropIndex(schema, 'repayments', BY_DAY);
}

export async function down(schema: Schema): Promise<void> {
  await addIndex(schema, 'repayments', BY_DAY);
  await dropIndex(schema, 'repayments', WITH_PRINCIPAL);
}
