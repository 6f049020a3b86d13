import { addIndex, dropIndex, dropOwnIndex, restoreOwnIndex, type Schema } from '../create-table.js';

const BY_DAY = ['loanId', 'paidOn'];
const WITH_PRINCIPAL = [...BY_DAY, 'principalFen', 'reversesRepaymentId'];

/**
 * Interest and subsidy of a whole book follow from the principal that came back: it is read from the index alone, at a third of the cost. Most
 * repayments are of interest, and their rows are not looked up to learn it.
 */
export async function up(schema: Schema): Promise<void> {
  await addIndex(schema, 'repayments', WITH_PRINCIPAL);
  await dropOwnIndex(schema, 'repayments', BY_DAY);
}

export async function down(schema: Schema): Promise<void> {
  await restoreOwnIndex(schema, 'repayments', BY_DAY);
  await dropIndex(schema, 'repayments', WITH_PRINCIPAL);
}
