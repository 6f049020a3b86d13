import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { selectRows } from '../../../models/rows.js';
import { execute } from '../../../models/statement.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Actor, System } from '../../../server/context.js';
import type { BuildOrder, BuiltOrder } from '../claim-builder.js';
import { assertSame } from '../compare.js';
import { forgetClaims } from '../forget-claims.js';
import { interleaved, median } from '../interleaved.js';
import {
  atMost,
  benchRow,
  ratioAtLeast,
  type Bench,
  type BenchRow,
  type Measurement,
} from '../measurement.js';
import type { World } from '../world.js';

const QUARTER = '2025Q2';
const ROUNDS = 3;
const MOST_MEBIBYTES = 512;
const PART = 10;
/** Of a book ten times as large, a loan may cost a quarter more. */
const LINEAR = 0.8;
const TWO_WORKERS = 1.3;

/** The two banks between which the loans of the data set are divided, each by its own officer. */
interface Banks {
  readonly first: Actor;
  readonly second: Actor;
}

/** Gives the second bank so many of the first one's loans, runs, and gives them back. */
async function divided<T>(
  bench: Bench,
  loans: number,
  work: (world: World, banks: Banks) => Promise<T>,
): Promise<T> {
  const world = await bench.world();
  const { actor: first } = await world.contextOf('bank.maker');
  const { actor: second } = await world.contextOf('other.bank.maker');
  const move = (from: Actor, to: Actor) =>
    run(world.system, 'UPDATE loans SET bankOrganisationId = ? WHERE bankOrganisationId = ? AND id < ?', [
      to.organisationId ?? 0,
      from.organisationId ?? 0,
      world.firstLoanId + loans,
    ]);
  await move(first, second);
  try {
    return await work(world, { first, second });
  } finally {
    await forget(world.system);
    await move(second, first);
  }
}

async function run({ database }: System, sql: string, parameters: (number | string)[] = []): Promise<void> {
  await inTransaction(database, (transaction) => execute(transaction, sql, parameters));
}

async function forget(system: System): Promise<void> {
  await forgetClaims(system.database);
}

async function linesOf({ database }: System): Promise<number> {
  const [found] = await selectRows<{ lines: number }>(
    database,
    'SELECT COUNT(*) AS `lines` FROM subsidy_lines',
  );
  return found?.lines ?? 0;
}

/** A process that builds claims, ready to begin. */
async function startBuilder(bench: Bench, { environment }: World): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../claim-builder.js', import.meta.url));
  const builder = fork(program, [], { env: { ...process.env, ...environment } });
  bench.atEnd(() => {
    if (builder.connected) builder.disconnect();
  });
  await once(builder, 'message');
  return builder;
}

async function order(builder: ChildProcess, actors: readonly Actor[]): Promise<BuiltOrder> {
  const wanted: BuildOrder = { quarter: QUARTER, actors };
  const answer = once(builder, 'message');
  builder.send(wanted);
  const [built] = (await answer) as [BuiltOrder];
  return built;
}

async function measureWorkers(bench: Bench): Promise<BenchRow> {
  return await divided(bench, Math.floor(bench.loans / 2), async (world, { first, second }) => {
    const builders = [await startBuilder(bench, world), await startBuilder(bench, world)] as const;
    const lines: number[] = [];
    const timed = (work: () => Promise<unknown>) => async () => {
      await forget(world.system);
      const startedAt = performance.now();
      await work();
      const seconds = (performance.now() - startedAt) / 1000;
      lines.push(await linesOf(world.system));
      return bench.loans / seconds;
    };
    const medians = await interleaved(
      Math.min(bench.rounds, ROUNDS),
      timed(() => Promise.all([order(builders[0], [first]), order(builders[1], [second])])),
      timed(() => order(builders[0], [first, second])),
    );
    assertSame('lines', new Set(lines).size, 1);
    for (const builder of builders) builder.disconnect();
    const name = 'claim-build-two-workers';
    const what =
      'the claims of two banks with half of the loans each, built by two processes at once, against one process that builds them in turn';
    return benchRow({ name, what, unit: 'loans/s' }, medians, ratioAtLeast(TWO_WORKERS));
  });
}

async function measureGrowth(bench: Bench): Promise<BenchRow> {
  const part = Math.floor(bench.loans / PART);
  return await divided(bench, part, async (world, { first, second }) => {
    const builder = await startBuilder(bench, world);
    const perSecond = (actor: Actor, loans: number) => async () => {
      await forget(world.system);
      return loans / (await order(builder, [actor])).seconds;
    };
    const medians = await interleaved(
      Math.min(bench.rounds, ROUNDS),
      perSecond(first, bench.loans - part),
      perSecond(second, part),
    );
    builder.disconnect();
    const name = 'claim-build-growth';
    const what = `loans a second of a claim over ${bench.loans - part} loans, against a claim over ${part}: linear where they are alike`;
    return benchRow({ name, what, unit: 'loans/s' }, medians, ratioAtLeast(LINEAR));
  });
}

async function measureMemory(bench: Bench): Promise<BenchRow> {
  return await divided(bench, 0, async (world, { first }) => {
    const peaks: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await forget(world.system);
      const builder = await startBuilder(bench, world);
      peaks.push((await order(builder, [first])).peakMebibytes);
      builder.disconnect();
    }
    const name = 'claim-build-memory';
    const what = `the most memory of a process that builds a claim over ${bench.loans} loans, the program itself included`;
    const figures = { ours: median(peaks), baseline: null };
    return benchRow({ name, what, unit: 'MiB' }, figures, atMost(MOST_MEBIBYTES, 'MiB'));
  });
}

export const CLAIM_WORKERS: readonly Measurement[] = [
  { name: 'claim-build-two-workers', needsServer: true, measure: measureWorkers },
  { name: 'claim-build-growth', needsServer: true, measure: measureGrowth },
  { name: 'claim-build-memory', needsServer: true, measure: measureMemory },
];
