import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  longText,
  optional,
  sha256,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** What officials draft before it becomes policy, and what it would have cost. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'policy_drafts',
    {
      id: id(),
      kind: code(24, ['parameter', 'loan-prime-rate', 'calendar-year']),
      subject: code(64),
      effectiveFrom: day(),
      contentJson: longText(),
      contentHash: sha256(),
      state: code(16, ['drafted', 'proposed', 'released', 'declined', 'withdrawn']),
      reason: optional(longText()),
      makerUserId: foreignKey('users'),
      checkerUserId: optional(foreignKey('users')),
      closedAt: optional(instant()),
      createdAt: instant(),
      updatedAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      checks: {
        two_persons: 'checkerUserId <> makerUserId',
        checker_decided: "(state IN ('released', 'declined')) = (checkerUserId IS NOT NULL)",
        closed_when_over: "(state IN ('released', 'declined', 'withdrawn')) = (closedAt IS NOT NULL)",
      },
      indexes: [
        ['state', 'id'],
        ['kind', 'subject', 'id'],
      ],
    },
  );
  await createTable(
    schema,
    'policy_impacts',
    {
      id: id(),
      draftId: foreignKey('policy_drafts'),
      draftHash: sha256(),
      assumedFrom: day(),
      quartersJson: longText(),
      asOf: day(),
      state: code(16, ['queued', 'running', 'done', 'failed']),
      loansSeen: withDefault(count(), 0),
      resultJson: optional(longText()),
      resultHash: optional(sha256()),
      requestedByUserId: foreignKey('users'),
      createdAt: instant(),
      endedAt: optional(instant()),
    },
    {
      checks: {
        result_when_done: "(state = 'done') = (resultJson IS NOT NULL)",
        hash_with_result: '(resultJson IS NULL) = (resultHash IS NULL)',
        ended_when_over: "(state IN ('done', 'failed')) = (endedAt IS NOT NULL)",
      },
      indexes: [['draftId', 'id']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['policy_impacts', 'policy_drafts']);
}
