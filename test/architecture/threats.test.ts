import { existsSync, readFileSync } from 'node:fs';
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

/** The items of OWASP ASVS 5.0.0 and GB/T that are asked for. */
const ASKED = [
  '1.2.4, 1.2.10, 1.3.6, 1.3.12, 1.5.3, 2.1.3, 2.2.1, 2.2.3, 2.3.1, 2.3.2, 2.3.3, 2.3.4',
  '2.3.5, 2.4.1, 3.2.1, 3.3.1, 3.3.4, 3.4.1, 3.4.3, 3.4.6, 3.5.3, 4.1.3, 4.1.5, 5.2.1, 5.2.2',
  '5.2.3, 5.2.4, 5.3.2, 5.4.3, 6.2.4, 6.2.12, 6.3.1, 6.3.3, 6.3.8, 6.4.1, 6.5.1, 7.2.4, 7.3.1',
  '7.3.2, 7.4.2, 7.5.3, 8.2.1, 8.2.2, 8.2.3, 8.3.2, 8.4.1, 9.1.2, 9.2.3, 11.3.2, 11.3.3',
  '11.4.2, 12.3.1, 13.2.2, 13.3.1, 13.4.2, 14.2.6, 14.2.7, 15.3.3, 15.3.6, 15.3.7, 15.4.2',
  '16.2.5, 16.3.2, 16.4.2, 16.4.3, 16.5.3, 16.5.4, 8.1.4.1 a, 8.1.4.1 b, 8.1.4.1 d, 8.1.4.2',
  '8.1.4.3, 8.1.4.4, 8.1.4.7, 8.1.4.8, 8.1.4.9, 8.1.4.10, 8.1.4.11, GB/T 39786 8.4',
].flatMap((line) => line.split(', '));

const items = [
  ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| ((?:\d+\.\d+\.\d|GB\/T )[^|]*) \| (.+) \|$/gm),
].map(([, item = '', shownBy = '']) => ({ item, shownBy }));

describe('the checklist', () => {
  it('has a line for each item that is asked for', () => {
    const named = items.map(({ item }) => ` ${item.replaceAll(',', '')} `).join('');
    expect(ASKED.filter((each) => !named.includes(` ${each} `))).to.deep.equal([]);
  });

  it('names for each tests that there are, or says why there is none', () => {
    for (const { item, shownBy } of items) {
      const threats = [...shownBy.matchAll(/\bT(\d+)\b/g)].map(([, number]) => Number(number));
      const files = [...shownBy.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
      const isSaid = /^(?:not built|does not apply): /.test(shownBy);
      expect(threats.length + files.length > 0 || isSaid, item).to.equal(true);
      for (const number of threats) expect(tried.has(number), `${item}: T${number}`).to.equal(true);
      for (const path of files) expect(existsSync(path), `${item}: ${path}`).to.equal(true);
    }
  });
});
