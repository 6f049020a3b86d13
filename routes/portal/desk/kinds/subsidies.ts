import { CLAWBACK_CASE_STATES } from '../../../../server/core/states/clawback-case-states.js';
import { SUBSIDY_CLAIM_STATES } from '../../../../server/core/states/subsidy-claim-states.js';
import { inState, mayNext } from '../conditions.js';
import { valueAt, type Shown } from '../operations.js';
import { verdict, type WorkKind } from '../work-kind.js';

const hasUndecided = (record: Shown): boolean => {
  const causes = valueAt(record, 'causes');
  return (
    record['state'] === 'submitted' &&
    Array.isArray(causes) &&
    causes.some((each) => Number(valueAt(each, 'undecided')) > 0)
  );
};

const AS_READ = { contentHash: 'contentHash' } as const;

export const SUBSIDY_CLAIMS: WorkKind = {
  code: 'subsidy-claims',
  title: { zh: '贴息申报', en: 'Subsidy claims' },
  group: 'subsidies',
  papers: 'subsidy-claim',
  list: 'listSubsidyClaims',
  read: 'readSubsidyClaim',
  rowId: 'id',
  heading: 'number',
  columns: ['bank', 'quarter', 'state', 'lineCount', 'subsidy', 'paidOn'],
  filters: ['quarter', 'state', 'bankCode'],
  states: SUBSIDY_CLAIM_STATES.states,
  events: SUBSIDY_CLAIM_STATES.events,
  tones: { returned: 'warn', paid: 'good', funded: 'good' },
  about: {
    zh: '申报、审核、批准、安排资金由不同的人办理，每一步都核对所看到的内容。',
    en: 'Different people submit, verify, approve and fund; each step is bound to what was read.',
  },
  related: [
    {
      operation: 'listSubsidyLines',
      title: { zh: '申报明细', en: 'Lines' },
      columns: [
        'lineNumber',
        'contractNumber',
        'claimed',
        'computed',
        'difference',
        'cause',
        'explanation',
        'outcome',
      ],
      query: { segments: 'true' },
      filters: ['cause'],
      opens: ['segments', 'claimedSegments', 'adjustment', 'policies'],
    },
  ],
  files: [
    {
      code: 'lines',
      operation: 'downloadSubsidyClaim',
      title: { zh: '下载申报明细（CSV）', en: 'Lines as CSV' },
    },
  ],
  beginnings: [
    {
      code: 'build',
      operation: 'buildSubsidyClaim',
      title: { zh: '生成贴息申报', en: 'Build a claim' },
      hint: {
        zh: '按系统账面生成本行一个季度的申报。市级经办另填银行编码。',
        en: 'Builds the claim of a quarter from our books. The centre names the bank.',
      },
    },
  ],
  actions: [
    {
      code: 'submission',
      operation: 'submitSubsidyClaim',
      title: { zh: '申报', en: 'Submit' },
      isOpen: mayNext('submit'),
      binds: AS_READ,
    },
    {
      code: 'line-acceptances',
      operation: 'acceptClaimedLines',
      title: { zh: '采用核定金额', en: 'Accept computed amounts' },
      hint: {
        zh: '可按行号，也可按差异原因成批处理：同一原因的差异由同一口径造成。',
        en: 'By line, or all of a cause: one cause is one convention.',
      },
      isOpen: hasUndecided,
      binds: AS_READ,
    },
    {
      code: 'verification',
      operation: 'verifySubsidyClaim',
      title: { zh: '审核通过', en: 'Verify' },
      isOpen: mayNext('verify'),
      binds: AS_READ,
    },
    {
      code: 'approval',
      operation: 'approveSubsidyClaim',
      title: { zh: '批准', en: 'Approve' },
      isOpen: mayNext('approve'),
      binds: AS_READ,
    },
    {
      code: 'funding',
      operation: 'fundSubsidyClaim',
      title: { zh: '安排资金', en: 'Fund' },
      isOpen: mayNext('fund'),
      binds: AS_READ,
    },
    {
      code: 'payment-run',
      operation: 'proposePaymentRun',
      title: { zh: '拟拨付批次', en: 'Prepare the payment' },
      isOpen: inState('funded', 'paid'),
    },
    {
      code: 'payment',
      operation: 'paySubsidyClaim',
      title: { zh: '登记拨付', en: 'Record the payment' },
      isOpen: mayNext('pay'),
    },
    {
      code: 'return',
      operation: 'returnSubsidyClaim',
      title: { zh: '退回补正', en: 'Return' },
      isOpen: mayNext('return'),
      isGrave: true,
    },
  ],
};

