import { ADJUSTMENT_REASONS } from '../../../server/subsidies/adjustment-reason.js';
import { APPROVAL_MODES, OBJECTION_EFFECTS } from '../../../server/core/approval-mode.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { CLAIM_CAUSES } from '../../../server/core/claim-check/claim-causes.js';
import {
  COLLECTION_KINDS,
  COLLECTION_OUTCOMES,
  COLLECTION_URGENCIES,
  PROMISE_STATES,
} from '../../../server/core/collection.js';
import { CONSENT_BODIES } from '../../../server/core/compensation/consent-bodies.js';
import { CLAWBACK_GROUNDS } from '../../../server/core/clawback/clawback-grounds.js';
import { COMPENSATION_EVIDENCE } from '../../../server/core/compensation/evidence-kinds.js';
import { WRITE_OFF_GROUNDS } from '../../../server/core/compensation/write-off-grounds.js';
import { BREAK_CAUSES } from '../../../server/core/reconciliation/break-causes.js';
import { ALERT_RULES, ALERT_SEVERITIES } from '../../../server/core/risk-alerts/alert-rules.js';
import { STATE_TABLES } from '../../../server/core/states/all-state-tables.js';
import { RISK_ALERT_STATES } from '../../../server/core/states/risk-alert-states.js';
import { CLASS_REASONS, RISK_CLASSES } from '../../../server/core/risk-class.js';
import { commandWord } from './audit-words.js';
import { ADMINISTRATION_WORDS } from './administration-words.js';
import { REPAYMENT_METHOD_CHOICES } from '../words.js';
import { COMPENSATION_CLAIM_STATES } from '../../../server/core/states/compensation-claim-states.js';
import { RED_FLAG_STATES } from '../../../server/core/states/red-flag-states.js';
import { RED_FLAG_WORDS } from './red-flag-labels.js';
import { STAGE_WORDS } from '../stage-words.js';

type Words = Readonly<Record<string, Bilingual>>;
const word = (zh: string, en: string): Bilingual => ({ zh, en });

const labelsIn = (entries: Readonly<Record<string, { readonly label: Bilingual }>>): Words =>
  Object.fromEntries(Object.entries(entries).map(([code, { label }]) => [code, label]));

const EVENT_KINDS: Words = {
  repayment: word('还款', 'Repayment'),
  prepayment: word('提前还款', 'Prepayment'),
  reversal: word('冲正', 'Reversal'),
  overdue: word('逾期', 'Overdue'),
  extension: word('展期', 'Extension'),
  misuse: word('挪用', 'Misuse'),
  settled: word('结清', 'Settled'),
  closure: word('经营实体注销', 'Closure'),
  'legal-representative-change': word('法定代表人变更', 'Change of legal representative'),
  'eligibility-lost': word('不再符合条件', 'Eligibility lost'),
  'rate-change': word('利率变更', 'Change of rate'),
};

const FILE_KINDS: Words = {
  portfolio: word('存量贷款', 'Portfolio'),
  repayments: word('还款流水', 'Repayments'),
  'loan-events': word('贷款状态', 'Loan events'),
  balances: word('余额表', 'Balance list'),
  'subsidy-claim': word('贴息申报', 'Subsidy claim'),
  'person-roster': word('人员名册', 'Roster of persons'),
  'firm-roster': word('企业名册', 'Roster of firms'),
  'place-roster': word('场地名册', 'Roster of places'),
  'payment-results': word('支付结果', 'Payment results'),
};

const BUDGET_WORDS: Words = {
  allot: word('下达', 'Allotment'),
  'carry-out': word('结转转出', 'Carried out'),
  'carry-in': word('结转转入', 'Carried in'),
  reserve: word('预留', 'Reserved'),
  release: word('释放', 'Released'),
  commit: word('安排', 'Committed'),
  pay: word('拨付', 'Paid'),
  return: word('退回', 'Returned'),
  central: word('中央', 'Central'),
  province: word('省级', 'Province'),
  city: word('市级', 'City'),
  district: word('区级', 'District'),
};

