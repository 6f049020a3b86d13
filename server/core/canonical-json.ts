import { elementAt } from './element-at.js';

/** What canonical JSON can hold. `undefined` members are left out, as in JSON. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** Up to so many keys are sorted faster by hand than by the engine, which prepares itself for any number. */
const FEW_KEYS = 16;

/**
 * One text per value: keys sorted by code unit, no white space. Hashes and stored details are made from it, so that equal
 * content always has an equal hash.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const element of value as readonly JsonValue[]) {
      if (text !== '') text += ',';
      text += canonicalJson(element);
    }
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, JsonValue | undefined>>;
  for (const key of sortedKeys(members)) {
    const member = members[key];
    if (member === undefined) continue;
    if (text !== '') text += ',';
    text += quotedKey(key);
    text += canonicalJson(member);
  }
  return `{${text}}`;
}

/** Keys with their colon: the same few come again and again. */
const quotedKeys = new Map<string, string>();
const MOST_KEYS = 4096;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < MOST_KEYS) quotedKeys.set(key, quoted);
  return quoted;
}

function sortedKeys(members: object): string[] {
  const keys = Object.keys(members);
  if (keys.length > FEW_KEYS) return keys.toSorted();
  for (let next = 1; next < keys.length; next += 1) {
    const key = elementAt(keys, next);
    let place = next;
    for (let before = keys[place - 1]; before !== undefined && before > key; before = keys[place - 1]) {
      keys[place] = before;
      place -= 1;
    }
    keys[place] = key;
  }
  return keys;
}
