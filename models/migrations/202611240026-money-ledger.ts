import { code, day, fenColumn, foreignKey, id, instant, looseId } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const MOVES = ['allot', 'reserve', 'release', 'commit', 'pay', 'return'];
const CARRIES = ['carry-out', 'carry-in'];
/** Debit and credit of what budgets have moved before there was a ledger. */
const ACCOUNTS = {
  allot: ['available', 'granted'],
  reserve: ['reserved', 'available'],
  release: ['available', 'reserved'],
  commit: ['committed', 'reserved'],
  pay: ['paid', 'committed'],
  return: ['available', 'returned'],
} as const;

/** Creates the ledger of public money, and lets budgets carry over what is left of a year. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'ledger_accounts',
    { id: id(), kind: code(32), holderId: looseId(), createdAt: instant() },
    { unique: [['kind', 'holderId']] },
  );
  await createTable(
    schema,
    'ledger_postings',
    {
      id: id(),
      debitAccountId: foreignKey('ledger_accounts'),
      creditAccountId: foreignKey('ledger_accounts'),
      amountFen: fenColumn(),
      kind: code(32),
      subjectKind: code(32),
      subjectId: looseId(),
      postedOn: day(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['subjectKind', 'subjectId', 'kind', 'debitAccountId', 'creditAccountId']],
      checks: { amount_positive: 'amountFen > 0', two_accounts: 'debitAccountId <> creditAccountId' },
      indexes: [
        ['debitAccountId', 'postedOn'],
        ['creditAccountId', 'postedOn'],
      ],
    },
  );
  await setMoves(schema, [...MOVES, ...CARRIES]);
  await bookEarlierEntries(schema);
}

export async function down(schema: Schema): Promise<void> {
  await setMoves(schema, MOVES);
  await dropTables(schema, ['ledger_postings', 'ledger_accounts']);
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setMoves({ engine, transaction }: Schema, words: readonly string[]): Promise<void> {
  if (engine === 'mysql') {
    const list = words.map((word) => `'${word}'`).join(', ');
    const rule = 'budget_entries_kind';
    const change = `DROP CONSTRAINT ${rule}, ADD CONSTRAINT ${rule} CHECK (kind IN (${list}))`;
    await execute(transaction, `ALTER TABLE budget_entries ${change}`, []);
    return;
  }
  await execute(transaction, 'ALTER TABLE budget_entries RENAME TO earlier_budget_entries', []);
  await createTable(
    { engine, transaction },
    'budget_entries',
    {
      id: id(),
      budgetId: foreignKey('budgets'),
      kind: code(16, words),
      amountFen: fenColumn(),
      subjectKind: code(32),
      subjectId: looseId(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['budgetId', 'kind', 'subjectKind', 'subjectId']],
      checks: { amount_positive: 'amountFen > 0' },
    },
  );
  await execute(transaction, 'INSERT INTO budget_entries SELECT * FROM earlier_budget_entries', []);
  await execute(transaction, 'DROP TABLE earlier_budget_entries', []);
}

async function bookEarlierEntries({ transaction }: Schema): Promise<void> {
  for (const [kind, accounts] of Object.entries(ACCOUNTS)) {
    for (const account of accounts)
      await execute(
        transaction,
        `INSERT INTO ledger_accounts (kind, holderId, createdAt)
         SELECT '${account}', budgetId, MIN(recordedAt) FROM budget_entries
          WHERE kind = '${kind}' AND budgetId NOT IN (SELECT holderId FROM ledger_accounts WHERE kind = '${account}')
          GROUP BY budgetId`,
        [],
      );
    const [debit, credit] = accounts;
    await execute(
      transaction,
      `INSERT INTO ledger_postings (debitAccountId, creditAccountId, amountFen, kind, subjectKind, subjectId, postedOn,
                                    recordedByUserId, recordedAt)
       SELECT debit.id, credit.id, entry.amountFen, entry.kind, entry.subjectKind, entry.subjectId,
              SUBSTR(entry.recordedAt, 1, 10), entry.recordedByUserId, entry.recordedAt
         FROM budget_entries entry
         JOIN ledger_accounts debit ON debit.kind = '${debit}' AND debit.holderId = entry.budgetId
         JOIN ledger_accounts credit ON credit.kind = '${credit}' AND credit.holderId = entry.budgetId
        WHERE entry.kind = '${kind}'`,
      [],
    );
  }
}
