import type { Bilingual } from '../bilingual.js';

/** What a paper may be about. */
export type DocumentSubject = 'application' | 'loan' | 'subsidy-claim' | 'payment-run' | 'compensation-claim';

/** The papers that the system issues (文书), and what each is about. */
export const DOCUMENT_KINDS = {
  'repayment-schedule': { zh: '还款计划表', en: 'repayment schedule', subject: 'loan' },
  'subsidy-statement': { zh: '贴息明细单', en: 'subsidy statement', subject: 'loan' },
} as const satisfies Record<string, Bilingual & { readonly subject: DocumentSubject }>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export const isDocumentKind = (text: string): text is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, text);

/** Key facts that the verification page confirms: never a personal value. */
export const PUBLIC_FACTS = {
  bank: { zh: '经办银行', en: 'bank' },
  guarantor: { zh: '担保机构', en: 'guarantor' },
  principal: { zh: '贷款金额（元）', en: 'principal (yuan)' },
  instalments: { zh: '期数', en: 'instalments' },
  maturesOn: { zh: '到期日', en: 'matures on' },
  quarter: { zh: '贴息季度', en: 'subsidy quarter' },
  interest: { zh: '利息合计（元）', en: 'interest (yuan)' },
  subsidy: { zh: '财政贴息（元）', en: 'subsidy (yuan)' },
} as const satisfies Record<string, Bilingual>;

export type PublicFacts = { readonly [Name in keyof typeof PUBLIC_FACTS]?: string };
