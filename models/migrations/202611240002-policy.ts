import {
  code,
  count,
  day,
  flag,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  text,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

/** Creates the tables of the theme, parents before children. */
export async function up(schema: Schema): Promise<void> {
  await createTable(
    schema,
    'policy_parameter_versions',
    {
      id: id(),
      parameter: code(64),
      jurisdiction: code(16, ['national', 'guangdong', 'guangzhou']),
      effectiveFrom: day(),
      valueJson: longText(),
      document: text(255),
      article: optional(text(255)),
      verifiedFlag: flag(),
      note: optional(longText()),
      state: code(16, ['proposed', 'in-force', 'withdrawn']),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
      createdAt: instant(),
    },
    {
      checks: {
        two_persons: 'checkerUserId <> makerUserId',
      },
      indexes: [['parameter', 'effectiveFrom']],
    },
  );
  await createTable(
    schema,
    'loan_prime_rates',
    {
      id: id(),
      publishedOn: day(),
      oneYearRate: rateColumn(),
      fiveYearRate: optional(rateColumn()),
      source: text(255),
      verifiedFlag: flag(),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
      createdAt: instant(),
    },
    {
      unique: [['publishedOn']],
      checks: {
        rates_positive: 'oneYearRate > 0 AND (fiveYearRate IS NULL OR fiveYearRate > 0)',
        two_persons: 'checkerUserId <> makerUserId',
      },
    },
  );
  await createTable(
    schema,
    'calendar_years',
    {
      year: keyed(count()),
      holidaysJson: longText(),
      workdaysJson: longText(),
      document: text(255),
      makerUserId: optional(looseId()),
      checkerUserId: optional(looseId()),
    },
    {
      checks: {
        two_persons: 'checkerUserId <> makerUserId',
      },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['calendar_years', 'loan_prime_rates', 'policy_parameter_versions']);
}
