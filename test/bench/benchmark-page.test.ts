import { expect } from 'chai';
import { initialiseModels } from '../../models/index.js';
import { openTestDatabase } from '../support/database.js';
import { circumstancesHere, growthChart, pageOf, type GrowthSeries } from './benchmark-page.js';
import { MEASUREMENTS } from './registry.js';
import { runBench } from './run-bench.js';

const TINY = { rounds: 1, roundSeconds: 1, databaseUrl: undefined, progress: () => undefined };
const KERNEL = MEASUREMENTS.filter(({ name }) => name.startsWith('kernel-'));

describe('The page of benchmarks', () => {
  // A run binds the models to its own database.
  after(async () => initialiseModels((await openTestDatabase()).sequelize));

  it('says on which machine and commit what was measured, at each size', async () => {
    const growth: GrowthSeries[] = [];
    for (const loans of [40, 80])
      growth.push({
        loans,
        rounds: TINY.rounds,
        rows: await runBench({ ...TINY, loans, measurements: KERNEL }),
      });
    const rows = growth[0]?.rows ?? [];
    const circumstances = circumstancesHere({ loans: 40, rounds: 1, load: '0.5' }, undefined);
    const page = pageOf({ circumstances, rows, growth });
    expect(page).to.match(/Commit [0-9a-f]{7,}; \d+ cores, .+ GiB; Node v\d+/);
    expect(page).to.contain('40 loans; 1 rounds');
    for (const { name, what } of rows) expect(page).to.contain(`| ${name} |`).and.contain(what);
    expect(page).to.match(/^\| loans \| rounds \| kernel-[\s\S]*^\| 40 \| 1 \| [\s\S]*^\| 80 \| 1 \| /m);
    const chart = growthChart(growth);
    expect(chart).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<style>.*<\/svg>\n$/s);
    expect(chart.match(/<path /g)).to.have.length(rows.filter(({ unit }) => unit === 'loans/s').length);
  }).timeout(120_000);

  it('shows a goal that was missed, and leaves out growth that was not measured', () => {
    const circumstances = circumstancesHere({ loans: 10_000, rounds: 3, load: '4' }, 'mysql://server');
    const row = {
      name: 'a',
      what: 'A',
      ours: 1,
      baseline: 2,
      unit: 's',
      ratio: 0.5,
      goal: '>= 1',
      met: false,
    };
    const page = pageOf({ circumstances, rows: [row], growth: [] });
    expect(page).to.contain('| a | 1 | 2 | s | 0.5 | ≥ 1 | **no** |').and.not.contain('## Growth');
    expect(page).to.contain('10,000 loans').and.contain('MariaDB or MySQL');
  });
});
