import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SubsidyClaimRow } from '../../../server/core/bank-files/subsidy-claim-file.js';
import { computeSubsidy, subsidyTerms } from '../../../server/core/interest-subsidy.js';
import { fen, subtractFen, type Fen } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import { subsidyQuarter } from '../../../server/core/subsidy-quarter.js';
import { summariseCheck } from '../../../server/subsidies/claim-check/summarise-check.js';
import { checkRows } from '../../support/claim-import.js';
import { Mismatch } from '../compare.js';
import { atMost, benchRow, type Bench, type BenchRow, type Measurement } from '../measurement.js';
import { portfolio, type BookedLoan } from '../portfolio.js';
import type { World } from '../world.js';

const QUARTER = subsidyQuarter('2025Q2');
/** One line in so many is claimed on the other day-count basis. */
const WRONG_ONE_IN = 20;
const LINES_A_SECOND = 20_000;
const MILLION = 1_000_000;
const MILLION_SECONDS = 60;

const WHAT =
  "check every line of a bank's claim: read the loan's facts, recompute, name the cause of a difference (1 line in 20), store line and evidence, bind the claim by its hash";

/** What a bank would claim for the data set: every loan, most of them rightly. */
function* claimOf(loans: number): Generator<SubsidyClaimRow> {
  const policy = PolicyBook.published();
  for (const loan of portfolio(loans)) {
    const wrong = loan.serial % WRONG_ONE_IN === 0;
    yield {
      line: loan.serial + 2,
      contractNumber: `HT${String(loan.serial).padStart(8, '0')}`,
      borrowerName: `借款人${loan.serial}`,
      principal: loan.principalFen,
      annualRate: loan.contractRate,
      periodFrom: QUARTER.from,
      periodUntil: QUARTER.until,
      days: 92,
      claimed: subsidyOf(loan, policy, wrong ? 365 : 360),
    };
  }
}

function subsidyOf(loan: BookedLoan, policy: PolicyBook, dayCountBasis: 360 | 365): Fen {
  const terms = subsidyTerms(loan.disbursedOn, loan.borrowerKind, policy);
  const paid = loan.repayments.filter((repayment) => repayment.principalFen > 0);
  let principal = loan.principalFen;
  const principalChanges = paid
    .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : 1))
    .map(({ paidOn: on, principalFen }) => {
      principal = subtractFen(principal, principalFen);
      return { on, principal };
    });
  const excludedPeriods =
    loan.overdue === null
      ? []
      : [{ from: loan.overdue.fromOn, until: loan.overdue.untilOn, reason: 'overdue' as const }];
  const facts = {
    principal: loan.principalFen,
    annualRate: loan.contractRate,
    dayCountBasis,
    disbursedOn: loan.disbursedOn,
    maturesOn: loan.maturesOn,
    principalChanges,
    rateChanges: [],
    excludedPeriods,
  };
  return fen(computeSubsidy(facts, QUARTER, terms).subsidy);
}

/** Checks the claim of the whole data set. Returns how many seconds it took. */
async function secondsOfCheck(bench: Bench): Promise<number> {
  const world = await bench.world();
  const context = await world.contextOf('bank.maker');
  const rows = [...claimOf(bench.loans)];
  bench.progress(`  claim of ${rows.length} lines`);
  const started = performance.now();
  const claimId = await checkRows(context, QUARTER.name, rows, 'a'.repeat(64));
  const seconds = (performance.now() - started) / 1000;
  await assertCauses(world, claimId, rows.length);
  return seconds;
}

/** On the embedded database always: where the data set lies on a server, another run of this program measures it. */
async function measureEmbedded(bench: Bench): Promise<BenchRow> {
  const { DATABASE_URL: server, ...environment } = process.env;
  if (server !== undefined) return await measuredApart(bench, environment);
  const ours = bench.loans / (await secondsOfCheck(bench));
  const goal = { text: `>= ${LINES_A_SECOND}`, isMet: () => ours >= LINES_A_SECOND };
  return benchRow({ name: 'claim-check', what: WHAT, unit: 'lines/s' }, { ours, baseline: null }, goal);
}

async function measuredApart(bench: Bench, env: NodeJS.ProcessEnv): Promise<BenchRow> {
  bench.progress('  on the embedded database, in a process of its own');
  const program = fileURLToPath(new URL('../main.js', import.meta.url));
  const flags = ['--json', '--only', 'claim-check', '--loans', String(bench.loans)];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...flags], { env });
  const [row] = JSON.parse(stdout) as BenchRow[];
  if (row === undefined) throw new Error('The other run measured nothing');
  return row;
}

async function measureMillion(bench: Bench): Promise<BenchRow> {
  const seconds = await secondsOfCheck(bench);
  const what = `${WHAT}; ${bench.loans} lines on MariaDB or MySQL, the time in proportion to ${MILLION}`;
  const figures = { ours: (seconds * MILLION) / bench.loans, baseline: null };
  return benchRow({ name: 'claim-check-million', what, unit: 's' }, figures, atMost(MILLION_SECONDS, 's'));
}

async function assertCauses({ system }: World, claimId: number, lines: number): Promise<void> {
  const totals = await summariseCheck(system.database, { id: claimId, revision: 1 });
  const known = totals.filter(({ cause }) => cause === 'none' || cause === 'basis-365-for-360');
  if (known.reduce((sum, total) => sum + total.lines, 0) !== lines)
    throw new Mismatch(`Wrong causes: ${JSON.stringify(totals)}`);
}

export const CLAIM_CHECK: readonly Measurement[] = [
  { name: 'claim-check', measure: measureEmbedded },
  { name: 'claim-check-million', needsServer: true, measure: measureMillion },
];
