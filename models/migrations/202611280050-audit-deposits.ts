import { code, day, id, instant, longText, text } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** The signed heads of the audit chains, day by day. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'audit_deposits',
    {
      id: id(),
      madeOn: day(),
      contentJson: longText(),
      keyCode: code(16),
      publicKeyPem: text(255),
      signature: code(96),
      recordedAt: instant(),
    },
    { unique: [['madeOn']] },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['audit_deposits']);
}
