import {
  basisPoints,
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
  text,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** What a guarantor's exposure is measured against, and what stops new guarantees. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'guarantor_capitals',
    {
      id: id(),
      organisationId: foreignKey('organisations'),
      effectiveOn: day(),
      amountFen: fenColumn(),
      document: text(200),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
      recordedAt: instant(),
    },
    {
      checks: { not_negative: 'amountFen >= 0', two_persons: 'checkerUserId <> makerUserId' },
      indexes: [['organisationId', 'effectiveOn', 'id']],
    },
  );
  await createTable(
    schema,
    'guarantee_stops',
    {
      id: id(),
      organisationId: foreignKey('organisations'),
      measure: code(32, ['overdue-rate', 'compensation-rate']),
      rateBasisPoints: basisPoints(),
      thresholdBasisPoints: basisPoints(),
      policyId: reference(96),
      partFen: fenColumn(),
      wholeFen: fenColumn(),
      stoppedOn: day(),
      state: code(16, ['in-force', 'released']),
      openKey: optional(reference(64)),
      releasedUntil: optional(day()),
      releaseReason: optional(longText()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['openKey']],
      checks: {
        reached: 'rateBasisPoints >= thresholdBasisPoints',
        part_of_whole: 'partFen > 0 AND partFen <= wholeFen',
        open_until_released: "(state = 'released') = (openKey IS NULL)",
        released_until: "(state = 'released') = (releasedUntil IS NOT NULL)",
      },
      indexes: [['organisationId', 'state']],
    },
  );
  await addColumn(schema, 'cooperation_agreements', 'renewalNoticeDays', optional(count()));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'cooperation_agreements', 'renewalNoticeDays');
  await dropTables(schema, ['guarantee_stops', 'guarantor_capitals']);
}
