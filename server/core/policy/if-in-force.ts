import { DomainError } from '../errors.js';

/** What the policy says, or undefined for a day before it says anything: what was not ruled cannot be broken. Other failures stand. */
export function ifInForce<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return undefined;
    throw error;
  }
}
