import {
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  reference,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const MOVES = ['allot', 'reserve', 'release', 'commit', 'pay', 'return', 'carry-out', 'carry-in'];

/** Subsidy that was paid wrongly comes back: by receipt, by instalments, or off future subsidy. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'clawback_cases',
    {
      id: id(),
      number: code(24),
      loanId: foreignKey('loans'),
      borrowerId: foreignKey('borrowers'),
      bankOrganisationId: foreignKey('organisations'),
      districtOrganisationId: foreignKey('organisations'),
      state: code(16),
      ground: code(24, ['misuse', 'lost-eligibility', 'false-facts']),
      fromOn: day(),
      untilOn: optional(day()),
      document: text(200),
      article: text(200),
      facts: longText(),
      offsetFlag: flag(),
      totalFen: fenColumn(),
      contentHash: sha256(),
      issuedOn: optional(day()),
      overdueSince: optional(day()),
      escalation: optional(code(16, ['remind', 'escalate', 'report'])),
      closedOn: optional(day()),
      openKey: optional(code(32)),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number'], ['openKey']],
      checks: {
        total: 'totalFen >= 0',
        dates: 'untilOn > fromOn',
        open_until_decided: "(state = 'proposed') = (openKey IS NOT NULL)",
        checker_decided: "(state = 'proposed') = (checkerUserId IS NULL)",
        two_persons: 'checkerUserId <> makerUserId',
        issued_when: "(state IN ('proposed', 'declined')) = (issuedOn IS NULL)",
        overdue_when: "(state = 'overdue') = (overdueSince IS NOT NULL)",
        closed_when: "(state = 'closed') = (closedOn IS NOT NULL)",
      },
      indexes: [
        ['loanId', 'id'],
        ['borrowerId', 'state'],
        ['bankOrganisationId', 'id'],
        ['districtOrganisationId', 'id'],
        ['state', 'id'],
      ],
    },
  );
  await createTable(
    schema,
    'clawback_amounts',
    {
      id: id(),
      caseId: foreignKey('clawback_cases'),
      loanId: foreignKey('loans'),
      quarter: code(6),
      paidFen: fenColumn(),
      recomputedFen: fenColumn(),
      amountFen: fenColumn(),
      paidLineId: optional(looseId()),
      segmentsJson: longText(),
    },
    {
      unique: [['caseId', 'quarter']],
      checks: { difference: 'amountFen > 0 AND amountFen = paidFen - recomputedFen' },
      indexes: [['loanId', 'quarter']],
    },
  );
  await createTable(
    schema,
    'clawback_parts',
    {
      id: id(),
      caseId: foreignKey('clawback_cases'),
      plan: count(),
      number: count(),
      dueOn: day(),
      amountFen: fenColumn(),
    },
    { unique: [['caseId', 'plan', 'number']], checks: { amount_positive: 'amountFen > 0' } },
  );
  await createTable(
    schema,
    'clawback_receipts',
    {
      id: id(),
      caseId: foreignKey('clawback_cases'),
      kind: code(16, ['receipt', 'offset', 'reversal']),
      reference: reference(64),
      receivedOn: day(),
      amountFen: fenColumn(),
      lineId: optional(foreignKey('subsidy_lines')),
      reversesReceiptId: optional(foreignKey('clawback_receipts')),
      recordedByUserId: foreignKey('users'),
      recordedAt: instant(),
    },
    {
      unique: [['reference'], ['lineId'], ['reversesReceiptId']],
      checks: {
        amount_positive: 'amountFen > 0',
        line_of_offset: "(kind = 'offset') = (lineId IS NOT NULL)",
        reverses_when: "(kind = 'reversal') = (reversesReceiptId IS NOT NULL)",
      },
      indexes: [['caseId', 'id']],
    },
  );
  await addColumn(schema, 'subsidy_lines', 'clawbackCaseId', optional(looseId()));
  await setMoves(schema, [...MOVES, 'take-back']);
}

export async function down(schema: Schema): Promise<void> {
  await setMoves(schema, MOVES);
  await dropColumn(schema, 'subsidy_lines', 'clawbackCaseId');
  await dropTables(schema, ['clawback_receipts', 'clawback_parts', 'clawback_amounts', 'clawback_cases']);
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setMoves({ engine, transaction }: Schema, words: readonly string[]): Promise<void> {
  const run = (sql: string) => execute(transaction, sql, []);
  if (engine === 'mysql') {
    const list = words.map((word) => `'${word}'`).join(', ');
    await run(
      `ALTER TABLE budget_entries DROP CONSTRAINT budget_entries_kind, ADD CONSTRAINT budget_entries_kind CHECK (kind IN (${list}))`,
    );
    return;
  }
  await run('ALTER TABLE budget_entries RENAME TO earlier_budget_entries');
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
  await run('INSERT INTO budget_entries SELECT * FROM earlier_budget_entries');
  await run('DROP TABLE earlier_budget_entries');
}
