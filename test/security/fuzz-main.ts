import { parseArgs } from 'node:util';
import { closeTestDatabase } from '../support/database.js';
import { prepareWorld } from '../routes/scenarios/world.js';
import { fuzzOverHttp, fuzzValidators, type FuzzReport } from './run-fuzz.js';

const { values } = parseArgs({
  options: {
    validators: { type: 'string', default: '1000000' },
    http: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});

/** `npm run fuzz -- --validators N --http N --seed S`: hostile inputs for as long as wished, counted. */
function report(where: string, { seed, inputs, statuses, failures }: FuzzReport, startedAt: number): void {
  const seconds = ((performance.now() - startedAt) / 1000).toLocaleString('en', { maximumFractionDigits: 0 });
  process.stdout.write(
    `${where}: ${inputs} inputs, seed ${seed}, ${seconds} s, ${JSON.stringify(statuses)}\n`,
  );
  for (const failure of failures) process.stdout.write(`  FAILED ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

const seed = Number(values.seed);
let startedAt = performance.now();
report('validators', fuzzValidators(Number(values.validators), seed), startedAt);
startedAt = performance.now();
report('HTTP', await fuzzOverHttp(await prepareWorld(), Number(values.http), seed), startedAt);
await closeTestDatabase();
process.exit();
