import {
  code,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  looseId,
  optional,
  reference,
  sha256,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

const BEARERS = ['bank', 'city-fund', 'guarantee-institution', 're-guarantee', 'national-fund'];

/** Creates the tables of what comes back after compensation, and of what is given up. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'recoveries',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      kind: code(16, ['receipt', 'cost', 'reversal']),
      side: code(16, ['bank', 'guarantor']),
      reference: reference(64),
      occurredOn: day(),
      amountFen: fenColumn(),
      costsFen: fenColumn(),
      sharedFen: fenColumn(),
      reversesRecoveryId: optional(foreignKey('recoveries')),
      recordedByUserId: foreignKey('users'),
      recordedAt: instant(),
    },
    {
      unique: [['claimId', 'side', 'reference'], ['reversesRecoveryId']],
      checks: {
        amount_positive: 'amountFen > 0',
        parts: "costsFen >= 0 AND sharedFen >= 0 AND (kind <> 'receipt' OR amountFen = costsFen + sharedFen)",
        cost_has_no_parts: "kind <> 'cost' OR (costsFen = 0 AND sharedFen = 0)",
        reverses_one: "(kind = 'reversal') = (reversesRecoveryId IS NOT NULL)",
      },
      indexes: [['claimId', 'id']],
    },
  );
  await createTable(
    schema,
    'recovery_shares',
    {
      id: id(),
      recoveryId: foreignKey('recoveries'),
      bearer: code(24, BEARERS),
      amountFen: fenColumn(),
    },
    { unique: [['recoveryId', 'bearer']] },
  );
  await createTable(
    schema,
    'write_offs',
    {
      id: id(),
      claimId: foreignKey('compensation_claims'),
      ground: code(32),
      documentNumber: reference(96),
      policyId: reference(96),
      debtFen: fenColumn(),
      costsFen: fenColumn(),
      givenUpFen: fenColumn(),
      payloadHash: sha256(),
      writtenOffOn: day(),
      proposedByUserId: looseId(),
      approvedByUserId: looseId(),
      confirmedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['claimId']],
      checks: {
        amounts: 'debtFen >= 0 AND costsFen >= 0 AND givenUpFen >= 0 AND debtFen + costsFen > 0',
        given_up_within: 'givenUpFen <= debtFen',
        three_persons:
          'proposedByUserId <> approvedByUserId AND approvedByUserId <> confirmedByUserId AND proposedByUserId <> confirmedByUserId',
      },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['write_offs', 'recovery_shares', 'recoveries']);
}
