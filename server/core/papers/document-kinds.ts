import type { Bilingual } from '../bilingual.js';

/** What a paper may be about. */
export type DocumentSubject =
  | 'application'
  | 'loan'
  | 'subsidy-claim'
  | 'payment-run'
  | 'compensation-claim'
  | 'clawback-case'
  | 'bank-scorecard'
  | 'city'
  | 'organisation';

/** The papers that the system issues (文书), and what each is about. */
export const DOCUMENT_KINDS = {
  'application-form': { zh: '创业担保贷款申请表', en: 'application form', subject: 'application' },
  'eligibility-certificate': {
    zh: '创业担保贷款人员认定表',
    en: 'eligibility certificate',
    subject: 'application',
  },
  'approval-sheet': { zh: '创业担保贷款审批表', en: 'approval sheet', subject: 'application' },
  'guarantee-letter': { zh: '创业担保贷款担保函', en: 'guarantee letter', subject: 'application' },
  'repayment-schedule': { zh: '还款计划表', en: 'repayment schedule', subject: 'loan' },
  'subsidy-statement': { zh: '贴息明细单', en: 'subsidy statement', subject: 'loan' },
  'collection-notice': { zh: '逾期贷款催收通知书', en: 'collection notice', subject: 'loan' },
  'subsidy-approval': { zh: '贴息资金审批表', en: 'subsidy approval', subject: 'subsidy-claim' },
  'payment-list': { zh: '贴息资金拨付清单', en: 'payment list', subject: 'payment-run' },
  'compensation-approval': { zh: '代偿审批表', en: 'compensation approval', subject: 'compensation-claim' },
  'recovery-statement': { zh: '代偿追偿情况表', en: 'recovery statement', subject: 'compensation-claim' },
  'clawback-notice': { zh: '贴息资金追回通知书', en: 'clawback notice', subject: 'clawback-case' },
  'monthly-report': { zh: '贴息支出进度通报（月报）', en: 'monthly report', subject: 'city' },
  'half-year-report': { zh: '半年运行情况（半年报）', en: 'half-year report', subject: 'city' },
  'bank-scorecard': { zh: '经办银行评价表', en: 'bank scorecard', subject: 'bank-scorecard' },
  'report-sheet': { zh: '统计报表', en: 'report', subject: 'organisation' },
} as const satisfies Record<string, Bilingual & { readonly subject: DocumentSubject }>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** The kinds that are asked for by their subject alone; a report says besides what it counts. */
export type SubjectPaperKind = Exclude<DocumentKind, 'report-sheet'>;

export const isSubjectPaper = (kind: DocumentKind): kind is SubjectPaperKind => kind !== 'report-sheet';

export const isDocumentKind = (text: string): text is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, text);

/** Key facts that the verification page confirms: never a personal value. */
export const PUBLIC_FACTS = {
  application: { zh: '申请编号', en: 'application' },
  guarantee: { zh: '担保编号', en: 'guarantee' },
  claim: { zh: '申报编号', en: 'claim' },
  run: { zh: '拨付批次', en: 'payment run' },
  case: { zh: '追回案号', en: 'case' },
  bank: { zh: '经办银行', en: 'bank' },
  guarantor: { zh: '担保机构', en: 'guarantor' },
  amount: { zh: '金额（元）', en: 'amount (yuan)' },
  principal: { zh: '贷款金额（元）', en: 'principal (yuan)' },
  instalments: { zh: '期数', en: 'instalments' },
  orders: { zh: '支付笔数', en: 'orders' },
  decidedOn: { zh: '认定日期', en: 'decided on' },
  maturesOn: { zh: '到期日', en: 'matures on' },
  closedThrough: { zh: '数据截至', en: 'as of' },
  daysPastDue: { zh: '逾期天数', en: 'days past due' },
  report: { zh: '报表', en: 'report' },
  period: { zh: '统计期间', en: 'period' },
  quarter: { zh: '季度', en: 'quarter' },
  score: { zh: '得分', en: 'score' },
  rank: { zh: '名次', en: 'rank' },
  interest: { zh: '利息合计（元）', en: 'interest (yuan)' },
  subsidy: { zh: '财政贴息（元）', en: 'subsidy (yuan)' },
} as const satisfies Record<string, Bilingual>;

export type PublicFacts = { readonly [Name in keyof typeof PUBLIC_FACTS]?: string };
