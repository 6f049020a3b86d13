import { LOAN_STATES } from '../../../../server/core/states/loan-states.js';
import { RECONCILIATION_BREAK_STATES } from '../../../../server/core/states/reconciliation-break-states.js';
import { allows, inState } from '../conditions.js';
import type { WorkKind } from '../work-kind.js';

const hasRejected = (record: Readonly<Record<string, unknown>>): boolean => Number(record['rejected']) > 0;

export const IMPORTS: WorkKind = {
  code: 'imports',
  title: { zh: '文件导入', en: 'Imports' },
  group: 'bank-files',
  list: 'listImports',
  read: 'getImport',
  rowId: 'id',
  heading: 'fileName',
  columns: ['kind', 'status', 'rows', 'accepted', 'rejected', 'unchanged', 'createdAt'],
  filters: ['kind'],
  tones: { done: 'good', failed: 'bad', running: 'warn', queued: 'warn' },
  about: {
    zh: '银行文件逐行读取：读得懂的立即入账，拒绝的行写明行号、列和改法，改好后只需重传这些行。',
    en: 'Rows are read one by one: what is right is booked, what is refused says line, column and how to mend it.',
  },
  beginnings: [
    {
      code: 'upload',
      operation: 'createImport',
      title: { zh: '上传银行文件', en: 'Send a file' },
      hint: {
        zh: 'CSV 或 XLSX，最大 512 MiB。贴息申报另填季度；市级经办另填银行编码。',
        en: 'CSV or XLSX, at most 512 MiB. A subsidy claim names its quarter; the centre names the bank.',
      },
    },
  ],
  related: [
    {
      operation: 'listImportRows',
      title: { zh: '拒绝的行', en: 'Refused rows' },
      columns: ['line', 'column', 'message', 'furtherProblems'],
    },
  ],
  files: [
    {
      code: 'rejected-csv',
      operation: 'downloadRejectedFile',
      title: { zh: '下载拒绝行（CSV）', en: 'Refused rows as CSV' },
      query: { format: 'csv' },
      isThere: hasRejected,
    },
    {
      code: 'rejected-xlsx',
      operation: 'downloadRejectedFile',
      title: { zh: '下载拒绝行（XLSX）', en: 'Refused rows as XLSX' },
      query: { format: 'xlsx' },
      isThere: hasRejected,
    },
  ],
};

export const RECONCILIATION_BREAKS: WorkKind = {
  code: 'reconciliation-breaks',
  title: { zh: '对账差异', en: 'Reconciliation breaks' },
  group: 'bank-files',
  list: 'listBreaks',
  read: 'getBreak',
  rowId: 'breakId',
  heading: 'contractNumber',
  columns: ['bankName', 'balanceOn', 'causeLabel', 'stated', 'ledger', 'difference', 'state', 'age'],
  filters: ['state', 'cause', 'bankCode', 'contractNumber', 'minimumAge'],
  states: RECONCILIATION_BREAK_STATES.states,
  tones: { open: 'warn', resolved: 'good', accepted: 'good' },
  actions: [
    {
      code: 'remark',
      operation: 'remarkOnBreak',
      title: { zh: '说明或备注', en: 'Explain or remark' },
      isOpen: inState('open', 'explained', 'being-corrected'),
      binds: { version: 'version' },
    },
    {
      code: 'comparison',
      operation: 'recheckBreak',
      title: { zh: '重新比对', en: 'Compare again' },
      isOpen: inState('open', 'explained', 'being-corrected', 'accepted'),
    },
    {
      code: 'acceptance',
      operation: 'acceptBreak',
      title: { zh: '认可差异', en: 'Accept' },
      isOpen: allows('accept'),
      binds: { version: 'version' },
    },
    {
      code: 'reopening',
      operation: 'reopenBreak',
      title: { zh: '重新核对', en: 'Reopen' },
      isOpen: allows('reopen'),
      binds: { version: 'version' },
    },
    {
      code: 'owner',
      operation: 'assignBreak',
      title: { zh: '指派', en: 'Assign' },
      isOpen: inState('open', 'explained', 'being-corrected'),
      binds: { version: 'version' },
      lookups: { ownerUserId: 'colleagues' },
    },
  ],
};

