import {
  blindIndex,
  cipher,
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  rateColumn,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'applications',
    {
      id: id(),
      number: code(24),
      state: code(32),
      borrowerKind: code(16, ['individual', 'partnership', 'enterprise']),
      borrowerCategory: optional(code(48)),
      borrowerId: optional(foreignKey('borrowers')),
      applicantUserId: optional(foreignKey('users')),
      filedByUserId: foreignKey('users'),
      stationOrganisationId: optional(looseId()),
      districtOrganisationId: optional(looseId()),
      bankOrganisationId: optional(looseId()),
      guarantorOrganisationId: optional(looseId()),
      applicantName: optional(text(128)),
      requestedFen: optional(fenColumn()),
      termMonths: optional(count()),
      repaymentMethod: optional(code(24)),
      appliedOn: optional(day()),
      submittedAt: optional(instant()),
      confirmedAt: optional(instant()),
      closedAt: optional(instant()),
      contentCipher: cipher(),
      contentHash: sha256(),
      approvedFen: optional(fenColumn()),
      approvedRate: optional(rateColumn()),
      approvedTermMonths: optional(count()),
      dayCountBasis: optional(count()),
      creditOutcome: optional(code(16)),
      guaranteeOutcome: optional(code(16)),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number']],
      checks: {
        requested_positive: 'requestedFen > 0',
        approved_positive: 'approvedFen > 0',
        basis: 'dayCountBasis IN (360, 365)',
      },
      indexes: [
        ['districtOrganisationId', 'state', 'id'],
        ['bankOrganisationId', 'state', 'id'],
        ['guarantorOrganisationId', 'state', 'id'],
        ['applicantUserId', 'id'],
        ['stationOrganisationId', 'id'],
      ],
    },
  );
  await createTable(
    schema,
    'application_parties',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      role: code(32, [
        'applicant',
        'spouse',
        'partner',
        'legal-representative',
        'counter-guarantor',
        'counter-guarantor-spouse',
        'new-hire',
      ]),
      name: text(128),
      identityKind: code(32),
      identityCipher: cipher(),
      identityIndex: blindIndex(),
      phoneCipher: optional(cipher()),
      phoneIndex: optional(blindIndex()),
    },
    {
      indexes: [['identityIndex'], ['phoneIndex'], ['applicationId']],
    },
  );
  await createTable(
    schema,
    'application_decisions',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      stage: code(16, ['precheck', 'eligibility', 'credit', 'guarantee']),
      outcome: code(16, ['pass', 'refuse', 'return']),
      reason: longText(),
      contentHash: sha256(),
      detailJson: longText(),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      round: count(),
      decidedAt: instant(),
    },
    {
      unique: [['applicationId', 'stage', 'round']],
      checks: {
        two_persons: 'checkerUserId <> makerUserId',
      },
    },
  );
  await createTable(
    schema,
    'eligibility_results',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      contentHash: sha256(),
      evaluatedOn: day(),
      outcome: code(16),
      capFen: optional(fenColumn()),
      findingsJson: longText(),
      computedAt: instant(),
    },
    {
      indexes: [['applicationId']],
    },
  );
  await createTable(
    schema,
    'reconsiderations',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      decisionId: foreignKey('application_decisions'),
      grounds: longText(),
      requestedByUserId: looseId(),
      requestedAt: instant(),
      outcome: optional(code(16, ['upheld', 'reopened'])),
      reason: optional(longText()),
      decidedByUserId: optional(looseId()),
      decidedAt: optional(instant()),
    },
    {
      unique: [['decisionId']],
    },
  );
  await createTable(
    schema,
    'attachments',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      kind: code(32),
      fileName: text(255),
      storedName: code(64),
      mediaType: code(64),
      sizeBytes: count(),
      sha256: sha256(),
      uploadedByUserId: looseId(),
      uploadedAt: instant(),
      removedAt: optional(instant()),
    },
    {
      unique: [['storedName']],
      checks: {
        size_positive: 'sizeBytes > 0',
      },
      indexes: [['applicationId']],
    },
  );
  await createTable(
    schema,
    'stage_clocks',
    {
      id: id(),
      subjectKind: code(32),
      subjectId: looseId(),
      stage: code(32),
      round: count(),
      organisationId: foreignKey('organisations'),
      startedOn: day(),
      warnOn: day(),
      dueOn: day(),
      estimatedFlag: flag(),
      endedOn: optional(day()),
    },
    {
      unique: [['subjectKind', 'subjectId', 'stage', 'round']],
      indexes: [['organisationId', 'endedOn', 'dueOn']],
    },
  );
  await createTable(
    schema,
    'approvals',
    {
      id: id(),
      subjectKind: code(32),
      subjectId: looseId(),
      action: code(48),
      payloadJson: longText(),
      payloadHash: sha256(),
      state: code(16, ['proposed', 'approved', 'declined', 'superseded']),
      makerUserId: foreignKey('users'),
      makerPersonIndex: blindIndex(),
      checkerUserId: optional(looseId()),
      checkerPersonIndex: optional(blindIndex()),
      reason: optional(longText()),
      proposedAt: instant(),
      decidedAt: optional(instant()),
      openKey: optional(code(96)),
    },
    {
      unique: [['openKey']],
      checks: {
        two_persons: 'checkerPersonIndex <> makerPersonIndex AND checkerUserId <> makerUserId',
        checker_decided: "(state IN ('approved', 'declined')) = (checkerUserId IS NOT NULL)",
        person_decided: '(checkerUserId IS NULL) = (checkerPersonIndex IS NULL)',
        decided_when: '(checkerUserId IS NULL) = (decidedAt IS NULL)',
        open_until_decided: "(state = 'proposed') = (openKey IS NOT NULL)",
      },
      indexes: [['subjectKind', 'subjectId']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'approvals',
    'stage_clocks',
    'attachments',
    'reconsiderations',
    'eligibility_results',
    'application_decisions',
    'application_parties',
    'applications',
  ]);
}
