import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FACT_TABLES } from '../../models/fact-tables.js';

describe('tables of facts', () => {
  it('are those that the data model calls so, and the program may only add to them', () => {
    const facts = [...readFileSync('docs/data-model.md', 'utf8').matchAll(/^\| (\w+) \*\*F\*\*/gm)];
    expect([...FACT_TABLES]).to.have.members(facts.map(([, table]) => table));
  });
});
