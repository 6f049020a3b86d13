import { execute } from '../statement.js';
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

/** A bank takes a report back by a revision without days, as the daily close does. */
export async function up(schema: Schema): Promise<void> {
  await setDates(schema, 'fromOn <= untilOn');
}

export async function down(schema: Schema): Promise<void> {
  await setDates(schema, "fromOn < untilOn OR (fromOn = untilOn AND source = 'daily-close')");
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setDates({ engine, transaction }: Schema, dates: string): Promise<void> {
  if (engine === 'mysql') {
    const change = `DROP CONSTRAINT loan_events_dates, ADD CONSTRAINT loan_events_dates CHECK (${dates})`;
    await execute(transaction, `ALTER TABLE loan_events ${change}`, []);
    return;
  }
  await execute(transaction, 'ALTER TABLE loan_events RENAME TO earlier_loan_events', []);
  await createTable(
    { engine, transaction },
    'loan_events',
    {
      id: id(),
      loanId: foreignKey('loans'),
      kind: code(32, [
        'overdue',
        'extension',
        'misuse',
        'settled',
        'closure',
        'legal-representative-change',
        'rate-change',
      ]),
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
      checks: { dates, rate_of_change: "(kind = 'rate-change') = (newRate IS NOT NULL)" },
    },
  );
  await execute(transaction, 'INSERT INTO loan_events SELECT * FROM earlier_loan_events', []);
  await execute(transaction, 'DROP TABLE earlier_loan_events', []);
  for (const column of ['fromOn', 'untilOn'])
    await execute(transaction, `CREATE INDEX loan_events_by_${column} ON loan_events (${column})`, []);
}
