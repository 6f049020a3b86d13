import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readSources } from './source-files.js';

/** Every column of sealed values by the name under which it is sealed, read from the models. */
const sealed = readSources('models')
  .filter(({ path }) => !path.startsWith('models/migrations/'))
  .flatMap(({ text }) => {
    const [, table = ''] = /tableName: '([a-z_]+)'/.exec(text) ?? [];
    return [...text.matchAll(/^ +(\w+)Cipher: (?!string|Creation)/gm)].map(([, name]) => `${table}.${name}`);
  });

const rows = [
  ...readFileSync('docs/data-model.md', 'utf8').matchAll(
    /^\| ([a-z_]+\.\w+) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm,
  ),
].map(([, column, what, purpose, readers]) => ({ column, said: [what, purpose, readers] }));

describe('what is held of people', () => {
  it('is listed column by column with its purpose and its readers, and nothing is listed that is not held [8.1.4.11]', () => {
    expect(sealed).to.have.length.above(10);
    expect(rows.map(({ column }) => column)).to.have.members(sealed);
    for (const { column, said } of rows) for (const each of said) expect(each, column).to.match(/[a-z]{3}/);
  });
});
