import { DomainError } from '../../server/core/errors.js';
import type { FormValues } from './page.js';

/** The field in which a page carries what was typed into a form that waits for a log-in or a proof. */
export const KEPT_FIELD = 'kept';

/** Whether a parsed body is a record of texts at all; multipart and urlencoded bodies are. */
export const isTextRecord = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** One text for each name: a name that comes twice, as a box with a hidden "no" before it does, has the last one. */
export function lastOfEach(values: Readonly<Record<string, unknown>>): FormValues {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[name, last.trim()] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The id in an address. Fails: not-found, as for one that is not there. */
export function idIn(params: FormValues, name: string): number {
  const text = params[name] ?? '';
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new DomainError('not-found');
  return Number(text);
}
