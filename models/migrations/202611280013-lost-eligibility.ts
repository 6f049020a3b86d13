import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  rateColumn,
} from '../columns.js';
import { createTable, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const KINDS = [
  'overdue',
  'extension',
  'misuse',
  'settled',
  'closure',
  'legal-representative-change',
  'rate-change',
];

/** An office finds that a borrower is no longer eligible, or never was. */
export async function up(schema: Schema): Promise<void> {
  await setKinds(schema, [...KINDS, 'eligibility-lost']);
}

export async function down(schema: Schema): Promise<void> {
  await setKinds(schema, KINDS);
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setKinds({ engine, transaction }: Schema, kinds: readonly string[]): Promise<void> {
  const run = (sql: string) => execute(transaction, sql, []);
  if (engine === 'mysql') {
    const list = kinds.map((kind) => `'${kind}'`).join(', ');
    await run(
      `ALTER TABLE loan_events DROP CONSTRAINT loan_events_kind, ADD CONSTRAINT loan_events_kind CHECK (kind IN (${list}))`,
    );
    return;
  }
  await run('ALTER TABLE loan_events RENAME TO earlier_loan_events');
  await createTable(
    { engine, transaction },
    'loan_events',
    {
      id: id(),
      loanId: foreignKey('loans'),
      kind: code(32, kinds),
      fromOn: day(),
      untilOn: optional(day()),
      newRate: optional(rateColumn()),
      note: optional(longText()),
      source: code(16, ['bank', 'daily-close', 'officer']),
      revision: count(),
      recordedByUserId: optional(looseId()),
      recordedAt: instant(),
    },
    {
      unique: [['loanId', 'kind', 'fromOn', 'source', 'revision']],
      checks: {
        dates: 'fromOn <= untilOn',
        rate_of_change: "(kind = 'rate-change') = (newRate IS NOT NULL)",
      },
    },
  );
  await run('INSERT INTO loan_events SELECT * FROM earlier_loan_events');
  await run('DROP TABLE earlier_loan_events');
  for (const column of ['fromOn', 'untilOn'])
    await run(`CREATE INDEX loan_events_by_${column} ON loan_events (${column})`);
}
