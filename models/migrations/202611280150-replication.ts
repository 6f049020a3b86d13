import { count, id, instant, looseId, withDefault } from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** How far a replica has come is read from what the primary last wrote: a beat each second, and how often each session wrote. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'replication_beats',
    { id: id(), place: count(), beatAt: instant() },
    { unique: [['place']] },
  );
  await addColumn(schema, 'user_sessions', 'writes', withDefault(looseId(), 0));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'user_sessions', 'writes');
  await dropTables(schema, ['replication_beats']);
}
