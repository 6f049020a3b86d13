import type { Bilingual } from '../../server/core/bilingual.js';
import type { Stage } from '../../server/stage-clocks/stage-clock.js';

/** The stages that are timed, in words. */
export const STAGE_WORDS: Readonly<Record<string, Bilingual>> = {
  precheck: { zh: '银行预审', en: 'The bank’s precheck' },
  eligibility: { zh: '资格审核', en: 'Eligibility review' },
  credit: { zh: '银行授信', en: 'The bank’s decision' },
  guarantee: { zh: '担保决定', en: 'The guarantor’s decision' },
  disbursement: { zh: '放款', en: 'Disbursement' },
  correction: { zh: '申请人补正', en: 'Correction by the applicant' },
  reconsideration: { zh: '复核', en: 'Reconsideration' },
  extension: { zh: '展期审批', en: 'Extension' },
  'claim-verification': { zh: '贴息审核', en: 'Verification of the claim' },
  'claim-approval': { zh: '贴息批准', en: 'Approval of the claim' },
  'claim-funding': { zh: '安排资金', en: 'Funding of the claim' },
  'claim-payment': { zh: '贴息拨付', en: 'Payment of the claim' },
  'compensation-verification': { zh: '代偿审核', en: 'Verification of the compensation' },
  'compensation-approval': { zh: '代偿批准', en: 'Approval of the compensation' },
  'compensation-consent': { zh: '代偿同意', en: 'Consent to the compensation' },
  'compensation-payment': { zh: '代偿支付', en: 'Payment of the compensation' },
  'post-check': { zh: '事后核查', en: 'Post-check' },
} satisfies Readonly<Record<Stage, Bilingual>>;
