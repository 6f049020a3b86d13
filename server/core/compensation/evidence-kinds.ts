import type { Bilingual } from '../bilingual.js';

/** What a claim for compensation is proven by; which of it has to be there is a dated parameter, `compensation-evidence`. */
export const COMPENSATION_EVIDENCE = {
  'claim-form': { zh: '代偿申请书', en: 'claim form' },
  'loan-contract': { zh: '借款合同', en: 'loan contract' },
  'guarantee-letter': { zh: '担保文件', en: 'guarantee letter' },
  'disbursement-record': { zh: '放款凭证', en: 'record of the disbursement' },
  'repayment-record': { zh: '还款流水', en: 'record of repayments' },
  'demand-record': { zh: '催收记录', en: 'record of demands' },
  other: { zh: '其他材料', en: 'other papers' },
} as const satisfies Record<string, Bilingual>;

export type CompensationEvidenceKind = keyof typeof COMPENSATION_EVIDENCE;

/** A paper that is stored, bound by its hash, or a fact that our own books confirm. */
export type EvidenceItem =
  | { readonly kind: CompensationEvidenceKind; readonly basis: 'paper'; readonly sha256: string }
  | { readonly kind: CompensationEvidenceKind; readonly basis: 'fact'; readonly fact: string };

/** What is asked for and neither stored nor confirmed. */
export const missingEvidence = (
  required: readonly CompensationEvidenceKind[],
  items: readonly EvidenceItem[],
): CompensationEvidenceKind[] => required.filter((kind) => items.every((item) => item.kind !== kind));
