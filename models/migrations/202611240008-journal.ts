import {
  code,
  count,
  foreignKey,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  reference,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(schema, 'audit_chains', {
    organisationId: keyed(foreignKey('organisations')),
    sequence: count(),
    headHash: sha256(),
  });
  await createTable(
    schema,
    'audit_events',
    {
      id: id(),
      organisationId: foreignKey('organisations'),
      sequence: count(),
      at: instant(),
      actorUserId: optional(looseId()),
      actorRole: code(32),
      command: code(64),
      subjectKind: code(32),
      subjectId: optional(looseId()),
      detailJson: longText(),
      requestId: code(36),
      previousHash: sha256(),
      hash: sha256(),
    },
    {
      unique: [['organisationId', 'sequence']],
      indexes: [
        ['subjectKind', 'subjectId'],
        ['actorUserId', 'id'],
      ],
    },
  );
  await createTable(
    schema,
    'outbox_messages',
    {
      id: id(),
      topic: code(64),
      aggregateKind: code(32),
      aggregateId: looseId(),
      payloadJson: longText(),
      createdAt: instant(),
      deliveredAt: optional(instant()),
      attempts: withDefault(count(), 0),
      lastError: optional(longText()),
    },
    {
      indexes: [['deliveredAt', 'id']],
    },
  );
  await createTable(
    schema,
    'idempotency_keys',
    {
      id: id(),
      actorUserId: foreignKey('users'),
      idempotencyKey: code(64),
      route: code(96),
      bodyHash: sha256(),
      status: code(16),
      replyJson: longText(),
      createdAt: instant(),
    },
    {
      unique: [['actorUserId', 'idempotencyKey']],
    },
  );
  await createTable(
    schema,
    'jobs',
    {
      id: id(),
      name: code(64),
      runKey: code(96),
      state: code(16, ['due', 'running', 'done', 'failed']),
      availableAt: instant(),
      lockedBy: optional(code(64)),
      lockedUntil: optional(instant()),
      attempts: withDefault(count(), 0),
      payloadJson: longText(),
      lastError: optional(longText()),
      createdAt: instant(),
      updatedAt: instant(),
    },
    {
      unique: [['name', 'runKey']],
      indexes: [['state', 'availableAt']],
    },
  );
  await createTable(schema, 'number_sequences', {
    name: keyed(code(48)),
    value: count(),
  });
  await createTable(
    schema,
    'messages',
    {
      id: id(),
      userId: foreignKey('users'),
      kind: code(48),
      title: text(128),
      body: longText(),
      subjectKind: optional(code(32)),
      subjectId: optional(looseId()),
      createdAt: instant(),
      readAt: optional(instant()),
    },
    {
      indexes: [['userId', 'id']],
    },
  );
  await createTable(schema, 'rate_limits', {
    limiterKey: keyed(reference(128)),
    points: count(),
    expiresAt: optional(instant()),
  });
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'rate_limits',
    'messages',
    'number_sequences',
    'jobs',
    'idempotency_keys',
    'outbox_messages',
    'audit_events',
    'audit_chains',
  ]);
}
