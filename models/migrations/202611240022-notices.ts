import {
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  reference,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** What people are told, once for each fact, in their inbox and by SMS. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'notices',
    {
      id: id(),
      factKey: reference(128),
      kind: code(48),
      valuesJson: longText(),
      subjectKind: code(32),
      subjectId: looseId(),
      createdAt: instant(),
    },
    { unique: [['factKey']] },
  );
  await createTable(
    schema,
    'notifications',
    {
      id: id(),
      noticeId: foreignKey('notices'),
      channel: code(8, ['sms']),
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
  await createTable(
    schema,
    'notification_opt_outs',
    { id: id(), userId: foreignKey('users'), kind: code(48), createdAt: instant() },
    { unique: [['userId', 'kind']] },
  );
  await addColumn(schema, 'messages', 'noticeId', optional(looseId()));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'messages', 'noticeId');
  await dropTables(schema, ['notification_opt_outs', 'notifications', 'notices']);
}
