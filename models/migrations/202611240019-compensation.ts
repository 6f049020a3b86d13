import {
  basisPoints,
  blindIndex,
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
  reference,
  sha256,
  text,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

const STATES = [
  'draft',
  'submitted',
  'returned',
  'verified',
  'approved',
  'consented',
  'paid',
  'recovering',
  'closed',
  'written-off',
  'rejected',
  'lapsed',
];

/** Creates the tables of claims for compensation, and what an agreement says of them. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'cooperation_agreements', 'compensationCapFen', optional(fenColumn()));
  await addColumn(schema, 'cooperation_agreements', 'costsFirstFlag', withDefault(flag(), 0));
  await addColumn(schema, 'cooperation_agreements', 'consentsJson', optional(longText()));
  await createClaims(schema);
  await createTable(
    schema,
    'compensation_evidence',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      kind: code(32),
      fileName: text(255),
      storedName: code(64),
      mediaType: code(64),
      sizeBytes: count(),
      sha256: sha256(),
      uploadedByUserId: foreignKey('users'),
      uploadedAt: instant(),
    },
    { unique: [['storedName'], ['claimId', 'kind', 'sha256']], checks: { not_empty: 'sizeBytes > 0' } },
  );
  await createTable(
    schema,
    'compensation_steps',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      round: count(),
      event: code(24),
      body: withDefault(code(24, ['', 'finance', 'peoples-bank']), ''),
      contentHash: sha256(),
      reason: optional(longText()),
      documentNumber: optional(reference(96)),
      takenByUserId: optional(looseId()),
      takenByPersonIndex: optional(blindIndex()),
      takenAt: instant(),
    },
    { indexes: [['claimId', 'id']] },
  );
  await createPayments(schema);
}

async function createClaims(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'compensation_claims',
    {
      id: id(),
      number: code(48),
      loanId: foreignKey('loans'),
      liveLoanId: optional(looseId()),
      bankOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: foreignKey('organisations'),
      guaranteeId: foreignKey('guarantees'),
      agreementId: optional(foreignKey('cooperation_agreements')),
      state: code(16, STATES),
      round: count(),
      pastDueSince: day(),
      claimableFrom: day(),
      claimBy: day(),
      cutOffOn: day(),
      submittedOn: optional(day()),
      principalFen: fenColumn(),
      interestFen: fenColumn(),
      claimedFen: fenColumn(),
      compensationFen: fenColumn(),
      contentJson: longText(),
      contentHash: sha256(),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number'], ['liveLoanId']],
      checks: {
        one_live_of_a_loan: "(liveLoanId IS NULL) = (state IN ('rejected', 'lapsed'))",
        live_is_its_loan: 'liveLoanId = loanId',
        amounts: 'principalFen > 0 AND interestFen >= 0 AND claimedFen = principalFen + interestFen',
        compensation_within: 'compensationFen > 0 AND compensationFen <= claimedFen',
        not_before_due: 'cutOffOn >= claimableFrom AND claimableFrom > pastDueSince',
      },
      indexes: [
        ['bankOrganisationId', 'id'],
        ['guarantorOrganisationId', 'id'],
        ['state', 'id'],
      ],
    },
  );
}

async function createPayments(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'compensation_payments',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      loanId: foreignKey('loans'),
      guarantorOrganisationId: foreignKey('organisations'),
      agreementId: optional(looseId()),
      paymentReference: reference(64),
      paidOn: day(),
      outstandingFen: fenColumn(),
      principalFen: fenColumn(),
      interestFen: fenColumn(),
      amountFen: fenColumn(),
      contentHash: sha256(),
      paidByUserId: foreignKey('users'),
      recordedAt: instant(),
    },
    {
      unique: [['claimId'], ['loanId'], ['guarantorOrganisationId', 'paymentReference']],
      checks: {
        amounts: 'amountFen > 0 AND interestFen >= 0 AND amountFen = principalFen + interestFen',
        principal_within: 'principalFen > 0 AND principalFen <= outstandingFen',
      },
      indexes: [
        ['guarantorOrganisationId', 'paidOn'],
        ['agreementId', 'paidOn'],
      ],
    },
  );
  await createTable(
    schema,
    'compensation_shares',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      bearer: code(24, ['bank', 'city-fund', 'guarantee-institution', 're-guarantee', 'national-fund']),
      shareBasisPoints: basisPoints(),
      amountFen: fenColumn(),
    },
    { unique: [['claimId', 'bearer']], checks: { not_negative: 'amountFen >= 0' } },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'compensation_shares',
    'compensation_payments',
    'compensation_steps',
    'compensation_evidence',
    'compensation_claims',
  ]);
  for (const column of ['consentsJson', 'costsFirstFlag', 'compensationCapFen']) {
    await dropColumn(schema, 'cooperation_agreements', column);
  }
}
