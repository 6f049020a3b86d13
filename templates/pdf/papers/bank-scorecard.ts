import type { BankScorecardFacts } from '../../../server/core/papers/money-paper-facts.js';
import type { Paper } from '../paper.js';
import { chineseDay, groupedIfMoney } from '../wording.js';

/** 经办银行评价表: every measure with what it was counted from. */
export function bankScorecard(facts: BankScorecardFacts): Paper {
  return {
    title: '创业担保贷款经办银行评价表',
    subtitle: `${facts.bankName}　${facts.quarter}`,
    blocks: [
      {
        kind: 'grid',
        items: [
          { label: '经办银行', text: facts.bankName },
          { label: '评价季度', text: facts.quarter },
          { label: '得分', text: facts.score ?? '没有可评价的业务' },
          { label: '名次', text: facts.rank === null ? '—' : `${facts.rank} / ${facts.rankedBanks}` },
          { label: '账务截至', text: chineseDay(facts.booksOn) },
          { label: '评价版次', text: `第 ${facts.cardRevision} 版` },
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: '指标', width: 84 },
          { title: '含义', width: 176 },
          { title: '分子', width: 72, align: 'right' },
          { title: '分母', width: 72, align: 'right' },
          { title: '比率', width: 46, align: 'right' },
          { title: '得分', width: 44, align: 'right' },
          { title: '权重', width: 34, align: 'right' },
        ],
        rows: facts.lines.map(({ name, meaning, part, whole, ratePercent, marks, weight, verified }) => [
          verified ? name : `${name}（标准待核实）`,
          meaning,
          groupedIfMoney(part),
          groupedIfMoney(whole),
          ratePercent === null ? '—' : `${ratePercent}%`,
          marks ?? '—',
          String(weight),
        ]),
      },
      {
        kind: 'notes',
        items: [
          '没有业务可计的指标不计分，其权重由其他指标分担。',
          `评价内容摘要（SHA-256）：${facts.contentHash}`,
        ],
      },
    ],
  };
}
