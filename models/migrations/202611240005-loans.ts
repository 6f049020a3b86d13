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
  rateColumn,
  reference,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'loans',
    {
      id: id(),
      contractNumber: reference(64),
      bankOrganisationId: foreignKey('organisations'),
      districtOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: optional(foreignKey('organisations')),
      applicationId: optional(foreignKey('applications')),
      borrowerId: foreignKey('borrowers'),
      borrowerKind: code(16, ['individual', 'enterprise']),
      borrowerCategory: optional(code(48)),
      borrowerName: text(128),
      principalFen: fenColumn(),
      contractRate: rateColumn(),
      dayCountBasis: count(),
      repaymentMethod: code(24),
      termMonths: count(),
      disbursedOn: day(),
      maturesOn: day(),
      extendedUntil: optional(day()),
      outstandingFen: fenColumn(),
      interestPaidFen: withDefault(fenColumn(), 0),
      penaltyPaidFen: withDefault(fenColumn(), 0),
      state: code(16),
      settledOn: optional(day()),
      origin: code(16, ['application', 'take-over']),
      flagsJson: longText(),
      controlBalanceFen: optional(fenColumn()),
      controlBalanceOn: optional(day()),
      jobsToCreate: withDefault(count(), 0),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['bankOrganisationId', 'contractNumber'], ['applicationId']],
      checks: {
        principal_positive: 'principalFen > 0',
        outstanding_within: 'outstandingFen >= 0 AND outstandingFen <= principalFen',
        paid_not_negative: 'interestPaidFen >= 0 AND penaltyPaidFen >= 0',
        basis: 'dayCountBasis IN (360, 365)',
        dates: 'disbursedOn < maturesOn',
      },
      indexes: [
        ['bankOrganisationId', 'id'],
        ['districtOrganisationId', 'id'],
        ['guarantorOrganisationId', 'id'],
        ['borrowerId'],
        ['state', 'id'],
        ['disbursedOn'],
      ],
    },
  );
  await createTable(
    schema,
    'disbursements',
    {
      id: id(),
      loanId: foreignKey('loans'),
      applicationId: optional(foreignKey('applications')),
      bankOrganisationId: foreignKey('organisations'),
      bankReference: reference(64),
      amountFen: fenColumn(),
      disbursedOn: day(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['loanId'], ['applicationId'], ['bankOrganisationId', 'bankReference']],
      checks: {
        amount_positive: 'amountFen > 0',
      },
    },
  );
  await createTable(
    schema,
    'repayments',
    {
      id: id(),
      loanId: foreignKey('loans'),
      bankOrganisationId: foreignKey('organisations'),
      serialNumber: reference(64),
      kind: code(16, ['repayment', 'prepayment', 'reversal']),
      paidOn: day(),
      principalFen: fenColumn(),
      interestFen: fenColumn(),
      penaltyFen: fenColumn(),
      reversesRepaymentId: optional(foreignKey('repayments')),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['bankOrganisationId', 'serialNumber'], ['reversesRepaymentId']],
      checks: {
        not_negative: 'principalFen >= 0 AND interestFen >= 0 AND penaltyFen >= 0',
        together_positive: 'principalFen + interestFen + penaltyFen > 0',
        reverses_one: "(kind = 'reversal') = (reversesRepaymentId IS NOT NULL)",
      },
      indexes: [['loanId', 'paidOn']],
    },
  );
  await createTable(
    schema,
    'loan_events',
    {
      id: id(),
      loanId: foreignKey('loans'),
      kind: code(32, [
        'overdue',
        'extension',
        'misuse',
        'settled',
        'closure',
        'legal-representative-change',
        'rate-change',
      ]),
      fromOn: day(),
      untilOn: optional(day()),
      newRate: optional(rateColumn()),
      note: optional(longText()),
      source: code(16, ['bank', 'daily-close', 'officer']),
      revision: count(),
      recordedByUserId: optional(looseId()),
      recordedAt: instant(),
    },
    {
      unique: [['loanId', 'kind', 'fromOn', 'source', 'revision']],
      checks: {
        dates: 'fromOn < untilOn',
        rate_of_change: "(kind = 'rate-change') = (newRate IS NOT NULL)",
      },
    },
  );
  await createTable(
    schema,
    'extensions',
    {
      id: id(),
      loanId: foreignKey('loans'),
      requestedUntil: day(),
      reason: longText(),
      state: code(16, ['requested', 'granted', 'refused']),
      requestedByUserId: looseId(),
      requestedAt: instant(),
      decidedByUserId: optional(looseId()),
      decidedAt: optional(instant()),
      decisionReason: optional(longText()),
      grantedForLoanId: optional(looseId()),
    },
    {
      unique: [['grantedForLoanId']],
      checks: {
        granted_once: "(state = 'granted') = (grantedForLoanId IS NOT NULL)",
        granted_own_loan: 'grantedForLoanId = loanId',
      },
    },
  );
  await createTable(
    schema,
    'instalments',
    {
      id: id(),
      loanId: foreignKey('loans'),
      number: count(),
      dueOn: day(),
      principalFen: fenColumn(),
      interestFen: fenColumn(),
      balanceAfterFen: fenColumn(),
    },
    {
      unique: [['loanId', 'number']],
      checks: {
        not_negative: 'principalFen >= 0 AND interestFen >= 0 AND balanceAfterFen >= 0',
      },
      indexes: [['dueOn']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'instalments',
    'extensions',
    'loan_events',
    'repayments',
    'disbursements',
    'loans',
  ]);
}
