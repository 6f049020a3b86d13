import {
  blindIndex,
  code,
  count,
  day,
  flag,
  foreignKey,
  id,
  instant,
  keyed,
  optional,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** The log of look-ups in registries, what is known of the business of an application, and the mark of the fast lane. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'registry_look_ups',
    {
      id: id(),
      applicationId: optional(foreignKey('applications')),
      registry: code(32),
      subject: code(16, ['applicant', 'business', 'address', 'book']),
      subjectIndex: optional(blindIndex()),
      purpose: code(24, ['evidence', 'eligibility', 'red-flags']),
      basis: code(16, ['consent', 'legal-duty']),
      consentId: optional(foreignKey('consents')),
      outcome: code(16, ['match', 'no-match', 'no-roster']),
      matchCount: count(),
      entryId: optional(foreignKey('roster_entries')),
      rosterFileId: optional(foreignKey('roster_files')),
      lookedUpOn: day(),
      lookedUpByUserId: optional(foreignKey('users')),
      lookedUpAt: instant(),
    },
    {
      checks: {
        consent_or_duty: "(basis = 'consent') = (consentId IS NOT NULL)",
        whole_book_by_duty: "(subject = 'book') = (applicationId IS NULL)",
        roster_unless_none: "(outcome = 'no-roster') = (rosterFileId IS NULL)",
        counted: "(outcome = 'match') = (matchCount > 0)",
      },
      indexes: [['applicationId', 'id']],
    },
  );
  await createTable(
    schema,
    'application_businesses',
    {
      applicationId: keyed(foreignKey('applications')),
      creditCodeIndex: blindIndex(),
      addressIndex: blindIndex(),
      accountIndex: blindIndex(),
    },
    { indexes: [['creditCodeIndex'], ['addressIndex'], ['accountIndex']] },
  );
  await addColumn(schema, 'applications', 'fastLaneFlag', withDefault(flag(), 0));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'applications', 'fastLaneFlag');
  await dropTables(schema, ['application_businesses', 'registry_look_ups']);
}
