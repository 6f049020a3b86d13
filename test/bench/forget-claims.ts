import type { Database } from '../../models/database.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';

const TABLES = ['subsidy_lines', 'claim_terms', 'subsidy_claims'];

/** Takes all claims out of the data set again, and leaves the server nothing to clear away while the next is measured. */
export async function forgetClaims(database: Database): Promise<void> {
  await inTransaction(database, async (transaction) => {
    // Nothing refers to a claim of the data set; that something could is no reason to delete row by row.
    await execute(transaction, 'SET SESSION foreign_key_checks = 0', []);
    for (const table of TABLES) await execute(transaction, `TRUNCATE TABLE ${table}`, []);
    await execute(transaction, 'SET SESSION foreign_key_checks = 1', []);
  });
}
