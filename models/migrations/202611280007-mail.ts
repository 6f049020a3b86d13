import { cipher, code, count, foreignKey, id, instant, optional, withDefault } from '../columns.js';
import { addColumn, createTable, dropColumn, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

/** Notices go out by e-mail, too, to those who have named an address. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'users', 'mailCipher', optional(cipher()));
  await setChannels(schema, ['sms', 'email']);
}

export async function down(schema: Schema): Promise<void> {
  await execute(schema.transaction, "DELETE FROM notifications WHERE channel = 'email'", []);
  await setChannels(schema, ['sms']);
  await dropColumn(schema, 'users', 'mailCipher');
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setChannels({ engine, transaction }: Schema, channels: readonly string[]): Promise<void> {
  const run = (sql: string) => execute(transaction, sql, []);
  if (engine === 'mysql') {
    const list = channels.map((channel) => `'${channel}'`).join(', ');
    await run(
      `ALTER TABLE notifications DROP CONSTRAINT notifications_channel, ADD CONSTRAINT notifications_channel CHECK (channel IN (${list}))`,
    );
    return;
  }
  for (const columns of ['state_availableAt_id', 'userId', 'borrowerId'])
    await run(`DROP INDEX notifications_by_${columns}`);
  await run('ALTER TABLE notifications RENAME TO earlier_notifications');
  await createTable(
    { engine, transaction },
    'notifications',
    {
      id: id(),
      noticeId: foreignKey('notices'),
      channel: code(8, channels),
      userId: optional(foreignKey('users')),
      borrowerId: optional(foreignKey('borrowers')),
      state: code(16, ['due', 'sent', 'suppressed', 'dead']),
      availableAt: instant(),
      attempts: withDefault(count(), 0),
      problem: optional(code(32)),
      createdAt: instant(),
      sentAt: optional(instant()),
    },
    {
      unique: [['noticeId', 'channel']],
      checks: {
        to_one: '(userId IS NULL) <> (borrowerId IS NULL)',
        sent_once: "(state = 'sent') = (sentAt IS NOT NULL)",
      },
      indexes: [['state', 'availableAt', 'id']],
    },
  );
  await run('INSERT INTO notifications SELECT * FROM earlier_notifications');
  await run('DROP TABLE earlier_notifications');
}
