import {
  cipher,
  code,
  count,
  flag,
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
  await createClients(schema);
  await createWebhooks(schema);
}

async function createClients(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'api_clients',
    {
      id: id(),
      clientCode: code(40),
      organisationId: foreignKey('organisations'),
      userId: foreignKey('users'),
      name: text(64),
      scopesJson: longText(),
      requestsPerMinute: count(),
      signedWritesFlag: flag(),
      registeredByUserId: foreignKey('users'),
      createdAt: instant(),
      disabledAt: optional(instant()),
    },
    {
      unique: [['clientCode'], ['userId']],
      checks: { rate_positive: 'requestsPerMinute > 0' },
    },
  );
  await createTable(
    schema,
    'api_client_credentials',
    {
      id: id(),
      apiClientId: foreignKey('api_clients'),
      kind: code(16, ['client-secret', 'signing-key']),
      keyCode: code(40),
      secretHash: optional(sha256()),
      secretCipher: optional(cipher()),
      issuedByUserId: foreignKey('users'),
      issuedAt: instant(),
      revokedAt: optional(instant()),
    },
    {
      unique: [['keyCode']],
      checks: {
        secret_hashed: "(kind = 'client-secret') = (secretHash IS NOT NULL)",
        key_sealed: "(kind = 'signing-key') = (secretCipher IS NOT NULL)",
      },
    },
  );
  await createTable(
    schema,
    'message_receipts',
    { digest: keyed(sha256()), apiClientId: foreignKey('api_clients'), receivedAt: instant() },
    { indexes: [['receivedAt']] },
  );
}

async function createWebhooks(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'webhook_subscriptions',
    {
      id: id(),
      apiClientId: foreignKey('api_clients'),
      organisationId: foreignKey('organisations'),
      url: reference(512),
      topicsJson: longText(),
      state: code(16, ['proposed', 'active', 'disabled']),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      createdAt: instant(),
      activatedAt: optional(instant()),
    },
    {
      indexes: [['organisationId', 'state']],
      checks: {
        two_persons: 'checkerUserId IS NULL OR checkerUserId <> makerUserId',
        active_when: "state <> 'active' OR (checkerUserId IS NOT NULL AND activatedAt IS NOT NULL)",
      },
    },
  );
  await createTable(
    schema,
    'webhook_deliveries',
    {
      id: id(),
      subscriptionId: foreignKey('webhook_subscriptions'),
      messageId: foreignKey('outbox_messages'),
      topic: code(64),
      aggregateKind: code(32),
      aggregateId: looseId(),
      bodyJson: longText(),
      state: code(16, ['due', 'delivered', 'dead', 'discarded']),
      availableAt: instant(),
      attempts: withDefault(count(), 0),
      lockedBy: optional(code(64)),
      lockedUntil: optional(instant()),
      createdAt: instant(),
      deliveredAt: optional(instant()),
    },
    {
      unique: [['subscriptionId', 'messageId']],
      indexes: [
        ['state', 'availableAt'],
        ['subscriptionId', 'aggregateKind', 'aggregateId', 'id'],
      ],
      checks: { delivered_when: "(state = 'delivered') = (deliveredAt IS NOT NULL)" },
    },
  );
  await createTable(
    schema,
    'webhook_attempts',
    {
      id: id(),
      deliveryId: foreignKey('webhook_deliveries'),
      attemptedAt: instant(),
      httpStatus: optional(count()),
      milliseconds: count(),
      problem: optional(code(64)),
    },
    { indexes: [['deliveryId', 'id']] },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'webhook_attempts',
    'webhook_deliveries',
    'webhook_subscriptions',
    'message_receipts',
    'api_client_credentials',
    'api_clients',
  ]);
}
