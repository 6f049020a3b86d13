import { DomainError } from './errors.js';

/** What a text is read as, or undefined where it is malformed. Other failures stand. */
export function unlessMalformed<Value>(parse: (text: string) => Value, text: string): Value | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'malformed') return undefined;
    throw error;
  }
}
