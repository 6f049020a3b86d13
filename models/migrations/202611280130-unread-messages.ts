import { addIndex, dropIndex, type Schema } from '../create-table.js';

const UNREAD = ['userId', 'readAt'];

/** Every page counts what its reader has not read. */
export async function up(schema: Schema): Promise<void> {
  await addIndex(schema, 'messages', UNREAD);
}

export async function down(schema: Schema): Promise<void> {
  await dropIndex(schema, 'messages', UNREAD);
}
