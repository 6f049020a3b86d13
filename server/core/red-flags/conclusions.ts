import type { Bilingual } from '../bilingual.js';

/** What came of a red flag. */
export const CONCLUSIONS = {
  unfounded: { zh: '不属实', en: 'Unfounded' },
  explained: { zh: '属实,情有可原', en: 'True and explained' },
  corrected: { zh: '属实,已整改', en: 'True and put right' },
  'clawed-back': { zh: '属实,追回贴息', en: 'True: subsidy is demanded back' },
  'subsidy-stopped': { zh: '属实,停止贴息', en: 'True: the subsidy stops' },
} as const satisfies Record<string, Bilingual>;

export type Conclusion = keyof typeof CONCLUSIONS;
