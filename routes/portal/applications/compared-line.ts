import type { Bilingual } from '../../../server/core/bilingual.js';

/** One line that a reviewer compares; `fits` is undefined where there is nothing to compare. */
export interface ComparedLine {
  readonly what: Bilingual;
  readonly stated: Bilingual;
  readonly known: Bilingual;
  readonly fits: boolean | undefined;
}

/** A text that is the same in every language. */
export const same = (text: string): Bilingual => ({ zh: text, en: text });

export const NOTHING = same('—');
export const NOT_STATED: Bilingual = { zh: '未填', en: 'Not stated' };
