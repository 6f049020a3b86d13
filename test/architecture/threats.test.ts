import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readSources } from './source-files.js';

const THREATS = 62;

const rows = new Map(
  [...readFileSync('docs/security.md', 'utf8').matchAll(/^\| (\d+) \| (.+) \| (.+) \|$/gm)].map(
    ([, number, , defence]) => [Number(number), defence ?? ''],
  ),
);
const tried = new Set(
  readSources('test').flatMap(({ text }) =>
    [...text.matchAll(/\[T(\d+)\]/g)].map(([, number]) => Number(number)),
  ),
);

/** What a row says that no test of its number tries. */
const SAYS_WHY_NOT = /\b(?:Not tried|does not apply|Tried in `)/;

describe('the table of threats', () => {
  it('has a row for each', () => {
    const numbers = Array.from({ length: THREATS }, (_, index) => index + 1);
    expect([...rows.keys()]).to.deep.equal(numbers);
  });

  it('has each tried by a test that carries its number, or says why not', () => {
    const untried = [...rows].filter(
      ([number, defence]) => !tried.has(number) && !SAYS_WHY_NOT.test(defence),
    );
    expect(untried).to.deep.equal([]);
  });

  it('has a row for every number that a test carries', () => {
    expect([...tried].filter((number) => !rows.has(number))).to.deep.equal([]);
  });
});
