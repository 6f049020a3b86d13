import type { Language } from './bilingual.js';
import { ERROR_TEXTS } from './error-texts.js';
import { wordOf } from './error-words.js';
import type { DomainError } from './errors.js';

const OPTIONAL_PART = /\[([^[\]]*)\]/g;
const PLACEHOLDER = /\{(\w+)\}/g;

/** What a person reads of a refusal: what is wrong in a few words, then why, and what to do next. */
export interface DescribedError {
  readonly title: string;
  readonly detail: string;
}

/**
 * The message of a refusal. `{name}` in a text is filled from the details, codes among them in words; what stands in
 * `[brackets]` is left out when a detail that it names is not there.
 */
export function describeError(error: DomainError, language: Language): DescribedError {
  const { title, detail } = ERROR_TEXTS[error.code];
  return { title: title[language], detail: fill(detail[language], error, language) };
}

function fill(text: string, error: DomainError, language: Language): string {
  const shown = (name: string): string =>
    wordOf(error, name)?.[language] ?? String(error.details[name] ?? '');
  const known = ([, name = '']: readonly string[]): boolean => name in error.details;
  return text
    .replaceAll(OPTIONAL_PART, (_, part: string) =>
      [...part.matchAll(PLACEHOLDER)].every(known) ? part : '',
    )
    .replaceAll(PLACEHOLDER, (_, name: string) => shown(name));
}
