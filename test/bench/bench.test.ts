import { expect } from 'chai';
import { initialiseModels } from '../../models/index.js';
import { openTestDatabase } from '../support/database.js';
import { assertSame, countDifferences, Mismatch } from './compare.js';
import { interleaved, median } from './interleaved.js';
import { benchRow, INFORMATIVE, ratioAtLeast } from './measurement.js';
import { MEASUREMENTS } from './registry.js';
import { reportOf } from './report.js';
import { runBench } from './run-bench.js';

const TINY = { loans: 60, rounds: 1, roundSeconds: 1, progress: () => undefined };

describe('the benchmark', () => {
  // A run binds the models to its own database.
  after(async () => initialiseModels((await openTestDatabase()).sequelize));

  it('runs from end to end over a small data set, and both sides of every row agree', async function () {
    this.timeout(300_000);
    const databaseUrl = process.env['DATABASE_URL'];
    const rows = await runBench({ ...TINY, measurements: MEASUREMENTS, databaseUrl });
    const expected = MEASUREMENTS.filter(({ needsServer }) => !needsServer || databaseUrl !== undefined);
    expect(rows.map(({ name }) => name)).to.deep.equal(expected.map(({ name }) => name));
    for (const row of rows) {
      expect(row.ours, row.name).to.be.above(0);
      expect(row, row.name).to.have.all.keys(
        'name',
        'what',
        'ours',
        'baseline',
        'unit',
        'ratio',
        'goal',
        'met',
      );
    }
    expect(reportOf(rows)).to.include('kernel-decimal');
  });

  it('leaves out what needs a server when there is none, and says so', async () => {
    const said: string[] = [];
    const measurements = [
      { name: 'remote', needsServer: true as const, measure: () => expect.fail('measured') },
    ];
    const progress = (text: string) => said.push(text);
    const rows = await runBench({ ...TINY, progress, measurements, databaseUrl: undefined });
    expect(rows).to.deep.equal([]);
    expect(said.join('\n')).to.match(/remote: left out.*DATABASE_URL/);
  });

  it('gives up when the two sides answer differently, and cleans up all the same', async () => {
    let ended = false;
    const wrong = {
      name: 'wrong',
      measure: async (bench: Parameters<(typeof MEASUREMENTS)[number]['measure']>[0]) => {
        bench.atEnd(() => void (ended = true));
        assertSame('reply', { principal: '0.01' }, { principal: '0.02' });
        return expect.fail('went on');
      },
    };
    const failure = await runBench({ ...TINY, measurements: [wrong], databaseUrl: undefined }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Mismatch);
    expect(String(failure)).to.include('0.01').and.include('0.02');
    expect(ended).to.equal(true);
  });

  it('counts every amount that is a fen off', () => {
    const ours = Float64Array.of(1, 2, 3);
    expect(countDifferences(ours, Float64Array.of(1, 2, 3))).to.equal(0);
    expect(countDifferences(ours, Float64Array.of(1, 3, 4))).to.equal(2);
    expect(() => countDifferences(ours, Float64Array.of(1))).to.throw(Mismatch);
  });

  it('measures both sides in turns, warms up first and takes medians', async () => {
    const order: string[] = [];
    const side = (name: string, figures: readonly number[]) => (round: number) => {
      order.push(`${name}${round}`);
      return figures[round] ?? 0;
    };
    const medians = await interleaved(3, side('ours', [99, 1, 5, 3]), side('bare', [99, 2, 4, 9]));
    expect(medians).to.deep.equal({ ours: 3, baseline: 4 });
    expect(order.join(' ')).to.equal('ours0 bare0 bare1 ours1 ours2 bare2 bare3 ours3');
    expect(median([4, 1, 2, 3])).to.equal(2.5);
  });

  it('tells whether a goal is met', () => {
    const figures = { ours: 66, baseline: 100 };
    const named = { name: 'x', what: 'y', unit: 'z' };
    expect(benchRow(named, figures, ratioAtLeast(0.6))).to.include({
      ratio: 0.66,
      goal: '>= 0.6',
      met: true,
    });
    expect(benchRow(named, figures, ratioAtLeast(0.7))).to.include({ goal: '>= 0.7', met: false });
    expect(benchRow(named, figures, INFORMATIVE)).to.include({ met: null });
    expect(benchRow(named, { ours: 3, baseline: null }, INFORMATIVE)).to.include({
      ratio: null,
      baseline: null,
    });
  });
});
