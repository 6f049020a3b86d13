import { expect } from 'chai';
import * as fc from 'fast-check';
import { canonicalJson, type JsonValue } from '../../server/core/canonical-json.js';

/** The same as slowly and plainly as it can be said. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const ordered = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${ordered.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member)}`).join(',')}}`;
}

/** An object whose keys stand in this order. */
const object = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

describe('Canonical JSON', () => {
  it('of many keys is in the order of few', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${(index * 17) % 40}`);
    expect(canonicalJson(object(keys))).to.equal(plainly(object(keys)));
    expect(canonicalJson(object(keys))).to.equal(canonicalJson(object(keys.toReversed())));
    expect(canonicalJson(object(keys.slice(0, 16)))).to.equal(plainly(object(keys.slice(0, 16))));
  });

  it('is one text for equal content, whatever the order of its keys', () => {
    const keys = fc.oneof(fc.string(), fc.integer({ min: 0, max: 12 }).map(String));
    const { value: json } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.double({ noNaN: false }),
        fc.maxSafeInteger(),
        fc.constantFrom(null, true, false, undefined),
        fc.array(tie('value'), { maxLength: 4 }).map((list) => list.map((each) => each ?? null)),
        fc.dictionary(keys, tie('value'), { maxKeys: 24 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, json, { maxKeys: 24 }), (value) => {
        const text = canonicalJson(value as JsonValue);
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(text).to.equal(plainly(value));
        expect(canonicalJson(turned as JsonValue)).to.equal(text);
        expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
