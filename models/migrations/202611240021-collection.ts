import { code, day, fenColumn, foreignKey, id, instant, optional, text } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** What banks and guarantors did about overdue loans. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'collection_actions',
    {
      id: id(),
      loanId: foreignKey('loans'),
      organisationId: foreignKey('organisations'),
      kind: code(16, ['call', 'visit', 'letter', 'lawsuit']),
      actedOn: day(),
      outcome: code(16, [
        'promised',
        'reached',
        'not-reached',
        'refused',
        'disputed',
        'delivered',
        'returned',
        'filed',
        'judged',
        'enforced',
      ]),
      note: optional(text(500)),
      promisedFen: optional(fenColumn()),
      promisedOn: optional(day()),
      nextStep: optional(text(200)),
      nextStepOn: optional(day()),
      correctsActionId: optional(foreignKey('collection_actions')),
      recordedByUserId: foreignKey('users'),
      recordedAt: instant(),
    },
    {
      unique: [['correctsActionId']],
      checks: {
        promise: "(outcome = 'promised') = (promisedFen IS NOT NULL)",
        promise_has_a_day: '(promisedFen IS NULL) = (promisedOn IS NULL)',
        promised_more_than_nothing: 'promisedFen > 0',
        promised_for_later: 'promisedOn >= actedOn',
        next_step: '(nextStep IS NULL) = (nextStepOn IS NULL)',
        next_step_later: 'nextStepOn >= actedOn',
      },
      indexes: [['loanId', 'actedOn', 'id']],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['collection_actions']);
}
