import {
  code,
  count,
  day,
  flag,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  reference,
  sha256,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of early warning, and the mark on an extension that is granted for financial difficulty. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'risk_alerts',
    {
      id: id(),
      loanId: foreignKey('loans'),
      rule: code(48),
      severity: code(8, ['high', 'medium', 'low']),
      factOn: day(),
      factHash: sha256(),
      evidenceJson: longText(),
      policyId: reference(96),
      bankOrganisationId: foreignKey('organisations'),
      guarantorOrganisationId: optional(foreignKey('organisations')),
      districtOrganisationId: foreignKey('organisations'),
      ownerOrganisationId: foreignKey('organisations'),
      ownerUserId: optional(foreignKey('users')),
      state: code(16, ['open', 'in-progress', 'resolved', 'false-alarm']),
      raisedOn: day(),
      dueOn: day(),
      estimatedFlag: flag(),
      closedOn: optional(day()),
      resolution: optional(longText()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['factHash']],
      checks: {
        closed: "(state IN ('resolved', 'false-alarm')) = (closedOn IS NOT NULL)",
        closed_with_reason: '(closedOn IS NULL) = (resolution IS NULL)',
        dates: 'dueOn >= raisedOn AND closedOn >= raisedOn',
      },
      indexes: [
        ['state', 'dueOn', 'id'],
        ['bankOrganisationId', 'state', 'dueOn', 'id'],
        ['guarantorOrganisationId', 'state', 'dueOn', 'id'],
        ['districtOrganisationId', 'state', 'dueOn', 'id'],
        ['ownerOrganisationId', 'state', 'dueOn', 'id'],
        ['loanId', 'rule'],
      ],
    },
  );
  await createTable(schema, 'risk_alert_actions', {
    id: id(),
    alertId: foreignKey('risk_alerts'),
    kind: code(16, ['remark', 'assign', 'start', 'resolve', 'dismiss']),
    text: longText(),
    writtenByUserId: foreignKey('users'),
    writtenAt: instant(),
  });
  await createTable(
    schema,
    'risk_alert_sweeps',
    { id: id(), closeId: foreignKey('daily_closes'), lapsedCount: count(), sweptAt: instant() },
    { unique: [['closeId']] },
  );
  await addColumn(schema, 'extensions', 'financialDifficultyFlag', withDefault(flag(), 0));
}

export async function down(schema: Schema): Promise<void> {
  await dropColumn(schema, 'extensions', 'financialDifficultyFlag');
  await dropTables(schema, ['risk_alert_sweeps', 'risk_alert_actions', 'risk_alerts']);
}