const GENERAL: Words = {
  ...RISK_ALERT_STATES.states,
  ...RED_FLAG_WORDS,
  ...labelsIn(BREAK_CAUSES),
  ...labelsIn(ALERT_RULES),
  ...CLAIM_CAUSES,
  ...ADJUSTMENT_REASONS,
  ...COLLECTION_KINDS,
  ...COLLECTION_OUTCOMES,
  ...COLLECTION_URGENCIES,
  ...PROMISE_STATES,
  ...COMPENSATION_EVIDENCE,
  ...CONSENT_BODIES,
  ...WRITE_OFF_GROUNDS,
  ...CLAWBACK_GROUNDS,
  remind: word('已提醒借款人和区', 'Borrower and district reminded'),
  escalate: word('已报中心', 'The centre told'),
  report: word('已报财政', 'The treasury told'),
  offset: word('抵扣', 'Offset'),
  ...APPROVAL_MODES,
  ...OBJECTION_EFFECTS,
  ...ALERT_SEVERITIES,
  ...CLASS_REASONS,
  ...RISK_CLASSES,
  ...REPAYMENT_METHOD_CHOICES,
  ...STAGE_WORDS,
  ...EVENT_KINDS,
  ...FILE_KINDS,
  ...BUDGET_WORDS,
  approve: word('同意', 'Approve'),
  decline: word('不同意', 'Decline'),
  agree: word('同意', 'Agree'),
  refuse: word('不同意', 'Refuse'),
  grant: word('同意展期', 'Grant'),
  granted: word('已同意', 'Granted'),
  refused: word('未同意', 'Refused'),
  requested: word('待审批', 'Requested'),
  pass: word('通过', 'Pass'),
  object: word('提出异议', 'Object'),
  upheld: word('维持原决定', 'Uphold'),
  reopened: word('重新办理', 'Reopen'),
  period: word('本期', 'This quarter'),
  adjustment: word('补扣', 'Adjustment'),
  accepted: word('采用核定金额', 'Accepted'),
  rejected: word('拒绝', 'Rejected'),
  returned: word('退回', 'Returned'),
  borrower: word('借款人（先付后贴）', 'The borrower'),
  bank: word('银行', 'The bank'),
  guarantor: word('担保方', 'The guarantor'),
  payment: word('拨付', 'Payment'),
  're-issue': word('重付', 'Re-issue'),
  proposed: word('待复核', 'Waits for a second person'),
  approved: word('已批准', 'Approved'),
  declined: word('未批准', 'Declined'),
  issued: word('已发出', 'Issued'),
  received: word('已到账', 'Received'),
  active: word('有效', 'Active'),
  disabled: word('已停用', 'Disabled'),
  due: word('待推送', 'Due'),
  delivered: word('已送达', 'Delivered'),
  dead: word('死信', 'Dead letter'),
  discarded: word('已放弃', 'Discarded'),
  queued: word('排队中', 'Queued'),
  running: word('读取中', 'Running'),
  done: word('已完成', 'Done'),
  failed: word('失败', 'Failed'),
  'in-progress': word('处理中', 'In progress'),
  resolved: word('已化解', 'Resolved'),
  'false-alarm': word('误报', 'False alarm'),
  receipt: word('回款', 'Receipt'),
  cost: word('追偿费用', 'Cost'),
  individual: word('个人', 'Individual'),
  partnership: word('合伙', 'Partnership'),
  enterprise: word('小微企业', 'Enterprise'),
  application: word('系统内申请', 'Application'),
  'take-over': word('存量接收', 'Take-over'),
  'balance-list': word('余额表', 'Balance list'),
  'rate-above-ceiling': word('利率高于上限', 'Rate above the ceiling'),
  'term-above-cap': word('期限超过上限', 'Term above the cap'),
  'extension-above-cap': word('展期超过上限', 'Extension above the cap'),
  'amount-above-cap': word('金额超过上限', 'Amount above the cap'),
  'no-policy-in-force': word('放款日无有效政策', 'No policy on its day'),
  'daily-close': word('日终', 'Daily close'),
  officer: word('经办登记', 'An officer'),
  'city-fund': word('市担保基金', 'City fund'),
  'guarantee-institution': word('担保机构', 'Guarantee institution'),
  're-guarantee': word('再担保机构', 'Re-guarantor'),
  'national-fund': word('国家融资担保基金', 'National fund'),
  agreed: word('协议约定', 'The agreement'),
  balance: word('余额', 'Balance'),
  class: word('五级分类', 'Class'),
  paper: word('材料', 'Paper'),
  fact: word('系统确认', 'Our books'),
  remark: word('备注', 'Remark'),
  assign: word('指派', 'Assigned'),
  explain: word('说明原因', 'Explain'),
  correct: word('正在更正', 'Being corrected'),
  accept: word('认可差异', 'Accept'),
  reopen: word('重新核对', 'Reopen'),
  start: word('开始处置', 'Start'),
  resolve: word('处置完毕', 'Resolve'),
  dismiss: word('误报', 'Dismiss as a false alarm'),
  'before-disbursement': word('放款前', 'Before disbursement'),
  'claimed-before': word('已申报', 'Claimed before'),
  true: word('是', 'Yes'),
  false: word('否', 'No'),
};

/** Members whose values mean something else than elsewhere. */
const BY_MEMBER: Readonly<Record<string, Words>> = {
  riskClass: RISK_CLASSES,
  statedClass: RISK_CLASSES,
  ledgerClass: RISK_CLASSES,
  limitedBy: { capital: word('资本倍数', 'Capital') },
  aspect: { overdue: word('逾期', 'Overdue') },
  alertState: RISK_ALERT_STATES.states,
  claimState: COMPENSATION_CLAIM_STATES.states,
  flagState: RED_FLAG_STATES.states,
};

/** Of a change from one state to another, whatever it is that changes. */
const STATE_WORDS: Words = Object.assign({}, ...STATE_TABLES.map(({ states }) => states)) as Words;

/** A code in words: as the member means it, as its kind of work names its states, or as it means everywhere. */
export function wordOf(member: string, value: string, states: Words = {}): Bilingual | undefined {
  const own = member === 'state' || member === 'event' ? states[value] : undefined;
  if (member === 'command') return commandWord(value);
  if (member === 'from' || member === 'to') return STATE_WORDS[value];
  return own ?? BY_MEMBER[member]?.[value] ?? ADMINISTRATION_WORDS[member]?.[value] ?? GENERAL[value];
}
