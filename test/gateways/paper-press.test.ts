import { getPriority } from 'node:os';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openPaperPress } from '../../server/composition.js';
import { SAMPLE_STATEMENT } from '../bench/papers/sample-statement.js';

/** How the system ranks each thread of this process: the nineteenth figure of its line. */
const ranks = (): number[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const [, figures = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ');
    return Number(figures.split(' ')[16]);
  });

describe('The press', () => {
  it('prints behind those who look at pages: its own thread gives way, the program does not', async function () {
    if (process.platform !== 'linux') this.skip();
    const before = getPriority();
    await openPaperPress().missingIn('subsidy-statement', { ...SAMPLE_STATEMENT });
    expect(getPriority()).to.equal(before);
    expect(Math.max(...ranks())).to.equal(Math.max(before, 10));
  });
});
