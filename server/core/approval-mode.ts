import type { Bilingual } from './bilingual.js';

/** Who decides on each guarantee under an agreement of bank and guarantor (政银担合作的审批方式). */
export const APPROVAL_MODES = {
  'bank-and-guarantor': { zh: '逐笔审批', en: 'The guarantor decides on each loan' },
  'bank-alone': {
    zh: '见贷即担',
    en: 'The bank decides within the agreed limits; the guarantor checks afterwards',
  },
  batch: { zh: '批量担保', en: 'The bank decides; compensation is capped for all loans together' },
} as const satisfies Record<string, Bilingual>;

export type ApprovalMode = keyof typeof APPROVAL_MODES;

/** What a well-founded objection of the guarantor leads to, as agreed: it stays on record, or the guarantee ends. */
export const OBJECTION_EFFECTS = {
  noted: { zh: '记录在案', en: 'It stays on record' },
  'guarantee-ends': { zh: '担保责任解除', en: 'The guarantee ends' },
} as const satisfies Record<string, Bilingual>;

export type ObjectionEffect = keyof typeof OBJECTION_EFFECTS;

/** Whether the guarantee arises with the bank's approved credit, without a decision of the guarantor on the loan. */
export const arisesWithCredit = (mode: string): boolean => mode === 'bank-alone' || mode === 'batch';
