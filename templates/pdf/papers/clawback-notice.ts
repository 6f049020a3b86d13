import { withChinesePunctuation } from '../../chinese-punctuation.js';
import { yuanInWords } from '../../../server/core/chinese-amount.js';
import type { ClawbackNoticeFacts } from '../../../server/core/papers/money-paper-facts.js';
import type { Block, Paper } from '../paper.js';
import { chineseDay, yuan } from '../wording.js';

/** What was paid and what should have been, quarter by quarter. */
const quartersTable = (facts: ClawbackNoticeFacts): Block => ({
  kind: 'table',
  columns: [
    { title: '季度', width: 90, align: 'center' },
    { title: '已拨付贴息（元）', width: 130, align: 'right' },
    { title: '重新核算（元）', width: 130, align: 'right' },
    { title: '应追回（元）', width: 130, align: 'right' },
  ],
  rows: facts.quarters.map(({ quarter, paidFen, recomputedFen, amountFen }) => [
    quarter,
    yuan(paidFen),
    yuan(recomputedFen),
    yuan(amountFen),
  ]),
  total: ['合计', '', '', yuan(facts.totalFen)],
});

/** 贴息资金追回通知书: why subsidy has to come back, quarter by quarter, and by when. */
export function clawbackNotice(facts: ClawbackNoticeFacts): Paper {
  const until = facts.untilOn === null ? '' : `至 ${chineseDay(facts.untilOn)} `;
  return {
    title: '贴息资金追回通知书',
    subtitle: `案号 ${facts.caseNumber}`,
    blocks: [
      { kind: 'paragraph', strong: true, text: `${facts.borrowerName}：` },
      {
        kind: 'paragraph',
        indented: true,
        text: `您在${facts.bankName}的创业担保贷款（合同编号 ${facts.contractNumber}），自 ${chineseDay(facts.fromOn)} 起${until}存在“${facts.ground}”的情形，不应享受财政贴息。查明的事实：${facts.found}`,
      },
      {
        kind: 'paragraph',
        indented: true,
        text: `依据${facts.document}（${withChinesePunctuation(facts.article)}），现决定追回已拨付的贴息资金共计 ${yuan(facts.totalFen)} 元（${yuanInWords(facts.totalFen)}）。`,
      },
      { kind: 'heading', text: '一、分季度计算' },
      quartersTable(facts),
      { kind: 'heading', text: '二、退回期限' },
      {
        kind: 'table',
        columns: [
          { title: '期次', width: 80, align: 'center' },
          { title: '最迟退回日期', width: 200, align: 'center' },
          { title: '金额（元）', width: 200, align: 'right' },
        ],
        rows: facts.parts.map(({ dueOn, amountFen }, index) => [
          String(index + 1),
          chineseDay(dueOn),
          yuan(amountFen),
        ]),
      },
      {
        kind: 'grid',
        items: [
          { label: '已退回', text: `${yuan(facts.returnedFen)} 元` },
          { label: '尚应退回', text: `${yuan(facts.owedFen)} 元` },
        ],
      },
      {
        kind: 'notes',
        items: [
          ...(facts.offset ? ['尚应退回的金额可从您以后应得的贴息中抵扣。'] : []),
          '对本决定有异议的，可自收到通知之日起向签发机构提出书面意见，也可依法申请行政复议或者提起行政诉讼。',
          `贷款所在区的主管部门：${facts.districtName}。`,
        ],
      },
    ],
  };
}
