import {
  blindIndex,
  cipher,
  code,
  count,
  flag,
  foreignKey,
  id,
  instant,
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
  await createTable(
    schema,
    'organisations',
    {
      id: id(),
      code: code(32),
      kind: code(16, ['district', 'station', 'bank', 'guarantor', 'centre', 'finance', 'audit', 'platform']),
      guarantorKind: optional(code(16, ['fund', 'institution'])),
      name: text(128),
      districtCode: optional(code(6)),
      createdAt: instant(),
      disabledAt: optional(instant()),
    },
    {
      unique: [['code']],
      checks: {
        guarantor_kind: "(kind = 'guarantor') = (guarantorKind IS NOT NULL)",
      },
    },
  );
  await createTable(
    schema,
    'users',
    {
      id: id(),
      organisationId: optional(foreignKey('organisations')),
      username: reference(64),
      displayName: text(64),
      role: code(32),
      personIndex: optional(blindIndex()),
      identityCipher: optional(cipher()),
      phoneCipher: optional(cipher()),
      phoneIndex: optional(blindIndex()),
      passwordHash: code(255),
      passwordSetAt: instant(),
      mustChangePasswordFlag: flag(),
      failedLogins: withDefault(count(), 0),
      lockedUntil: optional(instant()),
      sessionVersion: withDefault(count(), 0),
      otpSecretCipher: optional(cipher()),
      otpConfirmedAt: optional(instant()),
      createdAt: instant(),
      disabledAt: optional(instant()),
      version: withDefault(count(), 0),
    },
    {
      unique: [['username']],
      checks: {
        organisation: "(role = 'borrower') = (organisationId IS NULL)",
      },
      indexes: [['personIndex'], ['phoneIndex']],
    },
  );
  await createTable(
    schema,
    'user_sessions',
    {
      id: id(),
      userId: foreignKey('users'),
      familyCode: code(64),
      createdAt: instant(),
      lastUsedAt: instant(),
      expiresAt: instant(),
      revokedAt: optional(instant()),
      revokedBecause: optional(code(32)),
    },
    {
      unique: [['familyCode']],
    },
  );
  await createTable(
    schema,
    'refresh_tokens',
    {
      id: id(),
      sessionId: foreignKey('user_sessions'),
      tokenHash: sha256(),
      issuedAt: instant(),
      expiresAt: instant(),
      usedAt: optional(instant()),
    },
    {
      unique: [['tokenHash']],
    },
  );
  await createTable(
    schema,
    'one_time_codes',
    {
      id: id(),
      userId: optional(looseId()),
      purpose: code(32, ['password-reset', 'registration']),
      phoneIndex: optional(blindIndex()),
      codeHash: sha256(),
      issuedAt: instant(),
      expiresAt: instant(),
      usedAt: optional(instant()),
      attempts: withDefault(count(), 0),
    },
    {
      indexes: [['phoneIndex', 'purpose']],
    },
  );
  await createTable(
    schema,
    'borrowers',
    {
      id: id(),
      kind: code(16, ['individual', 'enterprise']),
      name: text(128),
      identityKind: code(32),
      identityCipher: cipher(),
      identityIndex: blindIndex(),
      phoneCipher: optional(cipher()),
      phoneIndex: optional(blindIndex()),
      userId: optional(foreignKey('users')),
      createdAt: instant(),
    },
    {
      unique: [['identityIndex']],
    },
  );
  await createTable(
    schema,
    'consents',
    {
      id: id(),
      userId: optional(looseId()),
      applicationId: optional(looseId()),
      kind: code(32),
      textVersion: code(16),
      textHash: sha256(),
      givenAt: instant(),
      withdrawsConsentId: optional(looseId()),
    },
    {
      indexes: [['userId'], ['applicationId']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'consents',
    'borrowers',
    'one_time_codes',
    'refresh_tokens',
    'user_sessions',
    'users',
    'organisations',
  ]);
}
