import { COMPENSATION_CLAIM_STATES } from '../../../../server/core/states/compensation-claim-states.js';
import { GUARANTEE_STOP_STATES } from '../../../../server/core/states/guarantee-stop-states.js';
import { LOAN_STATES } from '../../../../server/core/states/loan-states.js';
import { RISK_ALERT_STATES } from '../../../../server/core/states/risk-alert-states.js';
import { inState, mayNext } from '../conditions.js';
import { verdict, type WorkKind } from '../work-kind.js';

const AS_READ = { contentHash: 'contentHash' } as const;

export const COMPENSATION_CLAIMS: WorkKind = {
  code: 'compensation-claims',
  title: { zh: '代偿与追偿', en: 'Compensation and recovery' },
  group: 'risk',
  papers: 'compensation-claim',
  list: 'listCompensationClaims',
  read: 'readCompensationClaim',
  rowId: 'id',
  heading: 'number',
  columns: ['contractNumber', 'bankName', 'guarantorName', 'state', 'claimed', 'compensation'],
  filters: ['state'],
  due: 'openStage.dueOn',
  states: COMPENSATION_CLAIM_STATES.states,
  events: COMPENSATION_CLAIM_STATES.events,
  tones: { returned: 'warn', paid: 'good', recovering: 'warn', rejected: 'bad', closed: 'good' },
  subjectKind: 'compensation-claim',
  about: {
    zh: '逾期满 90 天后由银行在“贷款业务”里建立代偿申请。',
    en: 'A bank opens a claim on the page of the loan, from the 91st day past due.',
  },
  related: [
    {
      operation: 'listRecoveries',
      title: { zh: '追偿记录', en: 'Recoveries' },
      columns: ['kind', 'side', 'reference', 'occurredOn', 'amount', 'costs'],
      rowId: 'recoveryId',
      rowActions: [
        {
          code: 'reversal',
          operation: 'reverseRecovery',
          title: { zh: '冲正', en: 'Reverse' },
          isOpen: (row, role) => row['kind'] !== 'reversal' && role.startsWith(String(row['side'])),
          isGrave: true,
        },
      ],
    },
  ],
  actions: [
    {
      code: 'evidence',
      operation: 'addCompensationEvidence',
      title: { zh: '上传证明材料', en: 'Add evidence' },
      isOpen: inState('draft', 'returned'),
    },
    {
      code: 'submission',
      operation: 'submitCompensationClaim',
      title: { zh: '提交代偿申请', en: 'Submit' },
      isOpen: mayNext('submit'),
      binds: AS_READ,
    },
    {
      code: 'recomputation',
      operation: 'recomputeCompensationClaim',
      title: { zh: '重新核算', en: 'Compute again' },
      isOpen: mayNext('recompute'),
    },
    {
      code: 'verification',
      operation: 'verifyCompensationClaim',
      title: { zh: '担保方审核通过', en: 'Verify' },
      isOpen: mayNext('verify'),
      binds: AS_READ,
    },
    {
      code: 'approval',
      operation: 'approveCompensationClaim',
      title: { zh: '同意代偿', en: 'Approve' },
      isOpen: mayNext('approve'),
      binds: AS_READ,
    },
    {
      code: 'consent',
      operation: 'recordCompensationConsent',
      title: { zh: '登记同意意见', en: 'Record a consent' },
      isOpen: mayNext('record-consent'),
      binds: AS_READ,
    },
    {
      code: 'payment',
      operation: 'payCompensationClaim',
      title: { zh: '登记代偿', en: 'Record the payment' },
      isOpen: mayNext('pay'),
      binds: AS_READ,
    },
    {
      code: 'recovery',
      operation: 'recordRecovery',
      title: { zh: '登记回款', en: 'Record a receipt' },
      isOpen: inState('paid', 'recovering', 'written-off'),
    },
    {
      code: 'recovery-cost',
      operation: 'recordRecoveryCost',
      title: { zh: '登记追偿费用', en: 'Record a cost' },
      isOpen: inState('paid', 'recovering', 'written-off'),
    },
    {
      code: 'write-off',
      operation: 'proposeWriteOff',
      title: { zh: '申请核销', en: 'Propose a write-off' },
      isOpen: inState('recovering', 'paid'),
      isGrave: true,
    },
    verdict(
      'write-off-approval',
      'approveWriteOff',
      { zh: '审批核销', en: 'Decide on the write-off' },
      'approve-write-off',
    ),
    verdict(
      'write-off-confirmation',
      'confirmWriteOff',
      { zh: '财政确认核销', en: 'Confirm the write-off' },
      'confirm-write-off',
    ),
    {
      code: 'return',
      operation: 'returnCompensationClaim',
      title: { zh: '退回补正', en: 'Return' },
      isOpen: mayNext('return'),
      isGrave: true,
    },
    {
      code: 'rejection',
      operation: 'rejectCompensationClaim',
      title: { zh: '不予代偿', en: 'Reject' },
      isOpen: mayNext('reject'),
      isGrave: true,
    },
    {
      code: 'withdrawal',
      operation: 'withdrawCompensationClaim',
      title: { zh: '撤回', en: 'Withdraw' },
      isOpen: mayNext('withdraw'),
      isGrave: true,
    },
  ],
};

