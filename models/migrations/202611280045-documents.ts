import { code, count, foreignKey, id, instant, longText, looseId, sha256 } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Papers that were issued, and their signed files. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'documents',
    {
      id: id(),
      number: code(24),
      verificationCode: code(32),
      kind: code(32),
      subjectKind: code(32),
      subjectId: looseId(),
      edition: code(16),
      revision: count(),
      organisationId: foreignKey('organisations'),
      factsCipher: longText(),
      factsHash: sha256(),
      publicJson: longText(),
      issuedByUserId: foreignKey('users'),
      issuedAt: instant(),
    },
    {
      unique: [['number'], ['verificationCode'], ['kind', 'subjectKind', 'subjectId', 'edition', 'revision']],
      checks: { first_is_one: 'revision > 0' },
      indexes: [['subjectKind', 'subjectId', 'id']],
    },
  );
  await createTable(
    schema,
    'document_files',
    {
      id: id(),
      documentId: foreignKey('documents'),
      storedName: code(64),
      sizeBytes: count(),
      sha256: sha256(),
      storedAt: instant(),
    },
    {
      unique: [['documentId'], ['storedName']],
      checks: { not_empty: 'sizeBytes > 0' },
      indexes: [['sha256']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['document_files', 'documents']);
}
