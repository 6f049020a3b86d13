import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  reference,
  sha256,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'subsidy_claims',
    {
      id: id(),
      number: code(48),
      bankOrganisationId: foreignKey('organisations'),
      quarter: code(6),
      sequence: count(),
      state: code(16),
      lineCount: count(),
      interestFen: fenColumn(),
      subsidyFen: fenColumn(),
      contentHash: optional(sha256()),
      builtByUserId: looseId(),
      submittedByUserId: optional(looseId()),
      verifiedByUserId: optional(looseId()),
      approvedByUserId: optional(looseId()),
      fundedByUserId: optional(looseId()),
      paidByUserId: optional(looseId()),
      paidOn: optional(day()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number'], ['bankOrganisationId', 'quarter', 'sequence']],
      checks: {
        paid_when: "(state = 'paid') = (paidOn IS NOT NULL)",
      },
    },
  );
  await createTable(
    schema,
    'subsidy_lines',
    {
      id: id(),
      claimId: foreignKey('subsidy_claims'),
      lineNumber: count(),
      kind: code(16, ['period', 'adjustment']),
      loanId: optional(foreignKey('loans')),
      contractNumber: reference(64),
      quarter: code(6),
      periodFrom: day(),
      periodUntil: day(),
      subsidisedDays: count(),
      interestFen: fenColumn(),
      subsidyFen: fenColumn(),
      segmentsJson: longText(),
      policyId: code(96),
      reason: optional(longText()),
      adjustsLineId: optional(looseId()),
    },
    {
      unique: [
        ['claimId', 'lineNumber'],
        ['claimId', 'loanId', 'kind', 'quarter'],
      ],
      checks: {
        dates: 'periodFrom < periodUntil',
      },
      indexes: [['loanId', 'quarter']],
    },
  );
  await createTable(
    schema,
    'subsidy_payments',
    {
      id: id(),
      claimId: foreignKey('subsidy_claims'),
      lineId: foreignKey('subsidy_lines'),
      loanId: foreignKey('loans'),
      kind: code(16, ['period', 'adjustment']),
      quarter: code(6),
      amountFen: fenColumn(),
      paidOn: day(),
      recordedAt: instant(),
    },
    {
      unique: [['lineId']],
      indexes: [['loanId', 'quarter']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['subsidy_payments', 'subsidy_lines', 'subsidy_claims']);
}
