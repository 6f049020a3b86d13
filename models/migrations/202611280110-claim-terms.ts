import { code, count, day, foreignKey, id, longText, optional, rateColumn } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** By which versions of the policy the lines of a claim were computed; claims from before have none. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'claim_terms',
    {
      id: id(),
      claimId: foreignKey('subsidy_claims'),
      revision: count(),
      linesAfter: count(),
      linesUpTo: count(),
      borrowerKind: code(16, ['individual', 'enterprise']),
      disbursedFrom: day(),
      disbursedLastOn: day(),
      policyIdsJson: longText(),
      loanPrimeRate: optional(rateColumn()),
    },
    { indexes: [['claimId', 'revision', 'linesUpTo']] },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['claim_terms']);
}
