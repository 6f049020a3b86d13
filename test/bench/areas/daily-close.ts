import { initialiseModels } from '../../../models/index.js';
import { SteppedClock } from '../../../server/clock.js';
import { composeSystem, openDatabase } from '../../../server/composition.js';
import { readConfig } from '../../../server/config.js';
import { systemContext, type System } from '../../../server/context.js';
import { addDays, type BusinessDate } from '../../../server/core/business-date.js';
import { runDailyCloses } from '../../../server/daily-close/run-daily-closes.js';
import { buildPeople } from '../../support/people.js';
import { emptyServerDatabase } from '../../support/throw-away-database.js';
import { assertSame } from '../compare.js';
import { classifyBySql, closeBySql, createBaselineTables, pictureOf } from '../daily-close-baseline.js';
import { liveThrough, storeDailyCloseBook, TAKEN_OVER_ON, type BookParties } from '../daily-close-book.js';
import { median } from '../interleaved.js';
import { benchRow, type Bench, type Goal, type Measurement } from '../measurement.js';

const ordinaryGoal: Goal = {
  text: '<= 3 and <= 2 s',
  isMet: ({ ours, ratio }) => ratio !== null && ratio <= 3 && ours <= 2,
};
const firstGoal: Goal = { text: '<= 1.5', isMet: ({ ratio }) => ratio !== null && ratio <= 1.5 };

/** The seconds of each close: the first is that of the whole book. */
interface Closes {
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
}

let measured: Promise<Closes> | undefined;

/** One book serves both rows. */
async function closesOf(bench: Bench): Promise<Closes> {
  measured ??= measureCloses(bench);
  bench.atEnd(() => {
    measured = undefined;
  });
  return measured;
}

async function measureCloses(bench: Bench): Promise<Closes> {
  const clock = new SteppedClock(`${TAKEN_OVER_ON}T02:00:00.000Z`);
  const { system, parties } = await createBook(bench, clock);
  await createBaselineTables(system.database);
  const closes = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round <= bench.rounds; round += 1) {
    const day = addDays(TAKEN_OVER_ON, 1 + round);
    if (round > 0) await liveThrough(system, parties, day);
    clock.setDay(day);
    const ours = async () => {
      closes.ours.push(await secondsOf(() => closeOurs(system, day)));
    };
    const baseline = async () => {
      const close = round === 0 ? classifyBySql : closeBySql;
      closes.baseline.push(await secondsOf(() => close(system.database, day)));
    };
    for (const side of round % 2 === 0 ? [ours, baseline] : [baseline, ours]) await side();
    bench.progress(`  ${day}: ours ${inMilliseconds(closes.ours)}, SQL ${inMilliseconds(closes.baseline)}`);
    assertSame(
      `The book on ${day}`,
      await pictureOf(system.database, ''),
      await pictureOf(system.database, 'base_'),
    );
  }
  return closes;
}

async function createBook(
  bench: Bench,
  clock: SteppedClock,
): Promise<{ readonly system: System; readonly parties: BookParties }> {
  const server = await emptyServerDatabase(process.env['DATABASE_URL'] ?? '');
  const config = readConfig({ DATABASE_URL: server.url });
  const system = { ...(await composeSystem(config, openDatabase(config))), clock };
  bench.atEnd(async () => {
    await system.database.close();
    await server.drop();
  });
  initialiseModels(system.database.sequelize);
  const { organisationIds } = await buildPeople(system);
  const parties = { bankId: organisationIds['bank'] ?? 0, districtId: organisationIds.district };
  await storeDailyCloseBook(system, parties, bench.loans, (loans) =>
    bench.progress(`  daily close: ${loans} loans`),
  );
  return { system, parties };
}

const inMilliseconds = (seconds: readonly number[]): string =>
  `${Math.round((seconds.at(-1) ?? 0) * 1000)} ms`;

const closeOurs = (system: System, through: BusinessDate) =>
  runDailyCloses(systemContext(system, 'bench'), { through });

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** The daily close against the same by set-based SQL, on MariaDB. */
export const DAILY_CLOSE: readonly Measurement[] = [
  {
    name: 'daily-close-first',
    needsServer: true,
    measure: async (bench) => {
      const { ours, baseline } = await closesOf(bench);
      const named = {
        name: 'daily-close-first',
        what: `the first close of ${bench.loans} loans with twelve instalments each, seconds`,
        unit: 's',
      };
      return benchRow(named, { ours: ours[0] ?? 0, baseline: baseline[0] ?? 0 }, firstGoal);
    },
  },
  {
    name: 'daily-close-ordinary',
    needsServer: true,
    measure: async (bench) => {
      const { ours, baseline } = await closesOf(bench);
      const named = {
        name: 'daily-close-ordinary',
        what: `the close of an ordinary day of ${bench.loans} loans: a 28th due the day before, some 0.15 % change`,
        unit: 's',
      };
      return benchRow(
        named,
        { ours: median(ours.slice(1)), baseline: median(baseline.slice(1)) },
        ordinaryGoal,
      );
    },
  },
];
