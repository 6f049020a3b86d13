import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { elementAt } from '../../server/core/element-at.js';
import { CRITICAL_MUTANTS, type CriticalMutant } from './critical-mutants.js';
import { isOurs } from './fresh-hooks.js';
import { strykerPlugins } from './fresh-runner.js';
import { GROUPS } from './groups.js';
import { reasonToLeave } from './ignore-wording.js';
import { missingOf, scoreOf } from './run-mutation.js';

/** Runs the mutant's tests in a process of its own, in which one file is loaded changed. */
async function told({ file, from, to, test }: CriticalMutant): Promise<string> {
  const hooks = pathToFileURL('dist/test/mutation/mutate-on-load.js').href;
  const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '60000', '--exit'];
  const child = spawn(process.execPath, [...mocha, `dist/test/${test}.test.js`], {
    env: {
      ...process.env,
      NODE_OPTIONS: `--no-experimental-require-module --import=${hooks}`,
      MUTANT_FILE: file,
      MUTANT_FROM: from,
      MUTANT_TO: to,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return output + errors;
}

describe('A change that would cost money or trust', () => {
  for (const mutant of CRITICAL_MUTANTS)
    it(`is noticed: ${mutant.name}`, async () => {
      const output = await told(mutant);
      expect(output, 'some tests go on passing').to.match(/^ +[1-9]\d* passing/m);
      expect(output, 'some test fails').to.match(/^ +[1-9]\d* failing/m);
    }).timeout(180_000);

  it('is no change where nothing is changed: the same tests pass', async () => {
    const first = elementAt(CRITICAL_MUTANTS, 0);
    const output = await told({ ...first, to: first.from });
    expect(output)
      .to.match(/^ +[1-9]\d* passing/m)
      .and.not.match(/failing/);
  }).timeout(180_000);

  it('cannot be tried where the code no longer reads so', async () => {
    const first = elementAt(CRITICAL_MUTANTS, 0);
    expect(await told({ ...first, from: 'nowhere in this file' })).to.contain('does not hold once');
  }).timeout(180_000);
});

describe('Mutation by groups', () => {
  it('names files and tests that there are', () => {
    for (const group of GROUPS) expect(missingOf(group), group.name).to.deep.equal([]);
  });

  it('leaves wording and the text of faults alone, and nothing else', () => {
    expect(reasonToLeave({ type: 'ObjectProperty', key: { name: 'zh' } })).to.equal('wording');
    expect(reasonToLeave({ type: 'ObjectProperty', key: { value: 'en' } })).to.equal('wording');
    expect(reasonToLeave({ type: 'ObjectProperty', key: { name: 'from' } })).to.equal(undefined);
    const [zh, en, from] = ['zh', 'en', 'from'].map((name) => ({ type: 'ObjectProperty', key: { name } }));
    if (!zh || !en || !from) expect.fail('no properties');
    expect(reasonToLeave({ type: 'ObjectExpression', properties: [zh, en] })).to.equal('wording');
    for (const properties of [[], [zh], [zh, from], [zh, en, from]])
      expect(reasonToLeave({ type: 'ObjectExpression', properties })).to.equal(undefined);
    expect(reasonToLeave({ type: 'NewExpression', callee: { name: 'RangeError' } })).to.be.a('string');
    expect(reasonToLeave({ type: 'NewExpression', callee: { name: 'DomainError' } })).to.equal(undefined);
  });

  it('loads the program and its tests anew for each mutant, and libraries once', () => {
    expect(isOurs('file:///suidai/dist/server/core/money.js')).to.equal(true);
    expect(isOurs('file:///suidai/node_modules/chai/dist/chai.js')).to.equal(false);
    expect(isOurs('node:path')).to.equal(false);
    expect(strykerPlugins.map(({ kind, name }) => [kind, name])).to.deep.equal([['TestRunner', 'fresh']]);
  });

  it('rounds its score down, so that a goal is reached or not', () => {
    expect(scoreOf({ mutants: 1_000, killed: 899 })).to.equal(89.9);
    expect(scoreOf({ mutants: 3, killed: 2 })).to.equal(66.6);
    expect(scoreOf({ mutants: 0, killed: 0 })).to.equal(0);
  });
});
