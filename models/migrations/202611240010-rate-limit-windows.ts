import { count, instant, keyed, optional, reference } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Every window has an end by which it is found and removed. Counts are worth nothing after a minute, so the table is made anew. */
export async function up(schema: Schema): Promise<void> {
  await dropTables(schema, ['rate_limits']);
  await createTable(
    schema,
    'rate_limits',
    { limiterKey: keyed(reference(128)), points: count(), expiresAt: instant() },
    { indexes: [['expiresAt']] },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['rate_limits']);
  await createTable(schema, 'rate_limits', {
    limiterKey: keyed(reference(128)),
    points: count(),
    expiresAt: optional(instant()),
  });
}
