import {
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  keyed,
  longText,
  looseId,
  optional,
  rateColumn,
  reference,
} from '../columns.js';
import { createTable, type Schema } from '../create-table.js';
import { execute } from '../statement.js';

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

/** A line of a bank may pass over what has ended the subsidy of its loan. */
export async function up(schema: Schema): Promise<void> {
  await setCauses(schema, [...CAUSES, 'after-lost-eligibility', 'after-closure', 'after-new-representative']);
}

export async function down(schema: Schema): Promise<void> {
  await setCauses(schema, CAUSES);
}

/** SQLite cannot change a CHECK: the table is made anew. */
async function setCauses({ engine, transaction }: Schema, causes: readonly string[]): Promise<void> {
  const run = (sql: string) => execute(transaction, sql, []);
  if (engine === 'mysql') {
    const list = causes.map((cause) => `'${cause}'`).join(', ');
    await run(
      `ALTER TABLE claimed_lines DROP CONSTRAINT claimed_lines_cause, ADD CONSTRAINT claimed_lines_cause CHECK (cause IN (${list}))`,
    );
    return;
  }
  await run('DROP INDEX claimed_lines_by_claimId_revision_cause_lineNumber');
  await run('ALTER TABLE claimed_lines RENAME TO earlier_claimed_lines');
  await createTable(
    { engine, transaction },
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
      cause: code(24, causes),
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
  await run('INSERT INTO claimed_lines SELECT * FROM earlier_claimed_lines');
  await run('DROP TABLE earlier_claimed_lines');
}
