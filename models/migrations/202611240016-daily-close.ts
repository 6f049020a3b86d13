import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  sha256,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const CLASSES = ['pass', 'special-mention', 'substandard', 'doubtful', 'loss'];
const REASONS = ['days-past-due', 'extension', 'bank', 'non-retail-share'];
const REASON_OF_CLASS = "(riskClass = 'pass') = (reason IS NULL)";

/** What a close looks for by day. */
const INDEXES = [
  ['repayments', 'paidOn'],
  ['loan_events', 'fromOn'],
  ['loan_events', 'untilOn'],
  ['loans', 'extendedUntil'],
  ['loans', 'maturesOn'],
  ['loans', 'controlBalanceOn'],
] as const;

/** Creates the tables of the daily close, and lets the close take back an overdue period by a revision without days. */
export async function up(schema: Schema): Promise<void> {
  await setDatesOfLoanEvents(schema, "fromOn < untilOn OR (fromOn = untilOn AND source = 'daily-close')");
  for (const [table, column] of INDEXES)
    await execute(schema.transaction, `CREATE INDEX ${table}_by_${column} ON ${table} (${column})`, []);
  await createTable(
    schema,
    'daily_closes',
    {
      id: id(),
      businessDate: day(),
      state: code(16, ['running', 'done']),
      rulesHash: sha256(),
      reachedLoanId: looseId(),
      loansSeen: looseId(),
      repaymentsSeen: looseId(),
      eventsSeen: looseId(),
      bankClassesSeen: looseId(),
      examinedLoans: withDefault(count(), 0),
      fellOverdue: withDefault(count(), 0),
      cured: withDefault(count(), 0),
      reclassified: withDefault(count(), 0),
      changesHash: sha256(),
      startedAt: instant(),
      finishedAt: optional(instant()),
      version: withDefault(count(), 0),
    },
    {
      unique: [['businessDate']],
      checks: { finished_when_done: "(state = 'done') = (finishedAt IS NOT NULL)" },
    },
  );
  await createTable(
    schema,
    'loan_standings',
    {
      loanId: keyed(foreignKey('loans')),
      closeId: foreignKey('daily_closes'),
      pastDueSince: optional(day()),
      riskClass: code(16, CLASSES),
      reason: optional(code(24, REASONS)),
    },
    { indexes: [['pastDueSince'], ['riskClass']], checks: { reason_of_class: REASON_OF_CLASS } },
  );
  await createTable(
    schema,
    'loan_standing_changes',
    {
      id: id(),
      loanId: foreignKey('loans'),
      closeId: foreignKey('daily_closes'),
      fromOn: day(),
      pastDueSince: optional(day()),
      riskClass: code(16, CLASSES),
      reason: optional(code(24, REASONS)),
    },
    {
      unique: [['loanId', 'closeId', 'fromOn']],
      checks: { since_before: 'pastDueSince < fromOn', reason_of_class: REASON_OF_CLASS },
    },
  );
  await createTable(
    schema,
    'bank_classes',
    {
      id: id(),
      loanId: foreignKey('loans'),
      fromOn: day(),
      riskClass: code(16, CLASSES),
      revision: count(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    { unique: [['loanId', 'fromOn', 'revision']], indexes: [['fromOn']] },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['bank_classes', 'loan_standing_changes', 'loan_standings', 'daily_closes']);
  for (const [table, column] of INDEXES) {
    const on = schema.engine === 'mysql' ? ` ON ${table}` : '';
    await execute(schema.transaction, `DROP INDEX ${table}_by_${column}${on}`, []);
  }
  await setDatesOfLoanEvents(schema, 'fromOn < untilOn');
}

/** SQLite changes a CHECK by making the table anew; no other table points to this one. */
async function setDatesOfLoanEvents({ engine, transaction }: Schema, dates: string): Promise<void> {
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
}
