import type { Bilingual } from './bilingual.js';

/** The five classes of loan risk (贷款五级分类), from the best to the worst. */
export const RISK_CLASSES = {
  pass: { zh: '正常', en: 'Pass' },
  'special-mention': { zh: '关注', en: 'Special mention' },
  substandard: { zh: '次级', en: 'Substandard' },
  doubtful: { zh: '可疑', en: 'Doubtful' },
  loss: { zh: '损失', en: 'Loss' },
} as const satisfies Record<string, Bilingual>;

export type RiskClass = keyof typeof RISK_CLASSES;
