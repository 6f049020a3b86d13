import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { prepareWorld } from '../routes/scenarios/world.js';
import { fuzzOverHttp, fuzzValidators } from './run-fuzz.js';

const SEED = 20_250_321;
const run = promisify(execFile);

describe('Hostile inputs', function () {
  this.timeout(180_000);

  it('are taken or refused by the validators, and break none of them: 20,000', () => {
    const { failures, statuses } = fuzzValidators(20_000, SEED);
    expect(failures).to.deep.equal([]);
    expect(statuses['refused']).to.be.above(10_000);
  });

  it('are never a fault of ours, and no reply shows a statement, a stack or a path [T24] [T42]: 1,500', async () => {
    const { failures, statuses } = await fuzzOverHttp(await prepareWorld(), 1_500, SEED);
    expect(failures).to.deep.equal([]);
    expect(statuses['400']).to.be.above(500);
  });

  it('are sent and counted by the program of their own as well, under a seed', async () => {
    const few = ['--validators', '500', '--http', '20', '--seed', String(SEED)];
    const { stdout } = await run(process.execPath, ['dist/test/security/fuzz-main.js', ...few]);
    expect(stdout).to.match(/^validators: 500 inputs, seed 20250321, /m);
    expect(stdout).to.match(/^HTTP: 20 inputs, seed 20250321, /m);
  });
});
