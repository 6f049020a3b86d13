import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  reference,
  sha256,
  withDefault,
} from '../columns.js';
import { addColumn, createTable, dropColumn, dropTables, type Schema } from '../create-table.js';

const CAUSES = [
  'unknown-loan',
  'duplicate-line',
  'none',
  'day-count-both-ends',
  'basis-365-for-360',
  'basis-360-for-365',
  'overdue-days-included',
  'extension-days-included',
  'misuse-days-included',
  'after-maturity',
  'beyond-term',
  'after-settlement',
  'prepayment-ignored',
  'wrong-rate',
  'wrong-regime',
  'rounding',
  'unexplained',
];

const CLAIM_COLUMNS = {
  revision: withDefault(count(), 0),
  claimedFen: optional(fenColumn()),
  sourceHash: optional(sha256()),
};

/** What a bank asked for, line by line as it was checked, beside what the claim comes to; and what was decided on it. */
export async function up(schema: Schema): Promise<void> {
  for (const [name, column] of Object.entries(CLAIM_COLUMNS)) {
    await addColumn(schema, 'subsidy_claims', name, column);
  }
  await createTable(
    schema,
    'claimed_lines',
    {
      claimId: keyed(foreignKey('subsidy_claims')),
      revision: keyed(count()),
      lineNumber: keyed(count()),
      fileLine: count(),
      contractNumber: reference(64),
      loanId: optional(looseId()),
      principalFen: fenColumn(),
      annualRate: rateColumn(),
      periodFrom: day(),
      periodUntil: day(),
      days: count(),
      claimedFen: fenColumn(),
      computedFen: fenColumn(),
      cause: code(24, CAUSES),
      evidenceJson: optional(longText()),
    },
    {
      indexes: [['claimId', 'revision', 'cause', 'lineNumber']],
      checks: {
        dates: 'periodFrom < periodUntil',
        not_negative: 'claimedFen >= 0 AND computedFen >= 0',
        none_is_equal: "cause <> 'none' OR claimedFen = computedFen",
        nothing_without_loan: "cause NOT IN ('unknown-loan', 'duplicate-line') OR computedFen = 0",
      },
    },
  );
  await createTable(
    schema,
    'claim_line_decisions',
    {
      id: id(),
      claimId: foreignKey('subsidy_claims'),
      revision: count(),
      lineNumber: optional(count()),
      cause: optional(code(24)),
      outcome: code(16, ['accepted', 'returned']),
      reason: optional(longText()),
      decidedByUserId: looseId(),
      decidedAt: instant(),
    },
    {
      unique: [
        ['claimId', 'revision', 'outcome', 'lineNumber'],
        ['claimId', 'revision', 'outcome', 'cause'],
      ],
      checks: { line_or_cause: '(lineNumber IS NULL) <> (cause IS NULL)' },
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['claim_line_decisions', 'claimed_lines']);
  for (const name of Object.keys(CLAIM_COLUMNS).toReversed()) {
    await dropColumn(schema, 'subsidy_claims', name);
  }
}
