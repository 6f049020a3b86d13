import type { RepaymentScheduleFacts } from '../../../server/core/papers/loan-paper-facts.js';
import { sumFen } from '../../../server/core/money.js';
import type { Paper } from '../paper.js';
import { yuan } from '../wording.js';
import { loanItems } from './loan-grid.js';

/** 还款计划表: what falls due when, as it was drawn up at disbursement. */
export function repaymentSchedule({ loan, termMonths, instalments }: RepaymentScheduleFacts): Paper {
  return {
    title: '创业担保贷款还款计划表',
    subtitle: `贷款期限 ${termMonths} 个月，共 ${instalments.length} 期`,
    blocks: [
      { kind: 'grid', items: loanItems(loan) },
      {
        kind: 'table',
        columns: [
          { title: '期次', width: 40, align: 'center' },
          { title: '还款日期', width: 90, align: 'center' },
          { title: '应还本金（元）', width: 100, align: 'right' },
          { title: '应还利息（元）', width: 100, align: 'right' },
          { title: '应还合计（元）', width: 100, align: 'right' },
          { title: '剩余本金（元）', width: 100, align: 'right' },
        ],
        rows: instalments.map(({ number, dueOn, principalFen, interestFen, balanceAfterFen }) => [
          String(number),
          dueOn,
          yuan(principalFen),
          yuan(interestFen),
          yuan(sumFen([principalFen, interestFen])),
          yuan(balanceAfterFen),
        ]),
        total: [
          '合计',
          '',
          yuan(sumFen(instalments.map(({ principalFen }) => principalFen))),
          yuan(sumFen(instalments.map(({ interestFen }) => interestFen))),
          yuan(sumFen(instalments.flatMap(({ principalFen, interestFen }) => [principalFen, interestFen]))),
          '',
        ],
      },
      {
        kind: 'notes',
        items: [
          '本计划为放款时所定；提前还款、展期或利率调整后，以银行最新通知为准。',
          '请在还款日前将足额款项存入还款账户；逾期期间不享受财政贴息。',
        ],
      },
    ],
  };
}
