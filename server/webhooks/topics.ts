import type { Bilingual } from '../core/bilingual.js';

/** What a message is about, as a bank knows it. */
export type SubjectKind = 'loan' | 'application' | 'subsidy-claim' | 'compensation-claim';

interface Topic {
  readonly about: SubjectKind;
  readonly meaning: Bilingual;
}

/** Everything that a bank can be told of. A topic that is not here leaves the system for nobody. */
export const WEBHOOK_TOPICS = {
  'application.submitted': {
    about: 'application',
    meaning: { zh: '申请已提交,待银行预审', en: 'An application has been filed; the bank pre-checks it' },
  },
  'application.returned': {
    about: 'application',
    meaning: { zh: '申请已退回补正', en: 'An application has been returned to be mended' },
  },
  'application.eligible': {
    about: 'application',
    meaning: { zh: '区级资格审核通过', en: 'The district has confirmed eligibility' },
  },
  'application.approved': {
    about: 'application',
    meaning: { zh: '授信和担保均已通过,待放款', en: 'Credit and guarantee are approved; to be disbursed' },
  },
  'application.rejected': {
    about: 'application',
    meaning: { zh: '申请未通过', en: 'An application has been refused' },
  },
  'loan.disbursed': {
    about: 'loan',
    meaning: { zh: '贷款已放款', en: 'A loan has been disbursed' },
  },
  'loan.extended': {
    about: 'loan',
    meaning: { zh: '展期已批准', en: 'An extension has been granted' },
  },
  'loan.settled': { about: 'loan', meaning: { zh: '贷款已结清', en: 'A loan is settled' } },
  'loan.reopened': {
    about: 'loan',
    meaning: { zh: '冲正后贷款恢复', en: 'A reversal has opened a settled loan again' },
  },
  'loan.compensated': {
    about: 'loan',
    meaning: { zh: '贷款已代偿', en: 'The guarantor has compensated a loan' },
  },
  'compensation-claim.returned': {
    about: 'compensation-claim',
    meaning: { zh: '代偿申请已退回', en: 'A claim for compensation has been returned' },
  },
  'compensation-claim.rejected': {
    about: 'compensation-claim',
    meaning: { zh: '不予代偿', en: 'A claim for compensation has been refused' },
  },
  'compensation-claim.recomputed': {
    about: 'compensation-claim',
    meaning: { zh: '代偿金额已重新核算', en: 'A claim for compensation has been computed again' },
  },
  'compensation-claim.consented': {
    about: 'compensation-claim',
    meaning: { zh: '各方已同意代偿', en: 'All have consented to a compensation' },
  },
  'compensation-claim.paid': {
    about: 'compensation-claim',
    meaning: { zh: '代偿已支付', en: 'A claim for compensation has been paid' },
  },
  'subsidy-claim.submitted': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息申报已提交', en: 'A subsidy claim has been submitted' },
  },
  'subsidy-claim.returned': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息申报已退回', en: 'A subsidy claim has been returned' },
  },
  'subsidy-claim.verified': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息申报已核验', en: 'A subsidy claim has been verified' },
  },
  'subsidy-claim.approved': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息申报已审批', en: 'A subsidy claim has been approved' },
  },
  'subsidy-claim.funded': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息资金已落实', en: 'Money for a subsidy claim is committed' },
  },
  'subsidy-claim.paid': {
    about: 'subsidy-claim',
    meaning: { zh: '贴息已拨付', en: 'A subsidy claim has been paid' },
  },
} as const satisfies Record<string, Topic>;

export type WebhookTopic = keyof typeof WEBHOOK_TOPICS;

export const WEBHOOK_TOPIC_NAMES = Object.keys(WEBHOOK_TOPICS) as readonly WebhookTopic[];

/** The members of `data` by what a message is about. Few on purpose: the rest is asked of the API, with the token's own rights. */
export const SUBJECT_MEMBERS = {
  loan: ['loanId', 'contractNumber'],
  application: ['applicationId', 'number'],
  'subsidy-claim': ['claimId', 'number', 'quarter'],
  'compensation-claim': ['claimId', 'number', 'loanId'],
} as const satisfies Record<SubjectKind, readonly string[]>;
