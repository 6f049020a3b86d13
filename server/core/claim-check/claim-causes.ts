import type { Bilingual } from '../bilingual.js';

/** Why a claimed amount differs from ours, in the order of trial; `none` where it does not. */
export const CLAIM_CAUSES = {
  'unknown-loan': { zh: '查无此合同', en: 'No such contract' },
  'duplicate-line': { zh: '重复申报', en: 'Claimed twice' },
  none: { zh: '一致', en: 'No difference' },
  'day-count-both-ends': { zh: '算头又算尾', en: 'Both ends counted' },
  'basis-365-for-360': { zh: '应按360天误按365天', en: '365 days in place of 360' },
  'basis-360-for-365': { zh: '应按365天误按360天', en: '360 days in place of 365' },
  'overdue-days-included': { zh: '含逾期天数', en: 'Overdue days included' },
  'extension-days-included': { zh: '含展期天数', en: 'Extension days included' },
  'misuse-days-included': { zh: '含挪用天数', en: 'Misuse days included' },
  'after-maturity': { zh: '含到期后天数', en: 'Days after maturity included' },
  'beyond-term': { zh: '超过最长贴息期限', en: 'Days beyond the longest term included' },
  'after-settlement': { zh: '结清后仍计息', en: 'Settlement ignored' },
  'prepayment-ignored': { zh: '未计提前还款', en: 'Prepayment ignored' },
  'wrong-rate': { zh: '利率与合同不符', en: 'Another rate than the contract' },
  'wrong-regime': { zh: '贴息办法适用错误', en: 'The other subsidy regime' },
  'after-lost-eligibility': { zh: '含不再符合条件后的天数', en: 'Days after eligibility was lost included' },
  'after-closure': { zh: '含停业后天数', en: 'Days after the closure included' },
  'after-new-representative': {
    zh: '含变更法定代表人后天数',
    en: 'Days after the change of legal representative included',
  },
  rounding: { zh: '四舍五入尾差', en: 'Rounding' },
  unexplained: { zh: '原因不明', en: 'Unexplained' },
} as const satisfies Record<string, Bilingual>;

export type ClaimCause = keyof typeof CLAIM_CAUSES;
