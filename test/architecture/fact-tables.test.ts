import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FACT_TABLES, PERSONAL_COLUMNS_OF_FACTS } from '../../models/fact-tables.js';
import { readSources } from './source-files.js';

/** What the program does not change yet, and may. */
const CHANGEABLE: ReadonlyMap<string, string> = new Map([
  ['organisations', 'an organisation can be renamed and closed'],
  ['loan_statistics', 'what was not known of a person can come to be known'],
]);

const program = readSources('server', 'models')
  .filter(({ path }) => !path.startsWith('models/migrations/'))
  .map(({ code }) => code)
  .join('\n');

/** Models and their tables, which follow each other where a file has several. */
const tables = readSources('models').flatMap(({ code }) => {
  const names = [...code.matchAll(/tableName: '(\w+)'/g)].map(([, table]) => table ?? '');
  const models = [...code.matchAll(/class (\w+) extends Model</g)].map(([, model]) => model ?? '');
  return names.map((table, index) => ({ table, model: models[index] ?? '' }));
});

/** Whether somewhere in the program rows of a table are changed or removed. */
const isChanged = (model: string, table: string): boolean =>
  new RegExp(`\\b(?:update|delete|change|remove|move|close)\\w*\\((?:[\\w.]+, )?\\s*${model}\\b`, 'i').test(
    program,
  ) || new RegExp(`\\b(?:UPDATE|DELETE FROM) ${table}\\b|INTO ${table}\\b[^;]*ON DUPLICATE`).test(program);

describe('tables of facts', () => {
  it('are those that the data model calls so, and the program may only add to them', () => {
    const facts = [...readFileSync('docs/data-model.md', 'utf8').matchAll(/^\| (\w+) \*\*F\*\*/gm)];
    expect([...FACT_TABLES]).to.have.members(facts.map(([, table]) => table));
  });

  it('are all that the program only adds to: of a new table it has to be said what it is [T43]', () => {
    expect(tables.length).to.be.above(FACT_TABLES.size);
    const onlyAddedTo = tables
      .filter(({ model, table }) => !isChanged(model, table))
      .map(({ table }) => table);
    const asSaid = [...FACT_TABLES].filter((table) => !PERSONAL_COLUMNS_OF_FACTS.has(table));
    expect(onlyAddedTo.filter((table) => !FACT_TABLES.has(table))).to.have.members([...CHANGEABLE.keys()]);
    expect(asSaid.filter((table) => !onlyAddedTo.includes(table))).to.deep.equal([]);
  });
});
