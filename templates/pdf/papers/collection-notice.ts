import { COLLECTION_KINDS, COLLECTION_OUTCOMES } from '../../../server/core/collection.js';
import { sumFen } from '../../../server/core/money.js';
import type { CollectionNoticeFacts } from '../../../server/core/papers/loan-paper-facts.js';
import { RISK_CLASSES } from '../../../server/core/risk-class.js';
import type { Block, Paper } from '../paper.js';
import { chineseDay, yuan } from '../wording.js';
import { loanItems } from './loan-grid.js';

/** What was done about it before. */
const actionsTable = ({ actions }: CollectionNoticeFacts): Block => ({
  kind: 'table',
  columns: [
    { title: '日期', width: 80, align: 'center' },
    { title: '机构', width: 160 },
    { title: '方式', width: 70, align: 'center' },
    { title: '结果', width: 100, align: 'center' },
    { title: '承诺还款', width: 130, align: 'right' },
  ],
  rows: actions.map((action) => [
    action.actedOn,
    action.organisationName,
    COLLECTION_KINDS[action.kind].zh,
    COLLECTION_OUTCOMES[action.outcome].zh,
    action.promisedFen === null ? '' : `${action.promisedOn} 前 ${yuan(action.promisedFen)}`,
  ]),
  empty: '此前没有催收记录',
});

/** 逾期贷款催收通知书: what is overdue, since when, and what follows. */
export function collectionNotice(facts: CollectionNoticeFacts): Paper {
  const { loan, due } = facts;
  const all = sumFen(due.flatMap(({ principalFen, interestFen }) => [principalFen, interestFen]));
  return {
    title: '逾期贷款催收通知书',
    subtitle: `数据截至 ${chineseDay(facts.closedThrough)}`,
    blocks: [
      { kind: 'paragraph', strong: true, text: `${loan.borrowerName}：` },
      {
        kind: 'paragraph',
        indented: true,
        text: `您在${loan.bankName}的创业担保贷款（合同编号 ${loan.contractNumber}）自 ${chineseDay(facts.pastDueSince)} 起未按期足额还款，截至 ${chineseDay(facts.closedThrough)} 已逾期 ${facts.daysPastDue} 天，尚欠贷款本金 ${yuan(facts.outstandingFen)} 元。请在收到本通知后立即还清逾期款项。`,
      },
      {
        kind: 'grid',
        items: [...loanItems(loan), { label: '五级分类', text: RISK_CLASSES[facts.riskClass].zh }],
      },
      { kind: 'heading', text: '已到期应还款项（按还款计划）' },
      {
        kind: 'table',
        columns: [
          { title: '还款日期', width: 120, align: 'center' },
          { title: '应还本金（元）', width: 130, align: 'right' },
          { title: '应还利息（元）', width: 130, align: 'right' },
        ],
        rows: due.map(({ dueOn, principalFen, interestFen }) => [
          dueOn,
          yuan(principalFen),
          yuan(interestFen),
        ]),
        ...(due.length > 0 && {
          total: [
            `合计 ${yuan(all)}`,
            yuan(sumFen(due.map(({ principalFen }) => principalFen))),
            yuan(sumFen(due.map(({ interestFen }) => interestFen))),
          ],
        }),
        empty: '还款计划中没有列示这段时间到期的款项，以银行核算为准',
      },
      { kind: 'heading', text: '此前催收情况' },
      actionsTable(facts),
      {
        kind: 'notes',
        items: [
          '逾期期间不享受财政贴息，并按合同计收罚息；逾期记录将报送征信系统。',
          '逾期满规定天数的，银行可向担保方申请代偿；代偿后由担保方依法追偿，反担保人承担相应责任。',
          '实际应还金额以经办银行还款当日核算为准；如已还款或对上述内容有异议，请立即与经办银行联系。',
        ],
      },
    ],
  };
}
