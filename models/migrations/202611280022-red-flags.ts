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
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of red flags: what the checks found, what was done about it, and what is whitelisted. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'red_flag_runs',
    {
      id: id(),
      runKey: code(32),
      trigger: code(16, ['nightly', 'demand']),
      state: code(16, ['queued', 'done']),
      loansSeen: withDefault(count(), 0),
      raisedCount: withDefault(count(), 0),
      reopenedCount: withDefault(count(), 0),
      whitelistedCount: withDefault(count(), 0),
      unreadableCount: withDefault(count(), 0),
      countsJson: optional(longText()),
      requestedByUserId: optional(foreignKey('users')),
      createdAt: instant(),
      finishedAt: optional(instant()),
    },
    { unique: [['runKey']], checks: { finished_when: "(state = 'done') = (finishedAt IS NOT NULL)" } },
  );
  await createTable(
    schema,
    'red_flags',
    {
      id: id(),
      rule: code(48),
      riskLevel: code(8, ['high', 'medium', 'low']),
      loanId: foreignKey('loans'),
      element: code(16, ['loan', 'person', 'firm', 'phone', 'address', 'account', 'group']),
      elementHash: sha256(),
      factHash: sha256(),
      factOn: day(),
      evidenceJson: longText(),
      policyId: optional(reference(96)),
      bankOrganisationId: foreignKey('organisations'),
      districtOrganisationId: foreignKey('organisations'),
      state: code(24, ['found', 'served', 'followed-up', 'awaiting-conclusion', 'reported', 'whitelisted']),
      foundOn: day(),
      runId: foreignKey('red_flag_runs'),
      conclusion: optional(
        code(24, ['unfounded', 'explained', 'corrected', 'clawed-back', 'subsidy-stopped']),
      ),
      concludedOn: optional(day()),
      loanEventId: optional(foreignKey('loan_events')),
      clawbackCaseId: optional(foreignKey('clawback_cases')),
      typicalFlag: withDefault(flag(), 0),
      typicalTitle: optional(text(80)),
      typicalLesson: optional(text(1000)),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['factHash']],
      checks: {
        concluded: "(state = 'reported') = (conclusion IS NOT NULL)",
        concluded_when: '(conclusion IS NULL) = (concludedOn IS NULL)',
        stopped_by_event: "loanEventId IS NULL OR conclusion = 'subsidy-stopped'",
        clawed_back_by_case:
          "(clawbackCaseId IS NOT NULL) = (conclusion IS NOT NULL AND conclusion = 'clawed-back')",
        typical: '(typicalFlag = 1) = (typicalTitle IS NOT NULL AND typicalLesson IS NOT NULL)',
        typical_once_reported: "typicalFlag = 0 OR state = 'reported'",
      },
      indexes: [
        ['state', 'id'],
        ['districtOrganisationId', 'state', 'id'],
        ['rule', 'elementHash'],
        ['concludedOn'],
        ['foundOn'],
      ],
    },
  );
  await createTable(schema, 'red_flag_steps', {
    id: id(),
    flagId: foreignKey('red_flags'),
    kind: code(24),
    text: longText(),
    takenByUserId: optional(foreignKey('users')),
    takenAt: instant(),
  });
  await createTable(
    schema,
    'audit_whitelist',
    {
      id: id(),
      rule: code(48),
      element: code(16),
      elementHash: sha256(),
      flagId: foreignKey('red_flags'),
      reason: text(1000),
      startsOn: day(),
      endsOn: day(),
      state: code(16, ['proposed', 'in-force', 'declined']),
      openKey: optional(code(128)),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      createdAt: instant(),
      decidedAt: optional(instant()),
    },
    {
      unique: [['openKey']],
      checks: {
        days: 'endsOn > startsOn',
        two_persons: 'checkerUserId <> makerUserId',
        decided_by: "(state = 'proposed') = (checkerUserId IS NULL)",
        decided_when: "(state = 'proposed') = (decidedAt IS NULL)",
        open_while_proposed: "(state = 'proposed') = (openKey IS NOT NULL)",
      },
      indexes: [
        ['rule', 'elementHash', 'endsOn'],
        ['state', 'id'],
      ],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['audit_whitelist', 'red_flag_steps', 'red_flags', 'red_flag_runs']);
}
