import { parseArgs } from 'node:util';
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

function loansWanted(): number {
  const loans = Number(values.loans);
  if (Number.isSafeInteger(loans) && loans >= 1) return loans;
  throw new Error('--loans takes a whole number above zero');
}

try {
  const rows = await runBench({
    measurements: chosen(),
    loans: loansWanted(),
    rounds: ROUNDS,
    roundSeconds: ROUND_SECONDS,
    databaseUrl: process.env['DATABASE_URL'],
    progress: (text) => console.error(text),
  });
  console.log(values.json ? JSON.stringify(rows, null, 2) : reportOf(rows));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
