import {
  cipher,
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of bank files that come in. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'imports',
    {
      id: id(),
      kind: code(32, ['portfolio', 'repayments', 'loan-events', 'subsidy-claim', 'balances']),
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

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['import_rejections', 'imports']);
}