export const CLAWBACK_CASES: WorkKind = {
  code: 'clawback-cases',
  title: { zh: '贴息追回', en: 'Clawback' },
  group: 'subsidies',
  papers: 'clawback-case',
  list: 'listClawbackCases',
  read: 'getClawbackCase',
  rowId: 'id',
  heading: 'number',
  columns: ['borrowerName', 'groundLabel', 'stateLabel', 'total', 'issuedOn', 'overdueSince'],
  filters: ['state'],
  states: CLAWBACK_CASE_STATES.states,
  events: CLAWBACK_CASE_STATES.events,
  tones: { proposed: 'warn', overdue: 'bad', closed: 'good' },
  subjectKind: 'clawback-case',
  beginnings: [
    { code: 'proposal', operation: 'proposeClawback', title: { zh: '追回立案', en: 'Propose a clawback' } },
  ],
  actions: [
    verdict(
      'decision',
      'decideClawback',
      { zh: '审批追回', en: 'Decide on the clawback' },
      'decide-clawback',
    ),
    {
      code: 'plan',
      operation: 'proposeClawbackPlan',
      title: { zh: '拟分期退回', en: 'Propose instalments' },
      isOpen: inState('issued', 'overdue'),
    },
    {
      code: 'receipt',
      operation: 'recordClawbackReceipt',
      title: { zh: '登记到账', en: 'Record a receipt' },
      isOpen: inState('issued', 'overdue'),
    },
    {
      code: 'withdrawal',
      operation: 'proposeClawbackWithdrawal',
      title: { zh: '拟撤销', en: 'Propose to withdraw' },
      isOpen: inState('issued', 'overdue'),
      isGrave: true,
    },
  ],
};

export const PAYMENT_RUNS: WorkKind = {
  code: 'payment-runs',
  title: { zh: '拨付批次', en: 'Payment runs' },
  group: 'subsidies',
  papers: 'payment-run',
  list: 'listPaymentRuns',
  read: 'readPaymentRun',
  rowId: 'id',
  heading: 'number',
  columns: ['bankOrganisationId', 'kind', 'payee', 'state', 'orders', 'total', 'createdAt'],
  filters: [],
  tones: { proposed: 'warn', approved: 'good', declined: 'bad' },
  subjectKind: 'payment-run',
  about: {
    zh: '对已安排资金的申报，在申报页拟拨付批次。',
    en: 'A run is prepared on the page of a funded claim.',
  },
  related: [
    {
      operation: 'listPaymentOrders',
      title: { zh: '支付指令', en: 'Orders' },
      columns: ['serialNumber', 'amount', 'state', 'settledOn', 'returnReason'],
      filters: ['state'],
    },
  ],
  files: [
    {
      code: 'payment-file',
      operation: 'downloadPaymentFile',
      title: { zh: '下载支付文件（CSV）', en: 'Payment file' },
      isThere: inState('approved'),
    },
  ],
  actions: [
    verdict(
      'decision',
      'decidePaymentRun',
      { zh: '审批拨付批次', en: 'Decide on the payment run' },
      'approve-payment-run',
    ),
  ],
};

export const BUDGETS: WorkKind = {
  code: 'budgets',
  title: { zh: '贴息预算', en: 'Budgets' },
  group: 'subsidies',
  list: 'listBudgets',
  read: 'readBudget',
  rowId: 'id',
  heading: 'year',
  columns: ['year', 'level', 'allotted', 'reserved', 'committed', 'paid', 'available', 'usedPercent'],
  filters: ['year', 'level'],
  subjectKind: 'budget',
  related: [
    {
      operation: 'listBudgetEntries',
      title: { zh: '变动记录', en: 'Entries' },
      columns: ['kind', 'amount', 'recordedAt'],
    },
  ],
  beginnings: [
    {
      code: 'allotment',
      operation: 'proposeAllotment',
      title: { zh: '拟下达预算', en: 'Propose an allotment' },
    },
  ],
  actions: [
    verdict(
      'allotment-decision',
      'decideAllotment',
      { zh: '审批预算下达', en: 'Decide on the allotment' },
      'allot-budget',
    ),
    {
      code: 'carry-over',
      operation: 'proposeCarryOver',
      title: { zh: '拟结转', en: 'Propose a carry-over' },
    },
    verdict(
      'carry-over-decision',
      'decideCarryOver',
      { zh: '审批结转', en: 'Decide on the carry-over' },
      'carry-over-budget',
    ),
  ],
};
