import { selectRows } from '../../../models/rows.js';
import { execute } from '../../../models/statement.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Context, System } from '../../../server/context.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';
import { buildSubsidyClaim } from '../../../server/subsidies/build-subsidy-claim.js';
import { assertSame } from '../compare.js';
import { interleaved } from '../interleaved.js';
import { benchRow, ratioAtLeast, type Measurement } from '../measurement.js';
import { forgetClaims } from '../forget-claims.js';
import { setBasedLines } from './set-based-lines.js';

const QUARTER = subsidyQuarter('2025Q2');
const MOST_ROUNDS = 3;
const NAME = 'claim-build';
const WHAT =
  'a bank’s quarterly claim from the book to sealed lines with segments, audit events and hash, against one INSERT … SELECT that knows only this data set’s rules and keeps neither segments nor hash; every amount compared';

const claimBuild: Measurement = {
  name: NAME,
  needsServer: true,
  async measure(bench) {
    const world = await bench.world();
    const { system } = world;
    const officer = await world.contextOf('bank.maker');
    await run(system, 'CREATE TABLE bench_lines LIKE subsidy_lines');
    // Columns, keys and checks are copied; that a line is of a loan has to be said again.
    await run(system, 'ALTER TABLE bench_lines ADD FOREIGN KEY (loanId) REFERENCES loans (id)');
    const timed = (clear: () => Promise<void>, work: () => Promise<void>) => async () => {
      await clear();
      const startedAt = performance.now();
      await work();
      return bench.loans / ((performance.now() - startedAt) / 1000);
    };
    const medians = await interleaved(
      Math.min(bench.rounds, MOST_ROUNDS),
      timed(
        () => forgetClaims(system.database),
        () => build(officer),
      ),
      timed(
        () => run(system, 'TRUNCATE TABLE bench_lines'),
        () => setBasedLines(officer, QUARTER),
      ),
    );
    assertSame('lines', await linesOf(system, 'subsidy_lines'), await linesOf(system, 'bench_lines'));
    assertSame('lines that differ', await differingLoans(system), []);
    await run(system, 'DROP TABLE bench_lines');
    return benchRow({ name: NAME, what: WHAT, unit: 'loans/s' }, medians, ratioAtLeast(1));
  },
};

async function build(officer: Context): Promise<void> {
  await buildSubsidyClaim(officer, { bankCode: null, quarter: QUARTER });
}

async function linesOf({ database }: System, table: string) {
  const [sums] = await selectRows<{ readonly count: number }>(
    database,
    `SELECT COUNT(*) AS count, SUM(subsidisedDays) AS days, SUM(interestFen) AS interest, SUM(subsidyFen) AS subsidy FROM ${table}`,
  );
  return sums;
}

async function differingLoans({ database }: System) {
  return await selectRows<{ readonly loanId: number }>(
    database,
    `SELECT ours.loanId FROM subsidy_lines ours LEFT JOIN bench_lines theirs ON theirs.loanId = ours.loanId
        AND theirs.interestFen = ours.interestFen AND theirs.subsidyFen = ours.subsidyFen
        AND theirs.subsidisedDays = ours.subsidisedDays
      WHERE theirs.loanId IS NULL LIMIT 5`,
  );
}

async function run({ database }: System, sql: string): Promise<void> {
  await inTransaction(database, (transaction) => execute(transaction, sql, []));
}

export const CLAIM_BUILD: readonly Measurement[] = [claimBuild];
