import {
  basisPoints,
  code,
  count,
  day,
  fenColumn,
  flag,
  foreignKey,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  reference,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

const BEARERS = ['bank', 'city-fund', 'guarantee-institution', 're-guarantee', 'national-fund'];

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'cooperation_agreements',
    {
      id: id(),
      number: reference(48),
      bankOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: foreignKey('organisations'),
      state: code(16),
      startsOn: day(),
      endsOn: day(),
      exposureLimitFen: fenColumn(),
      singleLoanLimitFen: fenColumn(),
      approvalMode: code(24),
      interestCoveredFlag: flag(),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
      createdAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number']],
      checks: {
        dates: 'startsOn < endsOn',
        limits_positive: 'exposureLimitFen > 0 AND singleLoanLimitFen > 0',
        two_persons: 'checkerUserId <> makerUserId',
      },
    },
  );
  await createTable(
    schema,
    'agreement_shares',
    {
      id: id(),
      agreementId: foreignKey('cooperation_agreements'),
      bearer: code(24, BEARERS),
      shareBasisPoints: basisPoints(),
    },
    {
      unique: [['agreementId', 'bearer']],
    },
  );
  await createTable(
    schema,
    'guarantor_exposures',
    {
      organisationId: keyed(foreignKey('organisations')),
      limitFen: fenColumn(),
      exposureFen: withDefault(fenColumn(), 0),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      checks: {
        not_negative: 'limitFen >= 0 AND exposureFen >= 0',
      },
    },
  );
  await createTable(
    schema,
    'agreement_exposures',
    {
      agreementId: keyed(foreignKey('cooperation_agreements')),
      exposureFen: withDefault(fenColumn(), 0),
      version: withDefault(count(), 0),
    },
    {
      checks: {
        not_negative: 'exposureFen >= 0',
      },
    },
  );
  await createTable(
    schema,
    'guarantees',
    {
      id: id(),
      number: reference(48),
      applicationId: optional(foreignKey('applications')),
      loanId: optional(looseId()),
      agreementId: optional(foreignKey('cooperation_agreements')),
      bankOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: foreignKey('organisations'),
      guaranteedFen: fenColumn(),
      balanceFen: fenColumn(),
      feeRate: rateColumn(),
      state: code(16, ['issued', 'effective', 'released', 'cancelled', 'compensated']),
      issuedOn: day(),
      createdAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['number'], ['applicationId'], ['loanId']],
      checks: {
        guaranteed_positive: 'guaranteedFen > 0',
        balance_within: 'balanceFen >= 0 AND balanceFen <= guaranteedFen',
      },
    },
  );
  await createTable(
    schema,
    'guarantee_shares',
    {
      id: id(),
      guaranteeId: foreignKey('guarantees'),
      bearer: code(24, BEARERS),
      shareBasisPoints: basisPoints(),
    },
    {
      unique: [['guaranteeId', 'bearer']],
    },
  );
  await createTable(
    schema,
    'counter_guarantees',
    {
      id: id(),
      applicationId: foreignKey('applications'),
      kind: code(16, ['guarantor', 'collateral', 'exemption']),
      partyId: optional(looseId()),
      description: optional(longText()),
      valueFen: optional(fenColumn()),
      exemptionBasis: optional(text(255)),
    },
    {
      checks: {
        value_not_negative: 'valueFen >= 0',
      },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, [
    'counter_guarantees',
    'guarantee_shares',
    'guarantees',
    'agreement_exposures',
    'guarantor_exposures',
    'agreement_shares',
    'cooperation_agreements',
  ]);
}
