import { PolicyImpact } from '../../../models/policy-impact.js';
import { findRow, selectRows } from '../../../models/rows.js';
import { execute } from '../../../models/statement.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Context } from '../../../server/context.js';
import { businessDate } from '../../../server/core/business-date.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { draftPolicy } from '../../../server/policy-studio/draft-policy.js';
import { POLICY_IMPACT_JOB } from '../../../server/policy-studio/impacts/impact-job.js';
import type { ImpactResult } from '../../../server/policy-studio/impacts/impact-result.js';
import { requestImpact } from '../../../server/policy-studio/impacts/request-impact.js';
import { assertSame } from '../compare.js';
import { median } from '../interleaved.js';
import { atMost, benchRow, type Measurement } from '../measurement.js';
import { setBasedLines } from './set-based-lines.js';

const QUARTERS = ['2024Q3', '2024Q4', '2025Q1', '2025Q2'].map(subsidyQuarter);
const CHECKED = subsidyQuarter('2025Q2');
const MOST_ROUNDS = 3;
const SECONDS_FOR_A_MILLION = 60;
const NAME = 'what-if';
const WHAT =
  'what a draft that changes every loan’s subsidy would cost over the whole book and four quarters, beside the policy in force; the figure of a quarter compared with one SQL statement';

const whatIf: Measurement = {
  name: NAME,
  needsServer: true,
  async measure(bench) {
    const world = await bench.world();
    const [maker, bank] = [await world.contextOf('centre.maker'), await world.contextOf('bank.maker')];
    const seconds: number[] = [];
    let inForce = -1;
    for (let round = 0; round < Math.min(bench.rounds, MOST_ROUNDS); round += 1) {
      const startedAt = performance.now();
      const { byQuarter } = await weigh(maker);
      seconds.push((performance.now() - startedAt) / 1000);
      inForce = byQuarter.find(({ quarter }) => quarter === CHECKED.name)?.inForceFen ?? -1;
    }
    assertSame('The subsidy in force', inForce, await subsidyBySql(bank));
    const most = (SECONDS_FOR_A_MILLION * bench.loans) / 1_000_000;
    return benchRow(
      { name: NAME, what: WHAT, unit: 's' },
      { ours: median(seconds), baseline: null },
      atMost(most, 's'),
    );
  },
};

/** Drafts that half as much is paid, from before the first loan on, and has it computed. */
async function weigh(maker: Context): Promise<ImpactResult> {
  const from = businessDate(2023, 10, 1);
  const { draftId } = await draftPolicy(maker, {
    kind: 'parameter',
    parameter: 'subsidy-regime',
    jurisdiction: 'guangzhou',
    effectiveFrom: from,
    value: { kind: 'share-of-rate', shareBasisPoints: 2_500 },
    document: 'bench',
    article: 'bench',
    verified: false,
    note: null,
  });
  const { impactId } = await requestImpact(maker, draftId, { quarters: QUARTERS, assumedFrom: null });
  await runDueJobs(maker.system, [POLICY_IMPACT_JOB]);
  const impact = await findRow(PolicyImpact, { where: { id: impactId } });
  const json = impact?.resultJson ?? null;
  if (json === null) throw new Error('The estimate is not done');
  return JSON.parse(json) as ImpactResult;
}

async function subsidyBySql(bank: Context): Promise<number> {
  const { database } = bank.system;
  const run = (sql: string) => inTransaction(database, (transaction) => execute(transaction, sql, []));
  await run('CREATE TABLE bench_lines LIKE subsidy_lines');
  await setBasedLines(bank, CHECKED);
  const [sums] = await selectRows<{ subsidy: number }>(
    database,
    'SELECT SUM(subsidyFen) AS subsidy FROM bench_lines',
  );
  await run('DROP TABLE bench_lines');
  return sums?.subsidy ?? 0;
}

export const WHAT_IF: readonly Measurement[] = [whatIf];
