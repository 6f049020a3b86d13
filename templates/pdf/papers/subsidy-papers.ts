import { CLAIM_CAUSES } from '../../../server/core/claim-check/claim-causes.js';
import { yuanInWords } from '../../../server/core/chinese-amount.js';
import type {
  PaymentListFacts,
  SubsidyApprovalFacts,
} from '../../../server/core/papers/money-paper-facts.js';
import { SUBSIDY_CLAIM_STATES } from '../../../server/core/states/subsidy-claim-states.js';
import type { Block, Paper } from '../paper.js';
import { yuan } from '../wording.js';

const SORTS = { period: '本季度贴息', supplements: '以前季度补付', deductions: '以前季度扣回' } as const;

const stateWord = (state: string): string =>
  Object.hasOwn(SUBSIDY_CLAIM_STATES.states, state)
    ? SUBSIDY_CLAIM_STATES.states[state as keyof typeof SUBSIDY_CLAIM_STATES.states].zh
    : state;
const causeWord = (cause: string): string =>
  Object.hasOwn(CLAIM_CAUSES, cause) ? CLAIM_CAUSES[cause as keyof typeof CLAIM_CAUSES].zh : cause;

/** The claim and what is granted of it. */
const claimGrid = (facts: SubsidyApprovalFacts): Block => ({
  kind: 'grid',
  items: [
    { label: '申报编号', text: facts.claimNumber },
    { label: '申报银行', text: facts.bankName },
    { label: '贴息季度', text: facts.quarter },
    { label: '办理状态', text: stateWord(facts.state) },
    {
      label: '银行申报金额',
      text: facts.claimedFen === null ? '系统核算，无银行文件' : `${yuan(facts.claimedFen)} 元`,
    },
    { label: '核定贴息', text: `${yuan(facts.subsidyFen)} 元` },
    { label: '结转扣减', text: `${yuan(facts.deductedFen)} 元` },
    { label: '应拨金额', text: `${yuan(facts.payableFen)} 元` },
    { label: '应拨大写', text: yuanInWords(facts.payableFen), wide: true },
  ],
});

/** 贴息资金审批表: what one bank is granted for one quarter. */
export function subsidyApproval(facts: SubsidyApprovalFacts): Paper {
  return {
    title: '创业担保贷款贴息资金审批表',
    subtitle: `${facts.bankName}　${facts.quarter}`,
    blocks: [
      claimGrid(facts),
      { kind: 'heading', text: '一、核定构成' },
      {
        kind: 'table',
        columns: [
          { title: '项目', width: 180 },
          { title: '笔数', width: 80, align: 'right' },
          { title: '利息（元）', width: 120, align: 'right' },
          { title: '贴息（元）', width: 120, align: 'right' },
        ],
        rows: facts.totals.map(({ sort, lines, interestFen, subsidyFen }) => [
          SORTS[sort],
          String(lines),
          yuan(interestFen),
          yuan(subsidyFen),
        ]),
        total: [
          '合计',
          String(facts.totals.reduce((sum, { lines }) => sum + lines, 0)),
          '',
          yuan(facts.subsidyFen),
        ],
      },
      { kind: 'heading', text: '二、银行申报与核定差异' },
      {
        kind: 'table',
        columns: [
          { title: '差异原因', width: 220 },
          { title: '笔数', width: 60, align: 'right' },
          { title: '申报（元）', width: 110, align: 'right' },
          { title: '核定（元）', width: 110, align: 'right' },
        ],
        rows: facts.causes.map(({ cause, lines, claimedFen, computedFen }) => [
          causeWord(cause),
          String(lines),
          yuan(claimedFen),
          yuan(computedFen),
        ]),
        empty: '由系统按台账核算生成，没有差异',
      },
      { kind: 'heading', text: '三、办理人员' },
      {
        kind: 'table',
        columns: [
          { title: '环节', width: 200, align: 'center' },
          { title: '办理人', width: 300, align: 'center' },
        ],
        rows: facts.people.map(({ step, name }) => [step, name]),
      },
      { kind: 'notes', items: [`审批所绑定的申报内容摘要（SHA-256）：${facts.contentHash ?? '—'}`] },
    ],
  };
}

/** 贴息资金拨付清单: every order of a run, in the order of its numbers. */
export function paymentList(facts: PaymentListFacts): Paper {
  return {
    title: '创业担保贷款贴息资金拨付清单',
    subtitle: `拨付批次 ${facts.runNumber}${facts.kind === 're-issue' ? '（退回重付）' : ''}`,
    blocks: [
      {
        kind: 'grid',
        items: [
          { label: '申报编号', text: facts.claimNumber },
          { label: '贴息季度', text: facts.quarter },
          { label: '拨付银行', text: facts.bankName },
          { label: '支付笔数', text: `${facts.orders.length} 笔` },
          { label: '支付总额', text: `${yuan(facts.totalFen)} 元` },
          { label: '财政拨款', text: `${yuan(facts.transferFen)} 元` },
          { label: '总额大写', text: yuanInWords(facts.totalFen), wide: true },
          { label: '经办', text: facts.maker },
          { label: '复核', text: facts.checker },
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: '序号', width: 34, align: 'center' },
          { title: '支付编号', width: 150 },
          { title: '收款人', width: 140 },
          { title: '借款合同编号', width: 120 },
          { title: '金额（元）', width: 80, align: 'right' },
        ],
        rows: facts.orders.map(({ serialNumber, payee, contractNumber, amountFen }, index) => [
          String(index + 1),
          serialNumber,
          payee,
          contractNumber ?? '—',
          yuan(amountFen),
        ]),
        total: ['合计', '', '', '', yuan(facts.totalFen)],
      },
    ],
  };
}
