import {
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** A large close in parts, so that several instances work on one day. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'daily_close_ranges',
    {
      id: id(),
      closeId: foreignKey('daily_closes'),
      number: count(),
      state: code(16, ['open', 'done']),
      loanIdsJson: longText(),
      reachedLoanId: withDefault(looseId(), 0),
      examinedLoans: withDefault(count(), 0),
      fellOverdue: withDefault(count(), 0),
      cured: withDefault(count(), 0),
      reclassified: withDefault(count(), 0),
      changesHash: sha256(),
      finishedAt: optional(instant()),
    },
    {
      unique: [['closeId', 'number']],
      checks: { finished_when_done: "(state = 'done') = (finishedAt IS NOT NULL)" },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['daily_close_ranges']);
}
