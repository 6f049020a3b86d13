import { withChinesePunctuation } from '../../chinese-punctuation.js';
import { yuanInWords } from '../../../server/core/chinese-amount.js';
import type { SubsidyStatementFacts } from '../../../server/core/papers/loan-paper-facts.js';
import type { NotSubsidisedReason } from '../../../server/core/subsidy-segments.js';
import type { Block, Paper } from '../paper.js';
import { chineseDay, percent, subsidyPercent, yuan } from '../wording.js';
import { loanItems } from './loan-grid.js';

const REASONS: Readonly<Record<NotSubsidisedReason, string>> = {
  'before-disbursement': '放款前，不计息',
  'claimed-before': '已在其他申报中计算',
  'after-maturity': '合同到期后不贴息',
  'beyond-term': '超过贴息最长期限',
  misuse: '贷款被挪用期间不贴息',
  overdue: '逾期期间不贴息',
  extension: '展期期间不贴息',
  closure: '经营主体已歇业，不贴息',
  'legal-representative-change': '法定代表人已变更，不贴息',
  'eligibility-lost': '不再符合贴息条件',
};

/** Segment by segment, with the reason for days that earn nothing. */
const segmentTable = ({ segments, interestFen, subsidyFen }: SubsidyStatementFacts): Block => ({
  kind: 'table',
  columns: [
    { title: '起（含）', width: 62, align: 'center' },
    { title: '止（不含）', width: 62, align: 'center' },
    { title: '天数', width: 30, align: 'right' },
    { title: '计息本金（元）', width: 74, align: 'right' },
    { title: '年利率', width: 42, align: 'right' },
    { title: '贴息率', width: 44, align: 'right' },
    { title: '利息（元）', width: 58, align: 'right' },
    { title: '贴息（元）', width: 58, align: 'right' },
    { title: '不贴息原因', width: 88 },
  ],
  rows: segments.map((segment) => [
    segment.from,
    segment.until,
    String(segment.days),
    yuan(segment.principalFen),
    percent(segment.annualRate),
    subsidyPercent(segment.subsidyRate),
    yuan(segment.interestFen),
    yuan(segment.subsidyFen),
    segment.notSubsidisedBecause === null ? '' : REASONS[segment.notSubsidisedBecause],
  ]),
  total: [
    '合计',
    '',
    String(segments.reduce((sum, { days }) => sum + days, 0)),
    '',
    '',
    '',
    yuan(interestFen),
    yuan(subsidyFen),
    '',
  ],
});

/** 贴息明细单: every segment of a quarter with principal, rates, interest, subsidy, and why days earn none. */
export function subsidyStatement(facts: SubsidyStatementFacts): Paper {
  const { loan } = facts;
  const verified = facts.policyVerified ? '' : '（条款待核实）';
  return {
    title: '创业担保贷款贴息明细单',
    subtitle: `${facts.quarter}（${chineseDay(facts.from)}起，至${chineseDay(facts.until)}前一日止，算头不算尾）`,
    blocks: [
      { kind: 'grid', items: loanItems(loan) },
      { kind: 'heading', text: '一、本季度利息与贴息' },
      {
        kind: 'grid',
        items: [
          { label: '利息合计', text: `${yuan(facts.interestFen)} 元` },
          { label: '计贴息天数', text: `${facts.subsidisedDays} 天` },
          { label: '财政贴息', text: `${yuan(facts.subsidyFen)} 元` },
          { label: '借款人承担', text: `${yuan(facts.borrowerShareFen)} 元` },
          { label: '贴息大写', text: yuanInWords(facts.subsidyFen), wide: true },
          {
            label: '贴息依据',
            text: withChinesePunctuation(`${facts.policyDocument} ${facts.policyArticle}${verified}`),
            wide: true,
          },
          { label: '放款日 LPR', text: `一年期 ${percent(facts.loanPrimeRate)}`, wide: true },
        ],
      },
      { kind: 'heading', text: '二、分段计算' },
      segmentTable(facts),
      {
        kind: 'notes',
        items: [
          '利息与贴息按各段合并精确计算，只在合计时四舍五入到分一次；各段金额为累计数之差，因此各段相加恰为合计。',
          `计息天数算头不算尾，年利率除以 ${loan.dayCountBasis} 天。`,
          `引用的政策版本：${facts.policyIds.join('；')}。`,
          '本明细依据系统账簿出具；还款、冲正或状态更正后，差额在以后季度补扣。',
        ],
      },
    ],
  };
}
