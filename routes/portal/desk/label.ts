import type { Bilingual } from '../../../server/core/bilingual.js';

/** A label in both languages. */
export const label = (zh: string, en: string): Bilingual => ({ zh, en });
