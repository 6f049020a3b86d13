import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { readSources } from '../architecture/source-files.js';

/** A label or message as the core holds it. */
const isBilingual = (value: object): value is { zh: unknown; en: unknown } => 'zh' in value || 'en' in value;

/** Every object below a value with the path to it, each once. */
function* objectsIn(value: unknown, path: string, seen: Set<object>): Generator<[string, object]> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  yield [path, value];
  for (const [key, member] of Object.entries(value)) yield* objectsIn(member, `${path}.${key}`, seen);
}

const MODULES = await Promise.all(
  readSources('server/core').map(async ({ path }) => {
    const compiled = pathToFileURL(join('dist', path.replace(/\.ts$/, '.js'))).href;
    return [path, (await import(compiled)) as Readonly<Record<string, unknown>>] as const;
  }),
);

describe('Labels and messages of the core', () => {
  it('have both languages, and Chinese where Chinese is promised', () => {
    let labels = 0;
    for (const [path, exported] of MODULES)
      for (const [name, value] of Object.entries(exported))
        for (const [where, object] of objectsIn(value, `${path} ${name}`, new Set())) {
          if (!isBilingual(object)) continue;
          labels += 1;
          // A pattern such as YYYY-MM-DD is the same in both.
          if (object.zh !== object.en) expect(object.zh, where).to.match(/[\u4e00-\u9fff]/);
          expect(object.en, where).to.match(/[A-Za-z]/);
        }
    expect(labels).to.be.greaterThan(500);
  });

  it('have one for every key of a table of labels', () => {
    for (const [path, exported] of MODULES)
      for (const [name, value] of Object.entries(exported)) {
        if (!/^[A-Z][A-Z_]+$/.test(name) || typeof value !== 'object' || value === null) continue;
        const members = Object.entries(value as Readonly<Record<string, unknown>>);
        const labelled = members.filter(
          ([, member]) => typeof member === 'object' && member !== null && isBilingual(member),
        );
        if (labelled.length > 0) expect(labelled.length, `${path} ${name}`).to.equal(members.length);
      }
  });
});
