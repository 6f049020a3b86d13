import type { Bilingual } from './bilingual.js';
import type { DomainError } from './errors.js';
import { POLICY_FORMS } from './policy/policy-forms.js';
import { isPolicyParameter } from './policy/read-policy-value.js';
import { STOP_MEASURES } from './stop-rules.js';
import { STATE_TABLES } from './states/all-state-tables.js';

type Words = Readonly<Record<string, Bilingual>>;

/** The words for codes that stand in the details of a refusal, by the name of the detail. */
const DETAIL_WORDS: Readonly<Record<string, Words>> = {
  expected: {
    date: { zh: '日期,如 2025-03-21', en: 'a date such as 2025-03-21' },
    amount: { zh: '金额,如 300000.00', en: 'an amount such as 300000.00' },
    'smaller-amount': { zh: '较小的金额', en: 'a smaller amount' },
    rate: { zh: '百分比利率,如 3.45', en: 'a percentage such as 3.45' },
    term: { zh: '以月计的期限', en: 'a term in months' },
    'subsidy-quarter': { zh: '贴息季度,如 2025Q2', en: 'a subsidy quarter such as 2025Q2' },
  },
  from: {
    'partly-returned': { zh: '已有退回款项或待抵扣金额', en: 'something has come back or is about to' },
    superseded: { zh: '已有更新的报告', en: 'a later report counts' },
    withdrawn: { zh: '已撤销', en: 'taken back' },
    'daily-close': { zh: '日终结果', en: 'found by the daily close' },
    officer: { zh: '经审批的事项', en: 'decided by an officer' },
    requested: { zh: '待审批', en: 'asked for' },
    granted: { zh: '已同意', en: 'granted' },
    refused: { zh: '未同意', en: 'refused' },
    enabled: { zh: '启用', en: 'enabled' },
    disabled: { zh: '已停用', en: 'disabled' },
    proposed: { zh: '待启用', en: 'proposed' },
    active: { zh: '已启用', en: 'active' },
    approved: { zh: '已批准', en: 'approved' },
    declined: { zh: '未批准', en: 'declined' },
    done: { zh: '已完成', en: 'done' },
    due: { zh: '待发送', en: 'due' },
    delivered: { zh: '已送达', en: 'delivered' },
    dead: { zh: '无法送达', en: 'not deliverable' },
    discarded: { zh: '已放弃', en: 'discarded' },
  },
  event: {
    estimate: { zh: '影响测算', en: 'estimate what it would cost' },
    withdraw: { zh: '撤销报告', en: 'take the report back' },
    collect: { zh: '登记催收', en: 'record a collection' },
    correct: { zh: '更正', en: 'correct it' },
    decide: { zh: '审批', en: 'decide' },
    repay: { zh: '登记还款', en: 'record a repayment' },
    save: { zh: '保存', en: 'save' },
    'look-up': { zh: '查询名册', en: 'look up' },
    attach: { zh: '上传材料', en: 'add a paper' },
    detach: { zh: '删除材料', en: 'remove a paper' },
    reconsider: { zh: '申请复核', en: 'ask for reconsideration' },
    assign: { zh: '指派', en: 'assign' },
    enable: { zh: '启用', en: 'enable' },
    disable: { zh: '停用', en: 'disable' },
    activate: { zh: '启用', en: 'activate' },
    'issue-credential': { zh: '签发凭据', en: 'issue a credential' },
    'webhook-delivery.replay': { zh: '重新推送', en: 'replay' },
    'webhook-delivery.discard': { zh: '放弃推送', en: 'discard' },
    'job.retry': { zh: '重试', en: 'try again' },
  },
  level: {
    central: { zh: '中央级', en: 'central' },
    province: { zh: '省级', en: 'province' },
    city: { zh: '市级', en: 'city' },
    district: { zh: '区级', en: 'district' },
  },
  whose: {
    guarantor: { zh: '担保方', en: 'the guarantor' },
    agreement: { zh: '合作协议', en: 'the agreement' },
    obligor: { zh: '同一被担保人', en: 'one obligor' },
    'related-obligors': { zh: '同一被担保人及其关联方', en: 'an obligor and those related' },
  },
  measure: STOP_MEASURES,
  condition: {
    'ground-not-admitted': { zh: '该事由不在现行政策之内', en: 'the policy does not admit this ground' },
    'not-long-enough': { zh: '追偿时间未满规定月数', en: 'it has not been pursued for long enough' },
  },
  reason: {
    'quarter-not-over': { zh: '该贴息季度尚未结束', en: 'the subsidy quarter is not over' },
    'period-not-over': { zh: '统计期间尚未结束', en: 'the period is not over' },
    'not-filed': { zh: '申请尚未提交', en: 'the application was not filed' },
    'not-found-eligible': { zh: '资格审核尚未通过', en: 'the district has not found it eligible' },
    'not-approved': { zh: '审批尚未完成', en: 'it was not approved yet' },
    'no-guarantee': { zh: '没有有效的担保', en: 'there is no guarantee' },
    'not-overdue': { zh: '该贷款没有逾期', en: 'the loan is not overdue' },
    'not-compensated': { zh: '尚未代偿', en: 'nothing was compensated' },
    'too-many-orders': {
      zh: '支付笔数过多，请使用支付文件',
      en: 'there are too many orders; use the payment file',
    },
    'no-instalments': { zh: '该贷款没有分期计划', en: 'the loan has no schedule' },
    'foreign-form': {
      zh: '这张表单不是从本次登录的页面提交的,请刷新页面后重新提交',
      en: 'this form was not sent from a page of this log-in; reload the page and send it again',
    },
    'not-the-owner': { zh: '这项预警由其他机构处理', en: 'this alert is another organisation’s work' },
    'no-natural-person': {
      zh: '账号尚未登记身份证件,不能经办或复核',
      en: 'the account names no natural person, so it can neither prepare nor approve',
    },
    'outside-token-scope': {
      zh: '令牌的权限范围不包含这项操作',
      en: 'the token does not cover it',
    },
    'own-account': { zh: '不能管理自己的账号', en: 'nobody manages an account of their own' },
    'extended-before': { zh: '该笔贷款已经展期', en: 'The loan has been extended before' },
    'after-maturity': { zh: '该笔贷款已经到期', en: 'The loan has matured' },
    'not-later': { zh: '展期到期日不晚于原到期日', en: 'The new maturity is not later than the old one' },
    'too-long': { zh: '展期时间过长', en: 'The extension is too long' },
    'no-paper': { zh: '不是 PDF、JPEG 或 PNG', en: 'it is no PDF, JPEG or PNG' },
    malicious: { zh: '文件中发现恶意内容', en: 'malicious content was found in it' },
    'other-extension': {
      zh: '文件名的后缀与内容不符',
      en: 'its name has the ending of another kind of file',
    },
    unsigned: { zh: '缺少签名请求头', en: 'its signature headers are missing' },
    timestamp: { zh: '时间戳与系统时间相差超过300秒', en: 'its timestamp is more than 300 seconds off' },
    signature: { zh: '签名不符', en: 'its signature does not fit' },
    replayed: { zh: '该报文已经收到过', en: 'this very message was taken before' },
    body: { zh: '正文与所签摘要不符', en: 'its body is not the one that was signed' },
    'not-listed': { zh: '不在许可清单', en: 'it is not on the list' },
    'private-address': { zh: '解析到内网地址', en: 'it leads to a private address' },
    empty: { zh: '文件为空', en: 'it is empty' },
    'row-too-long': { zh: '有一行或一个单元格过长', en: 'a row or cell is too long' },
    'old-excel': {
      zh: '是旧版 Excel(.xls),请另存为 .xlsx 或 CSV',
      en: 'it is an old Excel file (.xls); save it as .xlsx or CSV',
    },
    'utf-16': {
      zh: '是 UTF-16 文本,请另存为 UTF-8 的 CSV',
      en: 'it is UTF-16 text; save it as CSV in UTF-8',
    },
    'not-xlsx': { zh: '不是有效的 XLSX', en: 'it is not a valid XLSX workbook' },
    'too-large': {
      zh: '工作簿过大或压缩比异常,请改用 CSV',
      en: 'the workbook is too large or compressed beyond reason; use CSV',
    },
    'merged-header': {
      zh: '表头有合并的单元格,请取消合并',
      en: 'cells of the header are merged; unmerge them',
    },
    'not-csv': { zh: '不是有效的 CSV', en: 'it is not valid CSV' },
    'missing-columns': { zh: '缺少必需的列', en: 'required columns are missing' },
    'repeated-columns': { zh: '列名重复', en: 'columns are repeated' },
  },
  rule: {
    unchanged: { zh: '与当前密码相同', en: 'it is the present one' },
    length: { zh: '长度不够', en: 'it is too short' },
    classes: { zh: '字符种类太少', en: 'it has too few kinds of characters' },
    common: { zh: '过于常见', en: 'it is a common one' },
    repeated: { zh: '重复字符过多', en: 'it repeats few characters' },
    username: { zh: '包含用户名', en: 'it contains the user name' },
  },
  what: {
    erasure: { zh: '待批准的到期个人信息删除', en: 'an erasure that waits for approval' },
    'decide-credit': { zh: '授信提请或决定', en: 'a proposal or decision on credit' },
    'decide-guarantee': { zh: '担保提请或决定', en: 'a proposal or decision on the guarantee' },
    disburse: { zh: '待复核的放款', en: 'a disbursement that waits for approval' },
    'activate-agreement': { zh: '待复核的合作协议', en: 'an agreement that waits for approval' },
    'allot-budget': { zh: '待复核的预算下达', en: 'an allotment that waits for approval' },
    'carry-over-budget': { zh: '待复核的预算结转', en: 'a carry-over that waits for approval' },
    'approve-payment-run': { zh: '待复核的拨付', en: 'a payment run that waits for approval' },
    'payment-run': { zh: '待复核的拨付', en: 'a payment run that waits for approval' },
    'decide-clawback': { zh: '待复核的追回事项', en: 'a clawback that waits for approval' },
    posting: { zh: '该笔记账', en: 'this posting' },
    'record-capital': { zh: '待复核的担保资本', en: 'a capital that waits for approval' },
    'release-stop': { zh: '待复核的解除', en: 'a release that waits for approval' },
    'close-post-check': { zh: '待复核的核查意见', en: 'a finding that waits for approval' },
    'conclude-red-flag': { zh: '待审定的疑点结论', en: 'a conclusion that waits for approval' },
    'whitelist-element': { zh: '待复核的白名单', en: 'a whitelisting that waits for approval' },
    allot: { zh: '预算下达', en: 'an allotment' },
    reserve: { zh: '预算预留', en: 'a reservation of the budget' },
    release: { zh: '预留释放', en: 'a release of the reservation' },
    commit: { zh: '预算安排', en: 'a commitment of the budget' },
    pay: { zh: '预算支付', en: 'a payment from the budget' },
    return: { zh: '预算退回', en: 'a return to the budget' },
    contractNumber: { zh: '合同编号', en: 'the contract number' },
    'compensation-claim': { zh: '该笔贷款的代偿申请', en: 'a claim for compensation of this loan' },
    consent: { zh: '该部门的同意意见', en: 'the consent of this body' },
    recoveryReference: { zh: '追偿流水编号', en: 'the reference of the recovery' },
    'approve-write-off': { zh: '待批准的核销', en: 'a write-off that waits for approval' },
    'confirm-write-off': { zh: '待确认的核销', en: 'a write-off that waits for confirmation' },
    paymentReference: { zh: '代偿付款编号', en: 'the guarantor’s payment reference' },
    bankReference: { zh: '银行付款编号', en: 'the bank’s reference' },
    serialNumber: { zh: '流水号', en: 'the serial number' },
    extension: { zh: '展期申请', en: 'a request for an extension' },
    reconsideration: { zh: '复核申请', en: 'a request for reconsideration' },
    attachment: { zh: '这份材料', en: 'this paper' },
    organisation: { zh: '该编码的机构', en: 'an organisation of this code' },
    username: { zh: '用户名', en: 'the user name' },
    phone: { zh: '手机号', en: 'the phone number' },
    'administrator-role': {
      zh: '此人的另一管理员账号(三员分立)',
      en: 'another administrator’s account of this person',
    },
    'open-application': { zh: '正在办理的申请', en: 'an open application' },
    'two-active-credentials': { zh: '两个有效凭据', en: 'two active credentials' },
    'second-factor': { zh: '双重验证', en: 'the second factor' },
  },
};

/** The word for one detail of a refusal, or undefined where its value speaks for itself. */
export function wordOf(error: DomainError, name: string): Bilingual | undefined {
  const code = error.details[name] ?? '';
  const table = STATE_TABLES.find((each) => each.name === error.details['table']);
  if (name === 'parameter') return parameterWord(String(code));
  const byTable = name === 'from' ? table?.states[code] : name === 'event' ? table?.events[code] : undefined;
  return byTable ?? DETAIL_WORDS[name]?.[code];
}

function parameterWord(parameter: string): Bilingual | undefined {
  if (parameter === 'loan-prime-rate') return { zh: '贷款市场报价利率', en: 'the loan prime rate' };
  return isPolicyParameter(parameter) ? POLICY_FORMS[parameter].label : undefined;
}
