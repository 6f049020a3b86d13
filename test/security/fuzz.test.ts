import { expect } from 'chai';
import { prepareWorld } from '../routes/scenarios/world.js';
import { fuzzOverHttp, fuzzValidators } from './run-fuzz.js';

const SEED = 20_250_321;

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
});
