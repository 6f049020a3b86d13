import { code, count, fenColumn, foreignKey, id, instant, looseId, withDefault } from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'budgets',
    {
      id: id(),
      year: count(),
      level: code(16, ['central', 'province', 'city', 'district']),
      districtCode: code(6),
      allottedFen: withDefault(fenColumn(), 0),
      reservedFen: withDefault(fenColumn(), 0),
      committedFen: withDefault(fenColumn(), 0),
      paidFen: withDefault(fenColumn(), 0),
      returnedFen: withDefault(fenColumn(), 0),
      createdAt: instant(),
      version: withDefault(count(), 0),
    },
    {
      unique: [['year', 'level', 'districtCode']],
      checks: {
        not_negative:
          'allottedFen >= 0 AND reservedFen >= 0 AND committedFen >= 0 AND paidFen >= 0 AND returnedFen >= 0',
        not_overrun: 'reservedFen + committedFen + paidFen <= allottedFen + returnedFen',
        district: "(level = 'district') = (districtCode <> '')",
      },
    },
  );
  await createTable(
    schema,
    'budget_entries',
    {
      id: id(),
      budgetId: foreignKey('budgets'),
      kind: code(16, ['allot', 'reserve', 'release', 'commit', 'pay', 'return']),
      amountFen: fenColumn(),
      subjectKind: code(32),
      subjectId: looseId(),
      recordedByUserId: looseId(),
      recordedAt: instant(),
    },
    {
      unique: [['budgetId', 'kind', 'subjectKind', 'subjectId']],
      checks: {
        amount_positive: 'amountFen > 0',
      },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['budget_entries', 'budgets']);
}
