import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  sha256,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

const ERASABLE = ['applications', 'loans', 'borrowers', 'users', 'roster_entries', 'import_rejections'];

/** Personal data end: whose, by what two persons agree on, and since when they are gone. */
export async function up(schema: Schema): Promise<void> {
  for (const table of ERASABLE) await addColumn(schema, table, 'erasedAt', optional(instant()));
  await createTable(
    schema,
    'erasure_runs',
    {
      id: id(),
      dueOn: day(),
      policyId: code(96),
      contentJson: longText(),
      contentHash: sha256(),
      loanCount: count(),
      applicationCount: count(),
      accountCount: count(),
      entryCount: count(),
      rejectedRowCount: count(),
      state: code(16, ['proposed', 'approved', 'declined', 'done']),
      openKey: optional(code(16)),
      reason: optional(longText()),
      makerUserId: foreignKey('users'),
      makerPersonIndex: sha256(),
      checkerUserId: optional(foreignKey('users')),
      checkerPersonIndex: optional(sha256()),
      erasedCount: withDefault(count(), 0),
      createdAt: instant(),
      decidedAt: optional(instant()),
      finishedAt: optional(instant()),
      version: withDefault(count(), 0),
    },
    {
      unique: [['openKey']],
      checks: {
        two_persons: 'checkerPersonIndex <> makerPersonIndex',
        two_accounts: 'checkerUserId <> makerUserId',
        checker_decided: "(state = 'proposed') = (checkerUserId IS NULL)",
        decided_by_person: '(checkerUserId IS NULL) = (checkerPersonIndex IS NULL)',
        decided_when: '(checkerUserId IS NULL) = (decidedAt IS NULL)',
        finished_when_done: "(state = 'done') = (finishedAt IS NOT NULL)",
        open_until_over: "(state IN ('proposed', 'approved')) = (openKey IS NOT NULL)",
      },
      indexes: [['state', 'id']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['erasure_runs']);
  for (const table of ERASABLE) await dropColumn(schema, table, 'erasedAt');
}