export const RECONCILIATIONS: WorkKind = {
  code: 'reconciliations',
  title: { zh: '对账', en: 'Reconciliations' },
  group: 'bank-files',
  list: 'listReconciliations',
  parameter: 'reconciliationId',
  rowId: 'reconciliationId',
  heading: 'balanceOn',
  columns: [
    'bankName',
    'statedCount',
    'stated',
    'ledger',
    'breaks.open',
    'breaks.explained',
    'breaks.resolved',
    'comparedAt',
  ],
  filters: ['bankCode'],
  actions: [
    { code: 'comparison', operation: 'compareBalances', title: { zh: '重新对账', en: 'Compare again' } },
  ],
};

/** What people look for first in a loan. */
const LOAN_FACTS =
  'borrowerName borrowerKind principal outstanding annualRatePercent termMonths repaymentMethod disbursedOn maturesOn extendedUntil bankName guarantorName districtName guaranteeBalance interestPaid penaltyPaid'.split(
    ' ',
  );

export const LOANS: WorkKind = {
  code: 'loans',
  title: { zh: '贷款业务', en: 'Loan affairs' },
  group: 'cases',
  papers: 'loan',
  list: 'listLoans',
  read: 'getLoan',
  rowId: 'loanId',
  heading: 'contractNumber',
  columns: ['borrowerName', 'state', 'principal', 'outstanding', 'disbursedOn', 'maturesOn'],
  filters: ['state', 'contractNumber', 'disbursedFrom', 'disbursedUntil'],
  first: LOAN_FACTS,
  states: LOAN_STATES.states,
  tones: { overdue: 'bad', active: 'good', compensated: 'bad' },
  related: [
    {
      operation: 'listExtensions',
      title: { zh: '展期申请', en: 'Extensions' },
      columns: ['requestedUntil', 'reason', 'state', 'requestedAt', 'decisionReason'],
      rowId: 'extensionId',
      rowActions: [
        {
          code: 'extension-decision',
          operation: 'decideExtension',
          title: { zh: '审批展期', en: 'Decide' },
          isOpen: inState('requested'),
        },
      ],
    },
    {
      operation: 'listRepayments',
      title: { zh: '还款流水', en: 'Repayments' },
      columns: ['serialNumber', 'kind', 'paidOn', 'principal', 'interest', 'penalty'],
      rowId: 'repaymentId',
      rowActions: [
        {
          code: 'repayment-reversal',
          operation: 'reverseRepayment',
          title: { zh: '冲正', en: 'Reverse' },
          isOpen: (row) => row['kind'] !== 'reversal' && row['reversedByRepaymentId'] === null,
          isGrave: true,
        },
      ],
    },
    {
      operation: 'listLoanEvents',
      title: { zh: '贷款状态记录', en: 'Events' },
      columns: ['kind', 'fromOn', 'untilOn', 'newRatePercent', 'note', 'revision', 'withdrawn'],
      rowId: 'loanEventId',
      rowActions: [
        {
          code: 'event-withdrawal',
          operation: 'withdrawLoanEvent',
          title: { zh: '撤销', en: 'Withdraw' },
          isOpen: (row) => row['source'] === 'bank' && row['withdrawn'] !== true,
          isGrave: true,
        },
      ],
    },
  ],
  actions: [
    {
      code: 'repayment',
      operation: 'recordRepayment',
      title: { zh: '登记还款', en: 'Record a repayment' },
      isOpen: inState('active', 'overdue'),
    },
    {
      code: 'event',
      operation: 'recordLoanEvent',
      title: { zh: '登记贷款状态', en: 'Report an event' },
    },
    {
      code: 'extension',
      operation: 'requestExtension',
      title: { zh: '申请展期', en: 'Ask for an extension' },
      isOpen: (record) => record['state'] === 'active' && record['extendedUntil'] === null,
    },
    {
      code: 'bank-class',
      operation: 'recordBankClass',
      title: { zh: '登记银行分类', en: 'Record the bank’s class' },
    },
    {
      code: 'reserve',
      operation: 'recordRepaymentReserve',
      title: { zh: '登记还款备款', en: 'Record a reserve' },
    },
    {
      code: 'compensation',
      operation: 'openCompensationClaim',
      title: { zh: '建立代偿申请', en: 'Open a compensation claim' },
      isOpen: inState('overdue'),
      binds: { loanId: 'loanId' },
    },
  ],
};
