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

/** Throws unless both are the same. */
export function mustEqual(law: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Violation(law, { found, expected });
}
