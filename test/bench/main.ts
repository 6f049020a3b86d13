import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { circumstancesHere, growthChart, pageOf, type GrowthSeries } from './benchmark-page.js';
import { MEASUREMENTS } from './registry.js';
import { reportOf } from './report.js';
import { runBench } from './run-bench.js';

const LOANS = 100_000;
const ROUNDS = 7;
const ROUND_SECONDS = 3;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    loans: { type: 'string', default: String(LOANS) },
    rounds: { type: 'string', default: String(ROUNDS) },
    page: { type: 'boolean', default: false },
    growth: { type: 'string', multiple: true },
  },
});

/** The measurements that `--only` names, whole or by the first part of their names (`http` is every `http-…`). */
function chosen(): typeof MEASUREMENTS {
  const { only } = values;
  if (only === undefined) return MEASUREMENTS;
  const found = MEASUREMENTS.filter(({ name }) =>
    only.some((wanted) => name === wanted || name.startsWith(`${wanted}-`)),
  );
  if (found.length > 0) return found;
  throw new Error(
    `Nothing is called ${only.join(', ')}; there are ${MEASUREMENTS.map((each) => each.name).join(', ')}`,
  );
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`--${name} takes a whole number above zero`);
}

/** What is measured again at each size that `--growth` names. */
const GROWING = ['claim-build', 'what-if', 'daily-close'];

/** From this size on a round takes minutes, and one after the warming up is measured. */
const LONG_SIZE = 500_000;

const PAGE = 'docs/benchmarks.md';
const CHART = 'docs/benchmarks-growth.svg';

const settings = {
  rounds: wholeNumber('rounds', values.rounds),
  roundSeconds: ROUND_SECONDS,
  databaseUrl: process.env['DATABASE_URL'],
  progress: (text: string): void => console.error(text),
};
const loans = wholeNumber('loans', values.loans);

async function growthWanted(): Promise<GrowthSeries[]> {
  const growing = MEASUREMENTS.filter(({ name }) => GROWING.some((start) => name.startsWith(start)));
  const growth: GrowthSeries[] = [];
  for (const text of values.growth ?? []) {
    const size = wholeNumber('growth', text);
    settings.progress(`${size} loans …`);
    const rounds = size < LONG_SIZE ? settings.rounds : 1;
    const rows = await runBench({ ...settings, rounds, measurements: growing, loans: size });
    growth.push({ loans: size, rounds, rows });
  }
  return growth;
}

try {
  const load = loadavg()[0]?.toFixed(1) ?? '';
  const rows = await runBench({ ...settings, measurements: chosen(), loans });
  const growth = await growthWanted();
  if (values.page) {
    const circumstances = circumstancesHere({ loans, rounds: settings.rounds, load }, settings.databaseUrl);
    writeFileSync(PAGE, pageOf({ circumstances, rows, growth }));
    if (growth.length > 0) writeFileSync(CHART, growthChart(growth));
  }
  console.log(values.json ? JSON.stringify(rows, null, 2) : reportOf(rows));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
