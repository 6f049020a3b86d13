import { expect } from 'chai';
import { AUDIT_NOUNS, commandWord } from '../../routes/portal/desk/audit-words.js';
import { readSources } from './source-files.js';

const RUNS = /\b(?:runCommand|appendEvents)\b[^;]{0,200}?'([a-z][a-z-]*\.[a-z][a-z-]*)'/g;
const SUBJECT = /\bsubjectKind: '([a-z-]+)',\s*subjectId/g;

const found = (pattern: RegExp): string[] => [
  ...new Set(
    readSources('server').flatMap(({ code }) => [...code.matchAll(pattern)].map(([, name = '']) => name)),
  ),
];

describe('what auditors read', () => {
  it('says every command in words', () => {
    const commands = found(RUNS);
    expect(commands.length).to.be.greaterThan(120);
    expect(commands.filter((command) => commandWord(command) === undefined)).to.deep.equal([]);
  });

  it('says in words what each command acted on', () => {
    expect(found(SUBJECT).filter((kind) => AUDIT_NOUNS[kind] === undefined)).to.deep.equal([]);
  });
});
