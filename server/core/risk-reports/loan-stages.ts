import type { Bilingual } from '../bilingual.js';

/** What has become of a loan by a day: still repaid to its bank, or no longer. */
export const LOAN_STAGES = {
  held: { zh: '存续', en: 'Held' },
  settled: { zh: '结清', en: 'Settled' },
  compensated: { zh: '已代偿', en: 'Compensated' },
  'written-off': { zh: '已核销', en: 'Written off' },
} as const satisfies Record<string, Bilingual>;

export type LoanStage = keyof typeof LOAN_STAGES;
