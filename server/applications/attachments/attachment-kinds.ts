import type { Bilingual } from '../../core/bilingual.js';
import { EVIDENCE } from '../../core/eligibility/facts.js';

/** The papers of an application: those that rules ask for, and those that bank and guarantor read. */
export const ATTACHMENT_KINDS = {
  ...EVIDENCE,
  'identity-document': { zh: '身份证明', en: 'identity document' },
  'household-register': { zh: '户口簿', en: 'household register' },
  'marriage-certificate': { zh: '婚姻证明', en: 'proof of marital status' },
  'articles-of-association': { zh: '公司章程', en: 'articles of association' },
  'financial-statements': { zh: '资产负债表和利润表', en: 'balance sheet and income statement' },
  'counter-guarantee-papers': { zh: '反担保材料', en: 'counter-guarantee papers' },
  'business-plan': { zh: '创业项目说明', en: 'description of the project' },
  other: { zh: '其他材料', en: 'other papers' },
} as const satisfies Record<string, Bilingual>;

export type AttachmentKind = keyof typeof ATTACHMENT_KINDS;

export const isAttachmentKind = (text: string): text is AttachmentKind =>
  Object.hasOwn(ATTACHMENT_KINDS, text);
