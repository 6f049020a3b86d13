import type { Bilingual } from '../bilingual.js';

/** The message of a code: what is wrong, why, what to do next. Braces name values; brackets hold what is left out without them. */
export interface ErrorText {
  readonly title: Bilingual;
  readonly detail: Bilingual;
}
