import {
  basisPoints,
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** How each bank did in a quarter. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'bank_scorecards',
    {
      id: id(),
      bankOrganisationId: foreignKey('organisations'),
      quarter: code(6),
      revision: count(),
      booksOn: day(),
      scoreBasisPoints: optional(basisPoints()),
      rankNumber: optional(count()),
      rankedBanks: count(),
      contentJson: longText(),
      contentHash: sha256(),
      computedByUserId: optional(looseId()),
      computedAt: instant(),
    },
    {
      unique: [['bankOrganisationId', 'quarter', 'revision']],
      checks: {
        revised: 'revision > 0',
        ranked_by_score: '(scoreBasisPoints IS NULL) = (rankNumber IS NULL)',
        within_ranks: 'rankNumber <= rankedBanks',
      },
      indexes: [['quarter', 'bankOrganisationId']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['bank_scorecards']);
}
