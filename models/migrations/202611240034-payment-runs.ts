import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  cipher,
  optional,
  reference,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const KINDS = ['portfolio', 'repayments', 'loan-events', 'subsidy-claim', 'balances'];

/** What is paid out on a claim, order by order, and the file that says what became of it. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'payment_runs',
    {
      id: id(),
      number: code(24),
      claimId: foreignKey('subsidy_claims'),
      bankOrganisationId: foreignKey('organisations'),
      sequence: count(),
      kind: code(16, ['payment', 're-issue']),
      payee: code(16, ['borrower', 'bank']),
      state: code(16, ['proposed', 'approved', 'declined']),
      orderCount: count(),
      totalFen: fenColumn(),
      transferFen: fenColumn(),
      contentHash: sha256(),
      openKey: optional(code(32)),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number'], ['claimId', 'sequence'], ['openKey']],
      checks: {
        total_positive: 'totalFen > 0 AND orderCount > 0',
        nothing_sent_again: "kind = 'payment' OR transferFen = 0",
        transfer_within: 'transferFen >= 0 AND transferFen <= totalFen',
        open_until_decided: "(state = 'proposed') = (openKey IS NOT NULL)",
        checker_decided: "(state = 'proposed') = (checkerUserId IS NULL)",
        two_persons: 'checkerUserId <> makerUserId',
      },
      indexes: [['bankOrganisationId', 'id']],
    },
  );
  await createTable(
    schema,
    'payment_orders',
    {
      id: id(),
      runId: foreignKey('payment_runs'),
      bankOrganisationId: foreignKey('organisations'),
      serialNumber: reference(40),
      loanId: optional(foreignKey('loans')),
      amountFen: fenColumn(),
      state: code(16, ['proposed', 'issued', 'received', 'returned', 'declined']),
      liveKey: optional(code(48)),
      settledOn: optional(day()),
      returnReason: optional(text(200)),
      version: withDefault(count(), 0),
    },
    {
      unique: [['serialNumber'], ['liveKey']],
      checks: {
        amount_positive: 'amountFen > 0',
        live_until_returned: "(state IN ('returned', 'declined')) = (liveKey IS NULL)",
        settled_when: "(state IN ('received', 'returned')) = (settledOn IS NOT NULL)",
        reason_of_return: "(state = 'returned') = (returnReason IS NOT NULL)",
      },
      indexes: [['runId', 'state', 'id']],
    },
  );
  await setKinds(schema, [...KINDS, 'payment-results']);
}

export async function down(schema: Schema): Promise<void> {
  await setKinds(schema, KINDS);
  await dropTables(schema, ['payment_orders', 'payment_runs']);
}

/** SQLite cannot change a CHECK: the table and the one that refers to it are made anew. */
async function setKinds(schema: Schema, words: readonly string[]): Promise<void> {
  const run = (sql: string) => execute(schema.transaction, sql, []);
  if (schema.engine === 'mysql') {
    const list = words.map((word) => `'${word}'`).join(', ');
    const change = `DROP CONSTRAINT imports_kind, ADD CONSTRAINT imports_kind CHECK (kind IN (${list}))`;
    await run(`ALTER TABLE imports ${change}`);
    return;
  }
  const tables = ['imports', 'import_rejections'] as const;
  for (const table of tables) await run(`CREATE TABLE earlier_${table} AS SELECT * FROM ${table}`);
  await dropTables(schema, [...tables].toReversed());
  await createImports(schema, words);
  for (const table of tables) {
    await run(`INSERT INTO ${table} SELECT * FROM earlier_${table}`);
    await run(`DROP TABLE earlier_${table}`);
  }
}

async function createImports(schema: Schema, words: readonly string[]): Promise<void> {
  await createTable(
    schema,
    'imports',
    {
      id: id(),
      kind: code(32, words),
      bankOrganisationId: foreignKey('organisations'),
      period: optional(code(6)),
      fileName: text(255),
      storedName: optional(code(64)),
      sizeBytes: count(),
      sha256: sha256(),
      state: code(16, ['queued', 'running', 'done', 'failed']),
      rowCount: withDefault(count(), 0),
      acceptedCount: withDefault(count(), 0),
      unchangedCount: withDefault(count(), 0),
      rejectedCount: withDefault(count(), 0),
      progressPercent: withDefault(count(), 0),
      headerJson: optional(longText()),
      failureJson: optional(longText()),
      sameAsImportId: optional(looseId()),
      subsidyClaimId: optional(looseId()),
      uploadedByUserId: foreignKey('users'),
      requestId: code(36),
      createdAt: instant(),
      startedAt: optional(instant()),
      endedAt: optional(instant()),
    },
    {
      unique: [['storedName']],
      checks: {
        every_row_counted: 'rowCount = acceptedCount + unchangedCount + rejectedCount',
        file_until_ended: "(storedName IS NULL) = (state IN ('done', 'failed'))",
        failure_when_failed: "(failureJson IS NOT NULL) = (state = 'failed')",
        percent: 'progressPercent <= 100',
      },
      indexes: [
        ['bankOrganisationId', 'id'],
        ['bankOrganisationId', 'sha256'],
      ],
    },
  );
  await createTable(
    schema,
    'import_rejections',
    {
      id: id(),
      importId: foreignKey('imports'),
      line: count(),
      problemsJson: longText(),
      cellsCipher: cipher(),
    },
    { unique: [['importId', 'line']] },
  );
}
