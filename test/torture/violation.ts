import { isDeepStrictEqual } from 'node:util';

/** Something that must never happen, found by a check: which law, and what was seen. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(
    readonly law: string,
    readonly seen: unknown,
  ) {
    super(`${law}: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
  }
}

/** Throws unless both are the same, rows of a driver being as good as plain objects. */
export function mustEqual(law: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(plain(found), plain(expected))) throw new Violation(law, { found, expected });
}

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : value;