export const RISK_ALERTS: WorkKind = {
  code: 'risk-alerts',
  title: { zh: '风险预警', en: 'Risk alerts' },
  group: 'risk',
  list: 'listRiskAlerts',
  read: 'getRiskAlert',
  rowId: 'alertId',
  heading: 'contractNumber',
  columns: ['ruleLabel', 'borrowerName', 'severityLabel', 'state', 'owner', 'raisedOn'],
  filters: ['state', 'rule', 'severity', 'own', 'late'],
  due: 'dueOn',
  states: RISK_ALERT_STATES.states,
  tones: { open: 'warn', resolved: 'good', high: 'bad' },
  actions: [
    {
      code: 'action',
      operation: 'actOnRiskAlert',
      title: { zh: '处置', en: 'Act' },
      isOpen: inState('open', 'in-progress'),
      binds: { version: 'version' },
    },
    {
      code: 'owner',
      operation: 'assignRiskAlert',
      title: { zh: '指派', en: 'Assign' },
      isOpen: inState('open', 'in-progress'),
      binds: { version: 'version' },
      lookups: { ownerUserId: 'colleagues' },
    },
  ],
};

export const COLLECTIONS: WorkKind = {
  code: 'collections',
  title: { zh: '催收', en: 'Collections' },
  group: 'risk',
  list: 'listCollections',
  read: 'getLoan',
  rowId: 'loanId',
  heading: 'contractNumber',
  columns: [
    'borrowerName',
    'urgencyLabel',
    'daysPastDue',
    'outstanding',
    'riskClass',
    'nextStep',
    'promise',
    'claimWindow.claimBy',
  ],
  filters: ['urgency'],
  states: LOAN_STATES.states,
  tones: { overdue: 'bad', active: 'good', compensated: 'bad' },
  about: {
    zh: '逾期贷款，最紧急的在前：承诺未履行、约定的下一步到期、尚无人联系。',
    en: 'Overdue loans, the most urgent first: broken promises, steps that are due, and those nobody has reached.',
  },
  related: [
    {
      operation: 'listCollectionActions',
      title: { zh: '催收记录', en: 'Actions' },
      columns: ['actedOn', 'organisationName', 'kindLabel', 'outcomeLabel', 'note', 'promise', 'nextStep'],
    },
  ],
  actions: [
    {
      code: 'action',
      operation: 'recordCollectionAction',
      title: { zh: '登记催收', en: 'Record an action' },
      without: ['correctsActionId'],
    },
  ],
};

export const GUARANTEE_STOPS: WorkKind = {
  code: 'guarantee-stops',
  title: { zh: '暂停新增担保', en: 'Guarantee stops' },
  group: 'risk',
  list: 'listGuaranteeStops',
  read: 'getGuaranteeStop',
  rowId: 'stopId',
  heading: 'measureLabel',
  columns: ['organisation.name', 'state', 'ratePercent', 'thresholdPercent', 'stoppedOn', 'releasedUntil'],
  filters: ['state'],
  states: GUARANTEE_STOP_STATES.states,
  tones: { active: 'bad', released: 'good' },
  subjectKind: 'guarantee-stop',
  actions: [
    {
      code: 'release-proposal',
      operation: 'proposeStopRelease',
      title: { zh: '提请解除暂停', en: 'Propose a release' },
      isOpen: inState('active'),
    },
    verdict(
      'release-decision',
      'decideStopRelease',
      { zh: '审批解除暂停', en: 'Decide on the release' },
      'release-stop',
    ),
  ],
};

export const CHANGE_REPORTS: WorkKind = {
  code: 'change-reports',
  title: { zh: '变更报告', en: 'Change reports' },
  group: 'risk',
  list: 'listChangeReports',
  rowId: 'id',
  heading: 'contractNumber',
  columns: ['bankName', 'kind', 'happenedOn', 'reportedOn', 'dueOn', 'lateByWorkingDays'],
  filters: [],
};
