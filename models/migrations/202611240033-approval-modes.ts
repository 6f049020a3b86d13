import {
  basisPoints,
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  rateColumn,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** What an agreement says where the bank decides, and the guarantor's checks afterwards. */
export async function up(schema: Schema): Promise<void> {
  await addColumn(schema, 'cooperation_agreements', 'agreedFeeRate', withDefault(rateColumn(), 0));
  await addColumn(schema, 'cooperation_agreements', 'objectionEffect', optional(code(16)));
  await addColumn(schema, 'cooperation_agreements', 'batchCapBasisPoints', optional(basisPoints()));
  await createTable(
    schema,
    'post_checks',
    {
      id: id(),
      guaranteeId: foreignKey('guarantees'),
      loanId: foreignKey('loans'),
      agreementId: foreignKey('cooperation_agreements'),
      bankOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: foreignKey('organisations'),
      state: code(16, ['open', 'passed', 'objected']),
      reason: optional(longText()),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
      openedOn: day(),
      closedOn: optional(day()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['guaranteeId'], ['loanId']],
      checks: {
        closed_when_decided: "(state = 'open') = (closedOn IS NULL)",
        decided_by_somebody: "(state = 'open') = (checkerUserId IS NULL)",
        reasoned: "(state = 'open') = (reason IS NULL)",
        two_persons: 'checkerUserId <> makerUserId',
      },
      indexes: [
        ['guarantorOrganisationId', 'state', 'id'],
        ['bankOrganisationId', 'id'],
      ],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['post_checks']);
  for (const column of ['batchCapBasisPoints', 'objectionEffect', 'agreedFeeRate'])
    await dropColumn(schema, 'cooperation_agreements', column);
}
