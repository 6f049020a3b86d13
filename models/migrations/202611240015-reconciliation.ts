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
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

const RISK_CLASSES = ['pass', 'special-mention', 'substandard', 'doubtful', 'loss'];

export async function up(schema: Schema): Promise<void> {
  await createStatedBalances(schema);
  await createTable(
    schema,
    'reconciliations',
    {
      id: id(),
      bankOrganisationId: foreignKey('organisations'),
      balanceOn: day(),
      statedCount: withDefault(count(), 0),
      statedFen: withDefault(fenColumn(), 0),
      ledgerFen: withDefault(fenColumn(), 0),
      comparedAt: optional(instant()),
      version: withDefault(count(), 0),
    },
    { unique: [['bankOrganisationId', 'balanceOn']] },
  );
  await createTable(
    schema,
    'reconciliation_breaks',
    {
      id: id(),
      bankOrganisationId: foreignKey('organisations'),
      contractNumber: reference(64),
      loanId: optional(foreignKey('loans')),
      balanceOn: day(),
      aspect: code(16, ['balance', 'class', 'overdue']),
      cause: code(32),
      statedFen: optional(fenColumn()),
      ledgerFen: optional(fenColumn()),
      statedClass: optional(code(16, RISK_CLASSES)),
      ledgerClass: optional(code(16, RISK_CLASSES)),
      evidenceJson: longText(),
      state: code(16, ['open', 'explained', 'being-corrected', 'accepted', 'resolved']),
      openKey: optional(reference(128)),
      ownerOrganisationId: foreignKey('organisations'),
      ownerUserId: optional(foreignKey('users')),
      openedOn: day(),
      closedOn: optional(day()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['openKey']],
      checks: {
        differs: "aspect <> 'balance' OR statedFen IS NULL OR ledgerFen IS NULL OR statedFen <> ledgerFen",
        open_until_resolved: "(state = 'resolved') = (openKey IS NULL)",
        closed: "(state = 'resolved') = (closedOn IS NOT NULL)",
        dates: 'closedOn >= openedOn',
      },
      indexes: [
        ['bankOrganisationId', 'balanceOn', 'state'],
        ['bankOrganisationId', 'state', 'id'],
        ['state', 'id'],
      ],
    },
  );
  await createTable(schema, 'break_remarks', {
    id: id(),
    breakId: foreignKey('reconciliation_breaks'),
    kind: code(16, ['remark', 'assign', 'explain', 'correct', 'accept', 'reopen']),
    text: longText(),
    writtenByUserId: foreignKey('users'),
    writtenAt: instant(),
  });
}

async function createStatedBalances(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'stated_balances',
    {
      id: id(),
      bankOrganisationId: foreignKey('organisations'),
      balanceOn: day(),
      contractNumber: reference(64),
      revision: count(),
      balanceFen: fenColumn(),
      riskClass: optional(code(16, RISK_CLASSES)),
      origin: code(16, ['take-over', 'balance-list']),
      recordedByUserId: optional(looseId()),
      recordedAt: instant(),
    },
    {
      unique: [['bankOrganisationId', 'balanceOn', 'contractNumber', 'revision']],
      checks: { not_negative: 'balanceFen >= 0', revision_positive: 'revision > 0' },
    },
  );
  await execute(
    schema.transaction,
    `INSERT INTO stated_balances (bankOrganisationId, balanceOn, contractNumber, revision, balanceFen, origin, recordedAt)
     SELECT bankOrganisationId, controlBalanceOn, contractNumber, 1, controlBalanceFen, 'take-over', createdAt
       FROM loans WHERE controlBalanceOn IS NOT NULL AND controlBalanceFen IS NOT NULL`,
    [],
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['break_remarks', 'reconciliation_breaks', 'reconciliations', 'stated_balances']);
}
